"""The grid: how deep and how tight a partnership is, how far its leaders differ, and where they are heading.

Both axes run from 1 to 6: depth from shallow to deep, structure from loose to tight.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median_low
from typing import TypeVar

LOWEST, HIGHEST = 1, 6
DEEP = 4  # from here on working together is ordinary in every school
ALIKE = 1  # neighbours on a scale of six are no disagreement

Key = TypeVar("Key")


@dataclass(frozen=True)
class Place:
    """One square of the grid."""

    depth: int
    structure: int


@dataclass(frozen=True)
class Mark:
    """Where it is now, and where somebody wants it: the line between is the direction of travel."""

    now: Place
    wanted: Place


class Phase(StrEnum):
    """What may be done in a sitting."""

    OPEN = "open"
    SHOWN = "shown"
    AGREED = "agreed"


def phase(*, shown: bool, closes_on: date, today: date, agreed: bool) -> Phase:
    """The phase of a sitting. Marks show once everybody has marked (`shown`), or on the day after `closes_on`."""
    if agreed:
        return Phase.AGREED
    return Phase.SHOWN if shown or today > closes_on else Phase.OPEN


def awaited(seated: Iterable[Key], marked: Collection[Key]) -> list[Key]:
    """Who has still to mark, in the order they were asked."""
    return [leader for leader in seated if leader not in marked]


@dataclass(frozen=True)
class Spread:
    """How far marks lie apart on one axis."""

    low: int
    middle: int
    high: int

    @property
    def width(self) -> int:
        return self.high - self.low

    @property
    def alike(self) -> bool:
        return self.width <= ALIKE


def spread(levels: Sequence[int]) -> Spread:
    """The spread of at least one level; the middle one is always a level somebody marked."""
    return Spread(low=min(levels), middle=median_low(levels), high=max(levels))


@dataclass(frozen=True)
class Disagreement:
    """How leaders see one moment, now or wanted, on each axis."""

    depth: Spread
    structure: Spread

    @property
    def alike(self) -> bool:
        return self.depth.alike and self.structure.alike


def disagreement(places: Sequence[Place]) -> Disagreement | None:
    """How far places lie apart. None when there are no places."""
    if not places:
        return None
    return Disagreement(
        depth=spread([place.depth for place in places]), structure=spread([place.structure for place in places])
    )


def middle(marks: Sequence[Mark]) -> Mark | None:
    """The middle of all marks: a place to begin talking about an arrow, not an answer. None without marks."""
    now = disagreement([mark.now for mark in marks])
    wanted = disagreement([mark.wanted for mark in marks])
    return Mark(now=_centre(now), wanted=_centre(wanted)) if now and wanted else None


def _centre(seen: Disagreement) -> Place:
    return Place(depth=seen.depth.middle, structure=seen.structure.middle)


class Turn(StrEnum):
    """Which way an arrow points on one axis."""

    UP = "up"
    LEVEL = "level"
    DOWN = "down"


@dataclass(frozen=True)
class Direction:
    """Which way an arrow points: UP is deeper, and tighter."""

    depth: Turn
    structure: Turn


def direction(mark: Mark) -> Direction:
    """Which way a mark points."""
    return Direction(
        depth=_turn(mark.now.depth, mark.wanted.depth), structure=_turn(mark.now.structure, mark.wanted.structure)
    )


def _turn(now: int, wanted: int) -> Turn:
    if wanted == now:
        return Turn.LEVEL
    return Turn.UP if wanted > now else Turn.DOWN


def tighter_without_deeper(mark: Mark) -> bool:
    """Whether more structure is wanted and no more depth: rules and boards that change nothing for students."""
    return mark.wanted.structure > mark.now.structure and mark.wanted.depth <= mark.now.depth


def is_deep(mark: Mark) -> bool:
    """Whether a partnership counts as deep today."""
    return mark.now.depth >= DEEP
