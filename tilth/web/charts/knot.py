"""The four-way knot: four nodes on a square, and a rope between every two.

A rope of two strands holds; one strand is growing; a frayed one has come apart into loose threads; dots are not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, cos, hypot, pi, sin
from typing import Literal

from django.utils.translation import gettext_lazy as _

from tilth.web.charts import shapes
from tilth.web.charts.shapes import Box, Line, Point, fitted, towards

WIDTH = 336.0
R = 32.0  # of a node
PLACES: tuple[Point, ...] = ((78.0, 82.0), (258.0, 82.0), (258.0, 262.0), (78.0, 262.0))  # clockwise
CAPTION = 148.0  # how wide a name is
WAVE, SWELL = 13.0, 5.0  # half a turn of a rope, and how far its strands swing
COUNT = 4

Strength = Literal["strong", "growing", "frayed", "unknown"]
STRENGTHS = {
    "strong": _("strong"),
    "growing": _("growing"),
    "frayed": _("frayed"),
    "unknown": _("not known"),
}


@dataclass(frozen=True)
class Node:
    """One of the four: its level from 0 to 3, which may be between two, or not known; and what it says in words."""

    short: str
    name: str
    level: float | None
    said: str
    link: str = ""

    @property
    def label(self) -> str:
        """All that is known of it, for those who do not see the picture."""
        return f"{self.name}: {self.said}"


@dataclass(frozen=True)
class Tie:
    """How strongly two nodes, by their places, hold one another, and why."""

    a: int
    b: int
    strength: Strength
    said: str


@dataclass(frozen=True)
class Knot:
    """Four nodes, clockwise from the upper left, and the six ties between them."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True)
class Rope:
    """A tie laid out: what holds, the loose threads, and the ground that keeps it apart from a rope below it."""

    strength: Strength
    strands: Sequence[str]
    threads: Sequence[str]
    ground: str


@dataclass(frozen=True)
class Bead:
    """A node laid out: the arc that is filled, and its names."""

    node: Node
    x: float
    y: float
    arc: str
    short: str
    words: Sequence[Line]

    @property
    def box(self) -> Box:
        return Box(self.x - R, self.y - R, self.x + R, self.y + R)


@dataclass(frozen=True)
class Told:
    """A tie in words, with a piece of its rope."""

    one: Node
    other: Node
    strength: str
    said: str
    piece: Rope


@dataclass(frozen=True)
class Picture:
    """A knot laid out. The ropes along the sides come first, so that the two across lie over them."""

    beads: Sequence[Bead]
    ropes: Sequence[Rope]
    told: Sequence[Told]

    @property
    def bounds(self) -> Box:
        """What the picture covers."""
        held = [bead.box for bead in self.beads] + [line.box for bead in self.beads for line in bead.words]
        return shapes.bounds(held, width=WIDTH)


def layout(knot: Knot) -> Picture:
    """Where everything stands. Raises ValueError for anything but four nodes and the six ties between them."""
    pairs = sorted(tuple(sorted((tie.a, tie.b))) for tie in knot.ties)
    if len(knot.nodes) != COUNT or pairs != list(combinations(range(COUNT), 2)):
        raise ValueError("A knot has four nodes, and one tie between every two of them.")
    ordered = sorted(knot.ties, key=_is_across)
    told = [_told(knot, tie) for tie in knot.ties]
    return Picture([_bead(*each) for each in enumerate(knot.nodes)], [_between(tie) for tie in ordered], told)


def _told(knot: Knot, tie: Tie) -> Told:
    piece = rope((3.0, 10.0), (57.0, 10.0), tie.strength)
    return Told(knot.nodes[tie.a], knot.nodes[tie.b], str(STRENGTHS[tie.strength]), tie.said, piece)


# --- nodes --------------------------------------------------------------------------------------


def _bead(place: int, node: Node) -> Bead:
    x, y = PLACES[place]
    names = fitted(node.name, CAPTION, 3)
    over = place < COUNT // 2
    words = (
        shapes.above(x, y - R - 10, "middle", names, "name")
        if over
        else shapes.below(x, y + R + 19, "middle", names, "name")
    )
    return Bead(node, x, y, _arc(node.level), "".join(fitted(node.short, 44, 1)), words)


def _arc(level: float | None) -> str:
    """How far the ring of a node at (0, 0) is filled: the first stage is a quarter, the last is all of it."""
    if level is None:
        return ""
    part, r = min(max((level + 1) / 4, 0.0), 1.0), R - 4
    path, steps = f"M0 {-r:.1f}", ceil(part * 4)  # one arc cannot go all the way round
    for turn in (2 * pi * part * (number + 1) / steps for number in range(steps)):
        path += f"A{r:.1f} {r:.1f} 0 0 1 {r * sin(turn):.1f} {-r * cos(turn):.1f}"
    return path


# --- ropes --------------------------------------------------------------------------------------


def _is_across(tie: Tie) -> bool:
    """Whether it joins two corners that lie opposite."""
    return abs(tie.a - tie.b) == COUNT // 2


def _between(tie: Tie) -> Rope:
    """The two across are frayed nearer to one end, where they do not lie over one another."""
    one, other = PLACES[tie.a], PLACES[tie.b]
    start, end = towards(one, other, R + 7), towards(other, one, R + 7)
    return rope(start, end, tie.strength, breaks=0.26 if _is_across(tie) else 0.5)


def rope(start: Point, end: Point, strength: Strength, *, breaks: float = 0.5) -> Rope:
    """A rope from one point to another."""
    ground = f"M{_said(start)}L{_said(end)}"
    if strength == "strong":
        return Rope(strength, [_wave(start, end, SWELL), _wave(start, end, -SWELL)], [], ground)
    if strength == "frayed":
        gap = min(26.0, hypot(end[0] - start[0], end[1] - start[1]) * 0.32)
        halves = [_frayed(start, end, breaks, gap), _frayed(end, start, 1 - breaks, gap)]
        return Rope(strength, [held for held, _loose in halves], [path for _held, ends in halves for path in ends], "")
    return Rope(strength, [ground], [], ground)


def _wave(start: Point, end: Point, swell: float) -> str:
    """A strand that swings from side to side, in whole turns."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    turns = max(2, round(length / WAVE / 2) * 2)
    points = [towards(start, end, length * number / turns) for number in range(turns + 1)]
    bend = _aside(start, end, length / turns / 2, swell * 2)
    return f"M{_said(start)}Q{_said(bend)} " + "T".join(_said(point) for point in points[1:])


def _frayed(start: Point, end: Point, breaks: float, gap: float) -> tuple[str, list[str]]:
    """One half of a rope that came apart: what still holds, and three threads that turn aside before the break."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    at = length * breaks - gap
    held = towards(start, end, at)
    sides = ((0.62, 8.0), (0.8, 1.5), (0.55, -6.5))
    threads = [
        f"M{_said(held)}Q{_said(_aside(start, end, at + gap * 0.3, side * 0.2))} "
        f"{_said(_aside(start, end, at + gap * reach, side))}"
        for reach, side in sides
    ]
    return f"M{_said(start)}L{_said(held)}", threads


def _aside(start: Point, end: Point, along: float, side: float) -> Point:
    """The point so far along the way, and so far to its right."""
    x, y = towards(start, end, along)
    ahead = towards((0.0, 0.0), (end[0] - start[0], end[1] - start[1]), 1.0)
    return x - ahead[1] * side, y + ahead[0] * side


def _said(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
