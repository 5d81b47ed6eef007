"""The conversation about results in the reader's language, and the sheet for the behaviours as a conversation."""

from __future__ import annotations

from dataclasses import dataclass

from tilth.audits.domain import guide
from tilth.audits.domain.instruments import Instrument, Item
from tilth.audits.domain.publication import Publication
from tilth.audits.queries.instruments import of_house
from tilth.audits.telling import told

BEHAVIOURS = "behaviours"


@dataclass(frozen=True)
class Minutes:
    """A step of the meeting: from which minute to which, and what for."""

    begins: int
    ends: int
    what: str


@dataclass(frozen=True)
class Advice:
    """What to celebrate, what to ask, how to reply, and what never to do."""

    opening: str
    celebrate: list[str]
    ask: list[str]
    reply: list[str]
    avoid: list[str]
    agenda: list[Minutes]


def advice(publication: Publication, *, governs: bool) -> Advice:
    """The guide in words: a shorter one for those who govern."""
    found = guide.for_governors(publication) if governs else guide.guide(publication)
    return Advice(
        opening=told(found.opening),
        celebrate=[told(each) for each in found.celebrate],
        ask=[told(each) for each in found.ask],
        reply=[told(each) for each in found.reply],
        avoid=[told(each) for each in found.avoid],
        agenda=_agenda(found.agenda),
    )


def _agenda(steps: tuple[guide.Step, ...]) -> list[Minutes]:
    begun, agenda = 0, []
    for step in steps:
        agenda.append(Minutes(begun, begun + step.minutes, told(step.what)))
        begun += step.minutes
    return agenda


@dataclass(frozen=True)
class Sheet:
    """The behaviours to pick from, and how to talk about them."""

    behaviours: tuple[Item, ...]
    steps: list[Minutes]


def sheet(instrument: Instrument | None) -> Sheet:
    """The sheet for an instrument of behaviours: the house's, unless another was used."""
    used = instrument or of_house(BEHAVIOURS)
    return Sheet(used.items if used else (), _agenda(guide.FACE_TO_FACE))
