"""What a group does next: one thing, from how its cycle stands. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tilth.jpd.domain.phases import Kind, Question, Standing, lacks
from tilth.jpd.domain.shapes import Part, Shape, Stage


class Step(StrEnum):
    """The one thing that comes next."""

    WAIT = "wait"  # for somebody to say yes
    BEGIN = "begin"
    MEET = "meet"  # agree on a time
    COME = "come"  # to a meeting that is agreed
    SAY = "say"  # whether a meeting happened
    WRITE = "write"
    FIND_CHALLENGE = "find_challenge"
    AWAIT_CHALLENGE = "await_challenge"
    ANSWER = "answer"
    GO_ON = "go_on"
    DECIDE = "decide"
    NOTHING = "nothing"  # the group has ended


@dataclass(frozen=True)
class Ahead:
    """A meeting that is agreed, and whether its time has come and gone."""

    to_come: bool = False
    gone_by: bool = False


@dataclass(frozen=True)
class Next:
    """The one thing, and the heading it concerns."""

    step: Step
    part: Part | None = None


def next_step(
    shape: Shape | None, standing: Standing | None, ahead: Ahead, *, people: int, ended: bool = False
) -> Next:
    """The one thing that brings a group further."""
    if ended:
        return Next(Step.NOTHING)
    if shape is None or standing is None:
        return Next(Step.WAIT if people < 2 else Step.BEGIN)
    if ahead.gone_by:
        return Next(Step.SAY)
    found = lacks(shape, standing)
    kinds = {lack.kind for lack in found}
    if Kind.MEETING in kinds:
        return Next(Step.COME if ahead.to_come else Step.MEET)
    if Kind.PART in kinds:
        return Next(Step.WRITE, next(lack.part for lack in found if lack.part))
    if Kind.CHALLENGE in kinds:
        return Next(_challenge(standing.question))
    return Next(Step.DECIDE if shape.phases[shape.place(standing.phase)].stage is Stage.DECIDE else Step.GO_ON)


def _challenge(question: Question) -> Step:
    return {
        Question.NONE: Step.FIND_CHALLENGE,
        Question.ASKED: Step.AWAIT_CHALLENGE,
        Question.PUT: Step.ANSWER,
        Question.ANSWERED: Step.GO_ON,
    }[question]
