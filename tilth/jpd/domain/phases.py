"""What a phase demands before a cycle may leave it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from enum import StrEnum

from tilth.jpd.domain.shapes import ORDER, Part, Phase, Shape, Stage


class Question(StrEnum):
    """How far the challenge of a cycle has come."""

    NONE = "none"  # nobody was asked, no card drawn
    ASKED = "asked"  # somebody was asked to put one
    PUT = "put"
    ANSWERED = "answered"


class Kind(StrEnum):
    """What can be missing."""

    PART = "part"
    MEETING = "meeting"
    CHALLENGE = "challenge"


@dataclass(frozen=True)
class Standing:
    """How a cycle stands: what is written, whether the group met in it or said why not, and its challenge."""

    phase: str
    written: Set[str]  # slugs of the headings under which something stands
    met: bool
    question: Question


@dataclass(frozen=True)
class Lack:
    """One thing without which the phase cannot be left."""

    kind: Kind
    part: Part | None = None


def lacks(shape: Shape, standing: Standing) -> list[Lack]:
    """What is missing before the phase can be left. The last one is left by a decision, with the same demands."""
    phase = shape.phases[shape.place(standing.phase)]
    return list(_demands(shape, phase, standing))


def lacks_up_to(shape: Shape, standing: Standing) -> list[Lack]:
    """What is missing in this phase or in any before it: none before it, in a cycle that came here by the rules."""
    found = []
    for phase in shape.phases[: shape.place(standing.phase) + 1]:
        found += [lack for lack in _demands(shape, phase, standing) if lack not in found]
    return found


def _demands(shape: Shape, phase: Phase, standing: Standing) -> Iterator[Lack]:
    for part in phase.parts:
        if part.required and part.slug not in standing.written:
            yield Lack(Kind.PART, part)
    if phase is _last_lesson(shape) and not standing.met:
        yield Lack(Kind.MEETING)
    if wants_answer(shape, phase) and standing.question is not Question.ANSWERED:
        yield Lack(Kind.CHALLENGE)


def _last_lesson(shape: Shape) -> Phase | None:
    lessons = [phase for phase in shape.phases if phase.stage is Stage.TEACH]
    return lessons[-1] if lessons else None


def wants_answer(shape: Shape, phase: Phase) -> bool:
    """Whether the challenge must be answered to leave it: from the talk afterwards on, always before deciding."""
    return ORDER[phase.stage] >= ORDER[Stage.DEBRIEF] or phase is shape.phases[-2]


def next_phase(shape: Shape, phase: str) -> Phase | None:
    """The phase that follows; none after the decision."""
    place = shape.place(phase) + 1
    return shape.phases[place] if place < len(shape.phases) else None


def phase_before(shape: Shape, phase: str) -> Phase | None:
    """The phase before; none before the first."""
    place = shape.place(phase)
    return shape.phases[place - 1] if place else None


def is_open_to_writing(shape: Shape, phase: str, part: str) -> bool:
    """Whether a heading belongs to the phase a cycle is in, or to one it has been through."""
    home = shape.phase_of(part)
    return home is not None and shape.place(home.slug) <= shape.place(phase)


def must_stay(shape: Shape, phase: str, part: str) -> bool:
    """Whether a heading must not be emptied now: a later phase was reached because something stands under it."""
    home, found = shape.phase_of(part), shape.part(part)
    return bool(home and found and found.required and shape.place(home.slug) < shape.place(phase))
