"""The deep-partnership board: four criteria in rising order, within schools and between, their ties, and what is next.

What holds of a strand is its *level*, a stage from 0: what was agreed, unless evidence or voice speak against it; then
what they bear out; and where nothing was agreed, what evidence alone bears out. None where nobody knows.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from tilth.maturity.domain.model import STAGES, Side
from tilth.maturity.domain.verdict import Ring, Verdict

AHEAD = 2  # JPD grows first: one stage ahead is how it begins, two are a danger
UNSAID = 1  # further than this no evidence bears out what nobody has claimed: the rest is for people to say
FAMILIAR = 1  # from this stage on trust bears an honest word without a third person


def level(claimed: int | None, judged: Callable[[int], Verdict]) -> int | None:
    """What holds of a strand. `judged` says what evidence and voice make of any stage."""
    if claimed is not None and judged(claimed).ring is not Ring.DISAGREE:
        return claimed
    for stage in range(UNSAID if claimed is None else claimed - 1, 0, -1):
        if judged(stage).ring is Ring.AGREE:
            return stage
    if claimed is not None:  # spoken against, and nothing higher than the first stage is borne out
        return 0
    return 0 if judged(1).ring is Ring.DISAGREE else None


class Strength(StrEnum):
    """How two key strands hold together."""

    STRONG = "strong"
    GROWING = "growing"
    FRAYED = "frayed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Tie:
    """Two key strands, and how they hold together."""

    one: str
    other: str
    strength: Strength


def ties(levels: Mapping[str, int | None], key: Sequence[str]) -> tuple[Tie, ...]:
    """Each two of the key strands: a tie is as strong as its weaker end, and frays when one end runs ahead."""
    return tuple(Tie(one, other, _strength(levels.get(one), levels.get(other))) for one, other in combinations(key, 2))


def _strength(one: int | None, other: int | None) -> Strength:
    if one is None or other is None:
        return Strength.UNKNOWN
    if abs(one - other) >= AHEAD or min(one, other) == 0:
        return Strength.FRAYED
    return Strength.STRONG if min(one, other) >= 2 else Strength.GROWING


@dataclass(frozen=True)
class Place:
    """Where one school stands, or the whole partnership between its schools: the level of each key strand."""

    key: Hashable  # of the school; None for between
    levels: Mapping[str, int | None]


class Danger(StrEnum):
    """What goes wrong most often."""

    PRACTICE_ALONE = "practice_alone"  # JPD is pushed ahead of the other three
    OUTSIDE_FIRST = "outside_first"  # work between schools runs ahead of work within


@dataclass(frozen=True)
class Warned:
    """A danger that is there: which strand lags, and in which places."""

    danger: Danger
    strand: str
    places: tuple[Hashable, ...]


def dangers(within: Sequence[Place], between: Place, key: Sequence[str], practice: str | None) -> tuple[Warned, ...]:
    """The dangers that are there; `practice` is the key strand that grows first. What is not known is no danger."""
    alone = _practice_alone([*within, between], key, practice) if practice else []
    return (*alone, *_outside_first(within, between, key))


def _practice_alone(places: Sequence[Place], key: Sequence[str], practice: str) -> list[Warned]:
    found = []
    for strand in key:
        lagging = tuple(
            place.key for place in places if _ahead(place.levels.get(practice), place.levels.get(strand)) >= AHEAD
        )
        if lagging:
            found.append(Warned(Danger.PRACTICE_ALONE, strand, lagging))
    return found


def _outside_first(within: Sequence[Place], between: Place, key: Sequence[str]) -> list[Warned]:
    found = []
    for strand in key:
        lagging = tuple(
            place.key for place in within if _ahead(between.levels.get(strand), place.levels.get(strand)) >= 1
        )
        if lagging:
            found.append(Warned(Danger.OUTSIDE_FIRST, strand, lagging))
    return found


def _ahead(one: int | None, other: int | None) -> int:
    """How many stages the one is ahead of the other; 0 where either is not known."""
    return 0 if one is None or other is None else one - other


def wants_broker(levels: Iterable[int | None]) -> bool:
    """Whether challenge is offered with somebody from outside: trust or moral purpose is known to be low."""
    return any(each is not None and each < FAMILIAR for each in levels)


class Why(StrEnum):
    """The reason for a next step."""

    DANGER = "danger"
    NOT_KNOWN = "not_known"
    LOWEST = "lowest"
    HELP_OTHERS = "help_others"


@dataclass(frozen=True)
class Proposal:
    """One next step: what to work on, where, up to which stage, and why."""

    strand: str
    side: Side
    stage: int
    why: Why
    places: tuple[Hashable, ...]
    danger: Danger | None = None


def next_step(within: Sequence[Place], between: Place, key: Sequence[str], practice: str | None) -> Proposal:
    """The one thing to do next. A danger comes first; then stage by stage what is lower or not known, in rising order.

    At each stage within the schools comes before between them. When all have come to the last: help others.
    """
    for warned in dangers(within, between, key, practice):
        return Proposal(warned.strand, _side(warned, between), 1, Why.DANGER, warned.places, warned.danger)
    for stage in range(1, STAGES):
        for strand in key:
            if found := _below(within, between, strand, stage):
                return found
    return Proposal(key[-1], Side.BETWEEN, STAGES - 1, Why.HELP_OTHERS, ())


def _side(warned: Warned, between: Place) -> Side:
    """Where a danger is met: within the schools, unless it is only between them."""
    return Side.BETWEEN if warned.places == (between.key,) else Side.WITHIN


def _below(within: Sequence[Place], between: Place, strand: str, stage: int) -> Proposal | None:
    for side, places in ((Side.WITHIN, within), (Side.BETWEEN, [between])):
        unknown = tuple(place.key for place in places if place.levels.get(strand) is None)
        low = tuple(
            place.key for place in places if (place.levels.get(strand) or 0) < stage and place.key not in unknown
        )
        if low:
            return Proposal(strand, side, stage, Why.LOWEST, low)
        if unknown and len(unknown) == len(places):
            return Proposal(strand, side, stage, Why.NOT_KNOWN, unknown)
    return None


def _is_below(level: int | None, stage: int) -> bool:
    return level is not None and level < stage


__all__ = [
    "Danger",
    "Place",
    "Proposal",
    "Strength",
    "Tie",
    "Warned",
    "Why",
    "dangers",
    "level",
    "next_step",
    "ties",
    "wants_broker",
]
