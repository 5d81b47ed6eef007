"""Values that go into a release and come out of it. Counts are of people, except in a `Scale`: there of answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction


@dataclass(frozen=True)
class Rules:
    """From how many people on what may be shown. The numbers are the promise: a wave keeps those it began with."""

    whole: int = 8  # respondents, for anything at all about a school
    item: int = 12  # respondents who answered it, for a single item
    part: int = 10  # respondents, for each part of the one declared breakdown
    writers: int = 10  # people who wrote something, for any free text
    side: int = 3  # people on each side of an exact split; fewer become an end band
    response: Fraction = Fraction(1, 2)  # of those who were asked
    colluders: int = 2  # people who put together what they themselves said, and what is shown
    opinions_keep: int = 90  # days in which a person's answer may be taken for unchanged, when waves are compared
    schools: int = 3  # counted in a picture of all schools together

    def __post_init__(self) -> None:
        """Rules that contradict themselves are nobody's promise."""
        if min(self.whole, self.item, self.part) < 2 * self.limit:
            raise ValueError("Groups this small cannot hide both sides of a split.")

    @property
    def limit(self) -> int:
        """An end band holds fewer than this on its small side.

        Two dissenters who put together what they said must not learn from a band that there was no third, so the band
        reaches one beyond them, even where `side` alone would let that be shown exactly.
        """
        return max(self.side, self.colluders + 2)


@dataclass(frozen=True)
class Body:
    """An indivisible set of people, such as the teachers of one school: what was counted among them."""

    key: str  # of the part; parts stand in the order in which neighbours may be merged, those who did not say last
    answered: int
    counts: Mapping[str, tuple[int, ...]]  # item -> how many chose each answer; places are counted from 0


@dataclass(frozen=True)
class Unit:
    """A school in a wave, as counted: its parts, or one part where nothing was to be broken down."""

    key: str
    asked: int
    bodies: tuple[Body, ...]
    writers: int = 0


@dataclass(frozen=True)
class Picked:
    """Items among which everybody picks the same number, so that what is left of one follows from all others."""

    items: tuple[str, ...]
    each: int  # how many one person picks; picking is favourable


@dataclass(frozen=True)
class Earlier:
    """What was published before about people who may be asked again: of whom, when, and the split of each item."""

    closed: date
    members: frozenset[str]  # keys of those who were asked; the roll is no secret
    splits: Mapping[str, tuple[int, int]]  # item -> (favourable, other), where it was exact
    bands: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # item -> least and most favourable, in a band
    scale: tuple[str, ...] = ()  # items of a scale that was shown though none of its items was
    divided: bool = False  # broken down, and by another question than now


class Reason(StrEnum):
    """Why something is not shown. Pages say it in words."""

    FEW = "few"  # fewer answered than the rules ask for
    RESPONSE = "response"  # less than half of those asked answered
    PARTS = "parts"  # even merged, the parts are too small
    JOINT = "joint"  # beside what else is shown, it would tell something of somebody
    WRITERS = "writers"  # too few wrote something
    SCHOOLS = "schools"  # too few schools to be shown together


@dataclass(frozen=True)
class Exact:
    """All counts of an item may be shown."""

    counts: tuple[int, ...]

    @property
    def of(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Few:
    """Only this may be shown: of `of` people, fewer than `limit`, and not fewer than `least`, were on one side."""

    of: int
    limit: int
    favourable: bool  # which side is meant: the smaller one
    least: int = 0  # more than nobody only in a picture of all schools, where most of them are shown exactly


@dataclass(frozen=True)
class Withheld:
    """Nothing may be shown, and why; `needed` is how many it would have taken, where that says it."""

    reason: Reason
    needed: int | None = None


Shown = Exact | Few | Withheld


@dataclass(frozen=True)
class Scale:
    """Favourable answers among all answers to the items of a scale, or the end they are near."""

    favourable: int
    of: int
    near: bool | None = None  # None: exact. True: so many at least, nearly all. False: so many at most, nearly none
    items: tuple[str, ...] = ()  # those it is worked out from
    most: int | None = None  # where some items are bands: `favourable` at least, and so many at most


@dataclass(frozen=True)
class Part:
    """A part of the breakdown as it may be shown: neighbours that were too small alone are merged."""

    keys: tuple[str, ...]
    answered: int
    items: Mapping[str, Shown]
    scale: Scale | Withheld


@dataclass(frozen=True)
class Release:
    """All that may be shown of one unit."""

    key: str
    asked: int
    answered: int | None  # None: not even this
    verdict: Withheld | None  # why nothing is shown, if nothing is
    items: Mapping[str, Shown] = field(default_factory=dict)
    scale: Scale | Withheld = field(default_factory=lambda: Withheld(Reason.FEW))
    parts: tuple[Part, ...] | Withheld | None = None  # None: no breakdown was declared
    remarks: bool | Withheld = False  # free text: asked for and fit, or why not; False: not asked for
    counted: tuple[str, ...] = ()  # keys of the schools in it; a picture of all together may have to leave some out
    counted_in: Mapping[str, frozenset[str]] = field(default_factory=dict)  # the same for each item of such a picture


@dataclass(frozen=True)
class Released:
    """All that may be shown of a wave."""

    units: tuple[Release, ...]  # in the order in which they were given
    family: Release | None = None  # None: not asked for


FAMILY = "family"  # key of the picture of all schools together
