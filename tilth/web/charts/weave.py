"""The weave: schools round a ring, and a band between every two whose people gave one another time.

At each of its two ends a band is as broad as what that school gave the other: broad to narrow is the way of giving, and
where nothing came back it ends in a point. It has the colour of the school that gave more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from tilth.web.charts.shapes import Disc, Point

SIZE = 360.0
CENTRE = SIZE / 2
OUTER, INNER, BANDS = 152.0, 141.0, 138.0  # radii: of the ring, and where bands begin
NUMBERS = 167.0
COLOURS = 12
GAP = 0.05  # radians between two schools
LEAST = 0.07  # the arc of a school that gave nothing


@dataclass(frozen=True)
class School:
    """One school of the ring, and a line about it: "gave 12 h, received 9 h"."""

    name: str
    line: str = ""
    href: str = ""


@dataclass(frozen=True)
class Tie:
    """What two schools, by their places, gave each other, and the same in words."""

    one: int
    other: int
    given: int  # by the one
    received: int  # by the one, from the other
    words: str


@dataclass(frozen=True)
class Weave:
    """Schools in the order of the ring, and the ties between them."""

    title: str
    schools: Sequence[School]
    ties: Sequence[Tie]


@dataclass(frozen=True)
class Arc:
    """A school on the ring: from and to which angle, clockwise from above."""

    start: float
    end: float
    path: str
    disc: Disc
    colour: int


@dataclass(frozen=True)
class Band:
    """A tie laid out; `ends` are the angles it covers at its two schools."""

    path: str
    colour: int
    words: str
    ends: tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Picture:
    """A weave laid out."""

    arcs: Sequence[Arc]
    bands: Sequence[Band]


def layout(weave: Weave) -> Picture:
    """Where everything stands. Broad bands are drawn first, so that narrow ones can be seen."""
    arcs = _arcs(weave)
    scale = _scale(weave)
    ends = _ends(weave, arcs, scale)
    ordered = sorted(range(len(weave.ties)), key=lambda n: -(weave.ties[n].given + weave.ties[n].received))
    return Picture(arcs, [_band(weave.ties[n], ends) for n in ordered])


def given_by(weave: Weave) -> list[int]:
    """Minutes each school gave."""
    totals = [0] * len(weave.schools)
    for tie in weave.ties:
        totals[tie.one] += tie.given
        totals[tie.other] += tie.received
    return totals


def _scale(weave: Weave) -> float:
    """Radians for a minute."""
    free = 2 * pi - len(weave.schools) * (GAP + LEAST)
    return max(free, 0.0) / (sum(given_by(weave)) or 1)


def _arcs(weave: Weave) -> list[Arc]:
    """Each school's part of the ring: the least, and more for what it gave. With nothing given, all alike."""
    totals, scale = given_by(weave), _scale(weave)
    alike = 0.0 if any(totals) else 2 * pi / max(1, len(totals)) - GAP - LEAST
    arcs, at = [], GAP / 2
    for place, total in enumerate(totals):
        end = at + LEAST + alike + total * scale
        arcs.append(_arc(place, at, end))
        at = end + GAP
    return arcs


def _arc(place: int, start: float, end: float) -> Arc:
    x, y = _at((start + end) / 2, NUMBERS)
    path = (
        f"M{_said(_at(start, OUTER))}{_round(OUTER, start, end)}L{_said(_at(end, INNER))}{_round(INNER, end, start)}Z"
    )
    return Arc(start, end, path, Disc(x, y, 11, str(place + 1)), place % COLOURS)


Ends = Mapping[tuple[int, int], tuple[float, float]]


def _ends(weave: Weave, arcs: Sequence[Arc], scale: float) -> Ends:
    """The angles that each band covers at each school: in the order in which bands cross one another least."""
    gave = {(tie.one, tie.other): tie.given for tie in weave.ties}
    gave |= {(tie.other, tie.one): tie.received for tie in weave.ties}
    found = {}
    for place, arc in enumerate(arcs):
        others = sorted((b for a, b in gave if a == place), key=lambda b: (place - b) % len(arcs))
        at = arc.start + (arc.end - arc.start - sum(gave[place, other] for other in others) * scale) / 2
        for other in others:
            found[place, other] = (at, at + gave[place, other] * scale)
            at = found[place, other][1]
    return found


def _band(tie: Tie, ends: Ends) -> Band:
    (a, b), (c, d) = one, other = ends[tie.one, tie.other], ends[tie.other, tie.one]
    middle = f"Q{CENTRE:.1f} {CENTRE:.1f} "
    path = (
        f"M{_said(_at(a, BANDS))}{_round(BANDS, a, b)}{middle}{_said(_at(c, BANDS))}"
        f"{_round(BANDS, c, d)}{middle}{_said(_at(a, BANDS))}Z"
    )
    more = tie.one if tie.given >= tie.received else tie.other
    return Band(path, more % COLOURS, tie.words, (one, other))


def _at(angle: float, r: float) -> Point:
    return CENTRE + r * sin(angle), CENTRE - r * cos(angle)


def _round(r: float, start: float, end: float) -> str:
    """Along the circle from one angle to another."""
    large, clockwise = int(abs(end - start) > pi), int(end > start)
    return f"A{r:.1f} {r:.1f} 0 {large} {clockwise} {_said(_at(end, r))}"


def _said(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
