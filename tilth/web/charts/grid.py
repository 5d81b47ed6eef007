"""The partnership grid: how deep a partnership is (across) and how tight (up), each from 1 to 6.

Every leader's mark is a dot, where they want to go is a ring, and the arrow is what they agreed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from django.utils.translation import gettext as _

from tilth.web.charts import shapes
from tilth.web.charts.shapes import Point

STEPS = 6
CELL = 50.0
LEFT, TOP, BOTTOM = 26.0, 4.0, 26.0
WIDTH = LEFT + STEPS * CELL + 4
HEIGHT = TOP + STEPS * CELL + BOTTOM
R = 6.5  # of a mark
ROOM = CELL - 8  # of a cell's side, for its marks
ABOVE, BELOW = -14.0, 20.0  # from the middle of a cell to the words at an end of the arrow

Place = tuple[int, int]  # (depth, structure), each 1 to 6


@dataclass(frozen=True)
class Mark:
    """Where one leader says the partnership is, and where they want it. `label` is whose mark it is."""

    label: str
    now: Place
    wanted: Place | None = None


@dataclass(frozen=True)
class Arrow:
    """The direction of travel that the leaders agreed, or that is before them. `label` says for when: "by 2029"."""

    now: Place
    wanted: Place
    label: str = ""
    agreed: bool = True

    @property
    def tightens_without_deepening(self) -> bool:
        return self.wanted[1] > self.now[1] and self.wanted[0] <= self.now[0]


@dataclass(frozen=True)
class Grid:
    """All marks, and the agreed arrow if there is one. While marks are private, `waiting` says what is awaited."""

    marks: Sequence[Mark] = ()
    arrow: Arrow | None = None
    waiting: str = ""

    def spread(self) -> str:
        """How far apart the marks of today are, as a sentence. Empty with fewer than two marks."""
        if len(self.marks) < 2:
            return ""
        depths, structures = zip(*(mark.now for mark in self.marks), strict=True)
        said = _("Marks for now: depth %(depth)s, structure %(structure)s.")
        return said % {"depth": _range(depths), "structure": _range(structures)}


@dataclass(frozen=True)
class Cell:
    """One of the thirty-six places; `lit` where somebody's mark for now is."""

    x: float
    y: float
    lit: bool


@dataclass(frozen=True)
class Dot:
    """A leader's mark: for now, or wanted."""

    x: float
    y: float
    label: str
    kind: str  # now or wanted


@dataclass(frozen=True)
class End:
    """What stands at one end of the arrow."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Picture:
    """A grid laid out. The ends of the arrow are named where no marks stand in the way."""

    cells: Sequence[Cell]
    dots: Sequence[Dot]
    radius: float
    arrow: shapes.Arrow | None
    ends: Sequence[End] = ()
    width: float = WIDTH
    height: float = HEIGHT
    cell: float = CELL


def layout(grid: Grid) -> Picture:
    """Where everything stands. Marks in one cell stand side by side; they get smaller when there are many."""
    lit = {mark.now for mark in grid.marks}
    steps = range(1, STEPS + 1)
    cells = [Cell(*_corner((d, s)), lit=(d, s) in lit) for s in steps for d in steps]
    crowd = max((len(each) for each in _by_place(grid.marks).values()), default=1)
    dots = [dot for place, held in _by_place(grid.marks).items() for dot in _dots(place, held, crowd)]
    return Picture(cells, dots, _radius(crowd), _arrow(grid.arrow), () if grid.marks else _ends(grid.arrow))


def _by_place(marks: Iterable[Mark]) -> dict[Place, list[tuple[str, str]]]:
    """What stands in each cell: whose, and whether it is for now or wanted."""
    held: dict[Place, list[tuple[str, str]]] = {}
    for mark in marks:
        held.setdefault(mark.now, []).append((mark.label, "now"))
        if mark.wanted:
            held.setdefault(mark.wanted, []).append((mark.label, "wanted"))
    return held


def _corner(place: Place) -> Point:
    return LEFT + (place[0] - 1) * CELL, TOP + (STEPS - place[1]) * CELL


def _centre(place: Place) -> Point:
    x, y = _corner(place)
    return x + CELL / 2, y + CELL / 2


def _side(crowd: int) -> int:
    """How many marks stand in a row when so many share a cell."""
    return max(2, ceil(sqrt(crowd)))


def _radius(crowd: int) -> float:
    return min(R, ROOM / _side(crowd) / 2 - 0.75)


def _dots(place: Place, held: Sequence[tuple[str, str]], crowd: int) -> list[Dot]:
    """Marks in rows about the middle of their cell."""
    side, (cx, cy) = _side(crowd), _centre(place)
    gap, rows = ROOM / side, ceil(len(held) / side)
    dots = []
    for number, (label, kind) in enumerate(held):
        row, column = divmod(number, side)
        in_row = min(side, len(held) - row * side)
        dots.append(Dot(cx + (column - (in_row - 1) / 2) * gap, cy + (row - (rows - 1) / 2) * gap, label, kind))
    return dots


def _arrow(agreed: Arrow | None) -> shapes.Arrow | None:
    if agreed is None or agreed.now == agreed.wanted:
        return None
    start, end = _centre(agreed.now), _centre(agreed.wanted)
    return shapes.curve(start, ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2), end, head=16)


def _ends(arrow: Arrow | None) -> Sequence[End]:
    """ "now" where the arrow begins and for when it is at its point, each on the side that the arrow leaves free."""
    if arrow is None:
        return ()
    (x, y), (to_x, to_y) = _centre(arrow.now), _centre(arrow.wanted)
    if arrow.now == arrow.wanted:
        return (End(x, y + 4, _("now")), End(x, y + BELOW, arrow.label))
    now, then = (ABOVE if to_y > y else BELOW), (ABOVE if to_y < y else BELOW)
    return End(x, y + now, _("now")), End(to_x, to_y + then, arrow.label)


def _range(numbers: Sequence[int]) -> str:
    low, high = min(numbers), max(numbers)
    return str(low) if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
