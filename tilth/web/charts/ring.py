"""The exchange ring: a match as a small circle of people, with what flows along each arrow.

Two to four people stand in a ring with their topics beside the arrows. Five stand in a ring of numbered arrows, whose
sentences are below it. A chain, which begins with an opening offer, goes down the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, pi, sin

from django.utils.translation import gettext as _

from tilth.web.charts import shapes
from tilth.web.charts.shapes import Arrow, Disc, Line, Point, fitted

WIDTH = 340.0
R = 27.0  # of a person's disc
GAP = 5.0  # between a disc and its arrows
IN_A_DISC = 6  # letters that fit


@dataclass(frozen=True)
class Member:
    """Somebody in a ring. `line` is a word about them: "Year 3, St Bride's"."""

    name: str
    line: str = ""


@dataclass(frozen=True)
class Flow:
    """What one member gives another; both are places in the list of members."""

    giver: int
    receiver: int
    what: str


@dataclass(frozen=True)
class Ring:
    """Two to five members and what flows between them: once round, or from an opening offer to an end."""

    members: Sequence[Member]
    flows: Sequence[Flow]

    @property
    def is_chain(self) -> bool:
        return len(self.flows) < len(self.members)

    def sentences(self) -> list[str]:
        """Each flow as a sentence, in order."""
        ordered, flows = in_order(self)
        people = [self.members[place] for place in ordered]
        said = _("%(giver)s helps %(receiver)s with %(what)s")
        return [
            said % {"giver": people[n].name, "what": flow.what, "receiver": people[(n + 1) % len(people)].name}
            for n, flow in enumerate(flows)
        ]


@dataclass(frozen=True)
class Picture:
    """A ring laid out."""

    discs: Sequence[Disc]
    arrows: Sequence[Arrow]
    lines: Sequence[Line]
    numbers: Sequence[Disc] = ()

    @property
    def bounds(self) -> shapes.Box:
        """What the picture covers: its width is fixed, its height is what it needs."""
        held = [each.box for each in self.discs] + [each.box for each in self.lines]
        return shapes.bounds(held, width=WIDTH)


def in_order(ring: Ring) -> tuple[list[int], list[Flow]]:
    """The members' places and the flows, in the order of giving. Raises ValueError for neither ring nor chain."""
    gives = {flow.giver: flow for flow in ring.flows}
    gets = {flow.receiver for flow in ring.flows}
    ordered = [next((place for place in range(len(ring.members)) if place not in gets), 0)]
    while (flow := gives.get(ordered[-1])) and flow.receiver != ordered[0] and len(ordered) < len(ring.members):
        ordered.append(flow.receiver)
    flows = [gives[place] for place in ordered if place in gives]
    follow = zip(flows, [*ordered[1:], ordered[0]], strict=False)
    once_round = len(flows) == len(ring.flows) and all(flow.receiver == place for flow, place in follow)
    if len(set(ordered)) != len(ring.members) or not once_round or not 2 <= len(ordered) <= 5:
        raise ValueError("A ring has two to five members, and each of them gives and gains at most once.")
    return ordered, flows


def layout(ring: Ring) -> Picture:
    """Where everything stands, without two words meeting. Raises ValueError for what is neither ring nor chain."""
    ordered, flows = in_order(ring)
    members = [ring.members[place] for place in ordered]
    topics = [flow.what for flow in flows]
    if ring.is_chain:
        return _chain(members, topics)
    return {2: _pair, 3: _triad, 4: _square, 5: _five}[len(members)](members, topics)


# --- the people ---------------------------------------------------------------------------------


def short(name: str) -> str:
    """What is written in a disc: the first name where it fits, or the first letters."""
    parts = name.split()
    if parts and len(parts[0]) <= IN_A_DISC:
        return parts[0]
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


def _discs(members: Sequence[Member], places: Sequence[Point]) -> list[Disc]:
    return [Disc(x, y, R, short(member.name)) for member, (x, y) in zip(members, places, strict=True)]


def _captions(members: Sequence[Member], places: Sequence[Point], *, over: int, width: float) -> list[Line]:
    """What stands over the first `over` discs and under the others."""
    each = enumerate(zip(members, places, strict=True))
    return [line for n, (member, place) in each for line in _caption(member, place, over=n < over, width=width)]


def _caption(member: Member, place: Point, *, over: bool, width: float) -> list[Line]:
    """A name, unless the disc holds it all, and the line about the person: three lines at most."""
    name = [] if short(member.name) == member.name else fitted(member.name, width, 2)
    line = fitted(member.line, width, 3 - len(name))
    y = place[1] - R - 7 if over else place[1] + R + 14
    kinds = ["name"] * len(name) + ["quiet"] * len(line)
    drawn = (shapes.above if over else shapes.below)(place[0], y, "middle", name + line, "quiet")
    return [replace(each, kind=kind) for each, kind in zip(drawn, kinds, strict=True)]


