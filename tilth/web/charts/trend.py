"""One share over time: a point for each time it was asked, with the range in which it is likely to lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT = 360.0, 74.0
TOP, BOTTOM = 10.0, 62.0  # of the whole range of shares
SIDE = 30.0  # left free beside the first and the last point


@dataclass(frozen=True)
class Point:
    """A share between 0 and 1, and the range in which it is likely to lie."""

    share: float
    likely: tuple[float, float]
    words: str  # "78 %"


@dataclass(frozen=True)
class Row:
    """One aspect at each moment; nothing where not all answers could be shown."""

    name: str
    points: Sequence[Point | None]


@dataclass(frozen=True)
class Trend:
    """Aspects at the same moments."""

    title: str
    moments: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Mark:
    """A point laid out, with both ends of its range."""

    x: float
    y: float
    low: float
    high: float
    words: str


@dataclass(frozen=True)
class Drawn:
    """An aspect laid out. Lines join only what follows on one another."""

    row: Row
    marks: Sequence[Mark]
    lines: Sequence[tuple[Mark, Mark]]
    said: str


def layout(trend: Trend) -> list[Drawn]:
    """Where everything stands."""
    return [_drawn(trend, row) for row in trend.rows]


def places(count: int) -> list[float]:
    """Where so many moments stand, evenly."""
    if count == 1:
        return [WIDTH / 2]
    return [SIDE + (WIDTH - 2 * SIDE) * number / (count - 1) for number in range(count)]


def _drawn(trend: Trend, row: Row) -> Drawn:
    held = [_mark(x, point) for x, point in zip(places(len(row.points)), row.points, strict=True)]
    lines = [(one, other) for one, other in pairwise(held) if one and other]
    known = zip(trend.moments, row.points, strict=True)
    said = "; ".join(f"{moment}: {point.words if point else '–'}" for moment, point in known)
    return Drawn(row, [mark for mark in held if mark], lines, said)


def _mark(x: float, point: Point | None) -> Mark | None:
    if point is None:
        return None
    return Mark(x, _height(point.share), _height(point.likely[0]), _height(point.likely[1]), point.words)


def _height(share: float) -> float:
    return BOTTOM - share * (BOTTOM - TOP)
