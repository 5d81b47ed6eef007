"""What becomes of a proposal, and who goes first next time.

A group that will not go ahead is told so when the answers are due and never before, whether somebody said no or
somebody said nothing: so nobody can tell the one from the other, nor by the hour who it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Answer(StrEnum):
    """What one person said to a proposal."""

    NONE = ""
    YES = "yes"
    NO = "no"


class Outcome(StrEnum):
    """What became of a proposal."""

    PROPOSED = "proposed"
    STANDING = "standing"
    FALLEN = "fallen"


def outcome(answers: Iterable[str], *, due: bool) -> Outcome:
    """Standing as soon as all said yes; otherwise open until the answers are due, and fallen then."""
    if all(answer == Answer.YES for answer in answers):
        return Outcome.STANDING
    return Outcome.FALLEN if due else Outcome.PROPOSED


class Turn(StrEnum):
    """How a round ended for somebody who took part."""

    PLACED = "placed"
    LEFT_OUT = "left out"
    OWN_CHOICE = "own choice"


def waiting(turns: Iterable[Turn]) -> int:
    """Rounds somebody has waited since they were last in a group. `turns`: latest first. Own choice is no wait."""
    waited = 0
    for turn in turns:
        if turn is Turn.PLACED:
            break
        waited += turn is Turn.LEFT_OUT
    return waited
