"""The tube map: stations on a few lines, with thin threads between stations of different lines.

A station's fill says how far it has come, in quarters; the ring round it says whether what was heard and seen agrees.
Where there is little room the same is a list going down, which the template draws from the same values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from django.utils.translation import gettext as _

from tilth.web.charts import shapes
from tilth.web.charts.shapes import Box, fitted
from tilth.web.charts.shapes import Line as Words

WIDTH = 690.0
FLAG = 108.0  # how wide the sign is that bears a line's name
START, END = FLAG + 8, WIDTH - 6  # between them stations stand, and threads pass
JOG = 18.0  # how far a line steps down half way
CHANNEL = 38.0  # between two lines: where threads go from side to side
RING = 20.0  # as far as a station and its ring reach; a key station is bigger
KEY = 1.25
BESIDE = 10.0  # left free between two names, for threads
ROOMY = 100.0  # from one station to the next: with less, the short name is written
COLOURS = ("#0b5d47", "#7a3f0d", "#2d5c91", "#7b3f6b", "#4a6b14", "#1a6d77")

Ring = Literal["agree", "disagree", "unknown"]


@dataclass(frozen=True)
class Station:
    """One station: its stage (0 to 3) or not known, its ring, and what both say in words: "embedding; voice agrees"."""

    short: str
    name: str
    stage: int | None
    ring: Ring
    said: str
    link: str = ""

    @property
    def label(self) -> str:
        """All that is known of it, for those who do not see the picture."""
        return f"{self.name}: {self.said}"


@dataclass(frozen=True)
class Line:
    """A line and its stations, from its sign on."""

    name: str
    stations: tuple[Station, ...]


@dataclass(frozen=True)
class Tube:
    """The map. `links` and `key` name stations by `short`; `stages` are the names of the four, for the legend."""

    lines: tuple[Line, ...]
    links: tuple[tuple[str, str], ...] = ()
    key: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mark:
    """How a station looks: which quarters are full, what is written in it, and its ring."""

    colour: str
    quarters: tuple[bool, bool, bool, bool]
    text: str
    ring: Ring | None
    key: bool = False


@dataclass(frozen=True)
class Stop:
    """A station laid out, with its name below."""

    station: Station
    mark: Mark
    x: float
    y: float
    scale: float
    words: Sequence[Words]

    @property
    def box(self) -> Box:
        """What the station and its ring cover."""
        reach = RING * self.scale
        return Box(self.x - reach, self.y - reach, self.x + reach, self.y + reach)

    @property
    def whole(self) -> Box:
        """The station and its name: what one can press."""
        held = [self.box, *(each.box for each in self.words)]
        sides = min(box.left for box in held), max(box.right for box in held)
        return Box(sides[0] - 3, self.box.top - 3, sides[1] + 3, max(box.bottom for box in held) + 3)

    @property
    def foot(self) -> float:
        """Where a thread leaves it, below its name."""
        return max(box.bottom for box in [self.box, *(each.box for each in self.words)]) + 2


@dataclass(frozen=True)
class Track:
    """A line laid out: its sign, its path and its stops; what it takes of the picture, from top to bottom."""

    line: Line
    place: int
    flag: Box
    words: Sequence[Words]
    path: str
    stops: Sequence[Stop]
    top: float
    bottom: float
    gaps: Sequence[float]

    @property
    def colour(self) -> str:
        return colour(self.place)


@dataclass(frozen=True)
class Thread:
    """A link laid out: straight down past each line it crosses, and from side to side only in the channels between."""

    one: Station
    other: Station
    path: str
    drops: Sequence[tuple[float, float, float]]  # x, from, to


@dataclass(frozen=True)
class Picture:
    """A map laid out."""

    tracks: Sequence[Track]
    threads: Sequence[Thread]
    height: float


def layout(tube: Tube) -> Picture:
    """Where everything stands."""
    tracks: list[Track] = []
    for place, line in enumerate(tube.lines):
        tracks.append(_track(tube, line, place, tracks[-1].bottom + CHANNEL if tracks else 2.0))
    return Picture(tracks, _threads(tube, tracks), max((track.bottom for track in tracks), default=0.0) + 4)


def mark(station: Station, colour: str, *, key: bool = False) -> Mark:
    """How a station looks. What is not known has no quarter full, and a dash."""
    full = -1 if station.stage is None else station.stage
    quarters = (full >= 0, full >= 1, full >= 2, full >= 3)
    return Mark(colour, quarters, "–" if station.stage is None else str(full + 1), station.ring, key)


def colour(place: int) -> str:
    """The colour of a line, by its place."""
    return COLOURS[place % len(COLOURS)]


def linked(tube: Tube) -> list[tuple[Station, Station]]:
    """The links between stations that are on the map."""
    known = {station.short: station for line in tube.lines for station in line.stations}
    return [(known[one], known[other]) for one, other in tube.links if one in known and other in known]


# --- lines --------------------------------------------------------------------------------------


def _track(tube: Tube, line: Line, place: int, top: float) -> Track:
    words = fitted(line.name, FLAG - 12, 4)
    tall = len(words) * shapes.LEADING + 10
    y = top + max(tall / 2, RING * KEY) + 1
    stops = _stops(tube, line, place, y)
    flag = Box(0, y - tall / 2, FLAG, y + tall / 2)
    bottom = max([flag.bottom, *(stop.foot for stop in stops)])
    written = shapes.middle(FLAG / 2, y, "middle", words, "line")
    path = _path(stops, y)
    return Track(line, place % len(COLOURS), flag, written, path, stops, top, bottom, _gaps(line, place))


def _spacing(line: Line) -> float:
    return (END - START) / (max(len(line.stations), 1) + 0.5)


def _across(line: Line, place: int) -> list[float]:
    """Where stations stand. Every second line is set off by half a step, so that threads find their way past it."""
    step = _spacing(line)
    return [START + (number + 0.5 + 0.5 * (place % 2)) * step for number in range(len(line.stations))]


def _gaps(line: Line, place: int) -> list[float]:
    """Where threads may pass: beside and between the stations."""
    step, across = _spacing(line), _across(line, place)
    return [x - step / 2 for x in across] + [x + step / 2 for x in across[-1:]]


def _stops(tube: Tube, line: Line, place: int, y: float) -> list[Stop]:
    step, jog = _spacing(line), _jog(line)
    half = (len(line.stations) + 1) // 2
    across = zip(line.stations, _across(line, place), strict=True)
    return [
        _stop(station, x, y + (jog if number >= half else 0.0), step, colour(place), station.short in tube.key)
        for number, (station, x) in enumerate(across)
    ]


def _stop(station: Station, x: float, y: float, step: float, ink: str, key: bool) -> Stop:
    scale = KEY if key and step >= 2 * RING * KEY else 1.0
    name = station.name if step >= ROOMY else station.short
    lines = fitted(name, step - BESIDE, 3)
    words = shapes.below(x, y + RING * scale + shapes.SIZE + 2, "middle", lines, "key" if key else "name")
    return Stop(station, mark(station, ink, key=key), x, y, scale, words)


def _jog(line: Line) -> float:
    """A crowded line stays straight."""
    return JOG if len(line.stations) > 1 and _spacing(line) >= 2 * RING * KEY + JOG else 0.0


def _path(stops: Sequence[Stop], y: float) -> str:
    """From the sign to the last station."""
    path = f"M{FLAG / 2:.1f} {y:.1f}"
    for one, other in pairwise(stops):
        if one.y != other.y:
            half, slope = (one.x + other.x) / 2, (other.y - one.y) / 2
            path += f"H{half - slope:.1f}L{half + slope:.1f} {other.y:.1f}"
    return f"{path}H{stops[-1].x:.1f}" if stops else path


# --- threads ------------------------------------------------------------------------------------

Passes = Mapping[tuple[int, int], float]  # where a thread, by its place, passes a line, by its place


def _threads(tube: Tube, tracks: Sequence[Track]) -> list[Thread]:
    stops = {stop.station: (place, stop) for place, track in enumerate(tracks) for stop in track.stops}
    ends = [sorted((stops[one], stops[other]), key=lambda end: end[0]) for one, other in linked(tube)]
    apart = [(one, other) for one, other in ends if one[0] != other[0]]
    passes = _passes(apart, tracks)
    return [_thread(one, other, number, tracks, passes) for number, (one, other) in enumerate(apart)]


End = tuple[int, Stop]


def _passes(ends: Sequence[tuple[End, End]], tracks: Sequence[Track]) -> Passes:
    """The gap nearest to the straight way, for every thread and line; those that share a gap go side by side."""
    chosen: dict[tuple[int, float], list[int]] = {}
    for number, ((first, one), (last, other)) in enumerate(ends):
        for place in range(first + 1, last):
            straight = one.x + (other.x - one.x) * (place - first) / (last - first)
            gap = min(tracks[place].gaps, key=lambda x: abs(x - straight), default=straight)
            chosen.setdefault((place, gap), []).append(number)
    return {
        (number, place): gap + (turn - (len(numbers) - 1) / 2) * min(3.0, (BESIDE - 2) / len(numbers))
        for (place, gap), numbers in chosen.items()
        for turn, number in enumerate(numbers)
    }


def _thread(one: End, other: End, number: int, tracks: Sequence[Track], passes: Passes) -> Thread:
    (first, start), (last, end) = one, other
    drops = [(start.x, start.foot, tracks[first].bottom)]
    drops += [(passes[number, place], tracks[place].top, tracks[place].bottom) for place in range(first + 1, last)]
    drops.append((end.x, tracks[last].top, end.box.top))
    path = "".join(_swing(a, b) for a, b in pairwise(drops))
    return Thread(start.station, end.station, f"M{start.x:.1f} {start.foot:.1f}{path}V{end.box.top:.1f}", drops)


def _swing(one: tuple[float, float, float], other: tuple[float, float, float]) -> str:
    """Down to the end of one drop, and over to where the next begins."""
    (x, _top, y), (x2, y2, _bottom) = one, other
    half = (y + y2) / 2
    return f"V{y:.1f}C{x:.1f} {half:.1f} {x2:.1f} {half:.1f} {x2:.1f} {y2:.1f}"


# --- the legend ---------------------------------------------------------------------------------

QUIET = "#55605c"


def legend(tube: Tube) -> list[tuple[Mark, str]]:
    """What fills and rings mean, in words."""
    shown = [(_example(stage), name) for stage, name in enumerate(tube.stages)]
    shown = shown or [(_example(2), _("a quarter for each stage reached"))]
    rings: list[tuple[Ring, str]] = [
        ("agree", _("claim, evidence and voice agree")),
        ("disagree", _("they disagree: worth talking about")),
        ("unknown", _("not known whether they agree")),
    ]
    shown += [(_example(None), _("stage not known")), *((replace(BLANK, ring=ring), name) for ring, name in rings)]
    return [*shown, (replace(BLANK, key=True), _("a key strand"))] if tube.key else shown


def _example(stage: int | None) -> Mark:
    """A station of no line."""
    return replace(mark(Station("", "", stage, "unknown", ""), QUIET), ring=None)


BLANK = Mark(QUIET, (False, False, False, False), "", None)