def _arrows(places: Sequence[Point], bends: Sequence[Point]) -> list[Arrow]:
    following = [*places[1:], places[0]]
    return [
        shapes.curve(start, bend, end, leave=R + GAP, arrive=R + GAP)
        for start, bend, end in zip(places, bends, following, strict=True)
    ]


# --- each shape ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Slot:
    """Where a topic may stand: how wide, in how many lines, and which way its lines go from its place."""

    width: float
    lines: int
    way: Callable[[float, float, str, Sequence[str], str], list[Line]]
    x: float
    y: float
    anchor: str = "middle"

    def filled(self, topic: str) -> list[Line]:
        return self.way(self.x, self.y, self.anchor, fitted(topic, self.width, self.lines), "topic")


def _topics(topics: Sequence[str], slots: Sequence[_Slot]) -> list[Line]:
    return [line for topic, slot in zip(topics, slots, strict=True) for line in slot.filled(topic)]


def _pair(members: Sequence[Member], topics: Sequence[str]) -> Picture:
    places = [(66.0, 80.0), (274.0, 80.0)]
    bends = [(170.0, 48.0), (170.0, 112.0)]
    slots = [_Slot(156, 3, shapes.above, 170, 52), _Slot(74, 4, shapes.below, 170, 120)]
    lines = _captions(members, places, over=0, width=130) + _topics(topics, slots)
    return Picture(_discs(members, places), _arrows(places, bends), lines)


def _triad(members: Sequence[Member], topics: Sequence[str]) -> Picture:
    places = [(170.0, 68.0), (260.0, 254.0), (80.0, 254.0)]
    bends = [(232.0, 140.0), (170.0, 278.0), (108.0, 140.0)]
    slots = [
        _Slot(100, 4, shapes.middle, 238, 134, "start"),
        _Slot(104, 3, shapes.above, 170, 245),
        _Slot(100, 4, shapes.middle, 102, 134, "end"),
    ]
    lines = _captions(members, places, over=1, width=156) + _topics(topics, slots)
    return Picture(_discs(members, places), _arrows(places, bends), lines)


def _square(members: Sequence[Member], topics: Sequence[str]) -> Picture:
    places = [(66.0, 74.0), (274.0, 74.0), (274.0, 254.0), (66.0, 254.0)]
    bends = [(170.0, 52.0), (292.0, 164.0), (170.0, 276.0), (48.0, 164.0)]
    slots = [
        _Slot(144, 2, shapes.below, 170, 88),
        _Slot(92, 4, shapes.middle, 266, 164, "end"),
        _Slot(144, 2, shapes.above, 170, 244),
        _Slot(92, 4, shapes.middle, 74, 164, "start"),
    ]
    lines = _captions(members, places, over=2, width=130) + _topics(topics, slots)
    return Picture(_discs(members, places), _arrows(places, bends), lines)


def _five(members: Sequence[Member], _topics: Sequence[str]) -> Picture:
    """Five need the room: the arrows carry numbers, and the sentences below the picture say what they are."""
    turns = [2 * pi * n / 5 - pi / 2 for n in range(5)]
    places = [_around(turn, 118) for turn in turns]
    bends = [_around(turn + pi / 5, 118) for turn in turns]
    numbers = [Disc(*_around(turn + pi / 5, 107), 10, str(n + 1)) for n, turn in enumerate(turns)]
    return Picture(_discs(members, places), _arrows(places, bends), [], numbers)


def _around(turn: float, far: float) -> Point:
    return 170 + far * cos(turn), 160 + far * sin(turn)


def _chain(members: Sequence[Member], topics: Sequence[str]) -> Picture:
    step, x = 116.0, 36.0
    places = [(x, 36 + step * n) for n in range(len(members))]
    pairs = list(pairwise(places))
    arrows = [shapes.curve(a, (x, a[1] + step / 2), b, leave=R + GAP, arrive=R + GAP) for a, b in pairs]
    slots = [_Slot(270, 2, shapes.middle, x + 18, y + step / 2 + 3, "start") for _x, y in places[:-1]]
    lines = [line for n, member in enumerate(members) for line in _beside(member, places[n], opens=n == 0)]
    return Picture(_discs(members, places), arrows, lines + _topics(topics, slots))


def _beside(member: Member, place: Point, *, opens: bool) -> list[Line]:
    """A name and a line at the right of a disc; the first of a chain asks nothing back."""
    x, y = place[0] + R + 14, place[1]
    name = shapes.below(x, y - 9, "start", fitted(member.name, 250, 1), "name")
    line = shapes.below(x, y + 7, "start", fitted(member.line, 250, 1), "quiet")
    offer = shapes.below(x, y + 23, "start", [_("an opening offer")], "offer") if opens else []
    return name + line + offer
