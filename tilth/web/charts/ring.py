"""The exchange ring: a match as a small circle of people, with what flows along each arrow.

Two to four people stand in a ring with their topics beside the arrows. Five stand in a ring of numbered arrows, whose
sentences are below it. A chain, which begins with an opening offer, goes down the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
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
        said = _("%(giver)s gives %(what)s to %(receiver)s")
        return [
            said % {"giver": people[n].name, "what": flow.what, "receiver": people[(n + 1) % len(people)].name}
            for n, flow in enumerate(flows)
        ]


@dataclass(frozen=True)
class Picture:
    """A ring laid out."""

    width: float
    height: float
    discs: Sequence[Disc]
    arrows: Sequence[Arrow]
    lines: Sequence[Line]
    numbers: Sequence[Disc] = ()


def in_order(ring: Ring) -> tuple[list[int], list[Flow]]:
    """The members' places and the flows in the order of giving. Raises ValueError for what is neither ring nor chain."""
    gives = {flow.giver: flow for flow in ring.flows}
    gets = {flow.receiver for flow in ring.flows}
    ordered = [next((place for place in range(len(ring.members)) if place not in gets), 0)]
    while (flow := gives.get(ordered[-1])) and flow.receiver != ordered[0] and len(ordered) < len(ring.members):
        ordered.append(flow.receiver)
    flows = [gives[place] for place in ordered if place in gives]
    if len(set(ordered)) != len(ring.members) or len(flows) != len(ring.flows) or not 2 <= len(ordered) <= 5:
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


def _caption(member: Member, place: Point, *, over: bool, width: float) -> list[Line]:
    """A name, unless the disc holds it all, and the line about the person, over or under the disc."""
    name = [] if short(member.name) == member.name else fitted(member.name, width, 1)
    line = fitted(member.line, width, 2 - len(name))
    y = place[1] - R - 6 if over else place[1] + R + 14
    kinds = ["name"] * len(name) + ["quiet"] * len(line)
    drawn = (shapes.above if over else shapes.below)(place[0], y, "middle", name + line, "quiet")
    return [Line(each.x, each.y, each.anchor, each.text, kind) for each, kind in zip(drawn, kinds, strict=True)]


def _arrows(places: Sequence[Point], bends: Sequence[Point]) -> list[Arrow]:
    following = [*places[1:], places[0]]
    return [
        shapes.curve(start, bend, end, leave=R + GAP, arrive=R + GAP)
        for start, bend, end in zip(places, bends, following, strict=True)
    ]


# --- each shape ---------------------------------------------------------------------------------

Placing = Callable[[Sequence[str]], list[Line]]


def _placed(topics: Sequence[str], slots: Sequence[tuple[float, int, Placing]]) -> list[Line]:
    """Each topic in its slot: how wide it may be, in how many lines, and where."""
    pairs = zip(topics, slots, strict=True)
    return [line for topic, (width, lines, place) in pairs for line in place(fitted(topic, width, lines))]


def _topic(where: Callable[..., list[Line]], x: float, y: float, anchor: str) -> Placing:
    return partial(_drawn_topic, where, x, y, anchor)


def _drawn_topic(where: Callable[..., list[Line]], x: float, y: float, anchor: str, texts: Sequence[str]) -> list[Line]:
    return where(x, y, anchor, texts, "topic")


def _pair(members: Sequence[Member], topics: Sequence[str]) -> Picture:
    places = [(58.0, 80.0), (282.0, 80.0)]
    lines = [line for member, place in zip(members, places, strict=True) for line in _caption(member, place, over=False, width=112)]
    slots = [
        (156.0, 3, _topic(shapes.above, 170, 50, "middle")),
        (94.0, 3, _topic(shapes.below, 170, 120, "middle")),
    ]
    bends = [(170.0, 48.0), (170.0, 112.0)]
    return Picture(WIDTH, 160, _discs(members, places), _arrows(places, bends), lines + _placed(topics, slots))


def _triad(members: Sequence[Member], topics: Sequence[str]) -> Picture:
    places = [(170.0, 68.0), (282.0, 254.0), (58.0, 254.0)]
    lines = [line for n, member in enumerate(members) for line in _caption(member, places[n], over=n == 0, width=112 if n else 320)]
    slots = [
        (90.0, 4, _topic(shapes.middle, 250, 152, "start")),
        (146.0, 3, _topic(shapes.above, 170, 246, "middle")),
        (90.0, 4, _topic(shapes.middle, 90, 152, "end")),
    ]
    bends = [(244.0, 140.0), (170.0, 278.0), (96.0, 140.0)]
    return Picture(WIDTH, 318, _discs(members, places), _arrows(places, bends), lines + _placed(topics, slots))


def _square(members: Sequence[Member], topics: Sequence[str]) -> Picture:
    places = [(54.0, 74.0), (286.0, 74.0), (286.0, 254.0), (54.0, 254.0)]
    lines = [line for n, member in enumerate(members) for line in _caption(member, places[n], over=n < 2, width=106)]
    slots = [
        (160.0, 2, _topic(shapes.below, 170, 88, "middle")),
        (100.0, 4, _topic(shapes.middle, 276, 164, "end")),
        (160.0, 2, _topic(shapes.above, 170, 244, "middle")),
        (100.0, 4, _topic(shapes.middle, 64, 164, "start")),
    ]
    bends = [(170.0, 52.0), (304.0, 164.0), (170.0, 276.0), (36.0, 164.0)]
    return Picture(WIDTH, 318, _discs(members, places), _arrows(places, bends), lines + _placed(topics, slots))


def _five(members: Sequence[Member], topics: Sequence[str]) -> Picture:
    """Five need the room: the arrows carry numbers, and the sentences below the picture say what they are."""
    turns = [2 * pi * n / 5 - pi / 2 for n in range(5)]
    places = [(170 + 118 * cos(turn), 160 + 118 * sin(turn)) for turn in turns]
    bends = [(170 + 118 * cos(turn + pi / 5), 160 + 118 * sin(turn + pi / 5)) for turn in turns]
    spots = [(170 + 107 * cos(turn + pi / 5), 160 + 107 * sin(turn + pi / 5)) for turn in turns]
    numbers = [Disc(x, y, 10, str(n + 1)) for n, (x, y) in enumerate(spots)]
    return Picture(WIDTH, 300, _discs(members, places), _arrows(places, bends), [], numbers)


def _chain(members: Sequence[Member], topics: Sequence[str]) -> Picture:
    step, x = 116.0, 36.0
    places = [(x, 36 + step * n) for n in range(len(members))]
    lines = [line for n, member in enumerate(members) for line in _beside(member, places[n], opens=n == 0)]
    slots = [(270.0, 2, _topic(shapes.middle, x + 18, y + step / 2 + 3, "start")) for _x, y in places[:-1]]
    arrows = [shapes.curve((x, y + R), (x, y + step / 2), (x, y + step - R), leave=GAP, arrive=GAP) for _x, y in places[:-1]]
    height = 36 + step * (len(members) - 1) + R + 12
    return Picture(WIDTH, height, _discs(members, places), arrows, lines + _placed(topics, slots))


def _beside(member: Member, place: Point, *, opens: bool) -> list[Line]:
    """A name and a line at the right of a disc; the first of a chain asks nothing back."""
    x, y = place[0] + R + 14, place[1]
    name = shapes.below(x, y - 9, "start", fitted(member.name, 250, 1), "name")
    line = shapes.below(x, y + 7, "start", fitted(member.line, 250, 1), "quiet")
    offer = shapes.below(x, y + 23, "start", [_("an opening offer")], "offer") if opens else []
    return name + line + offer
