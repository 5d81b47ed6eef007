"""What goes into a matching and what comes out of it: frozen values, nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias
from uuid import UUID

Id: TypeAlias = str | UUID
"""Names a person, a school or a topic. Order among ids is the order of their texts."""
MOST = 1_000_000
"""Rounds of waiting, levels and minutes: more is a mistake, and the solver would not add it up exactly."""
MOST_AT_ONCE = 1_000
"""Groups at once: more is a mistake, and with far more the solver finds fault with its own program."""


@dataclass(frozen=True)
class Person:
    """Somebody with something to teach and something to learn.

    `offers` maps a topic to confidence (1 to 3), `wants` a topic to strength (1 to 3); other levels
    are taken too, as long as they are whole numbers from 0 to a million.
    `half_hours` is a mask of the week (see `half_hours`), never below 0, `None` when no timetable is kept.
    `load` is how many groups at once, a thousand at most; `waiting` how many earlier rounds left this
    person out, a million at most. Anything else is a ValueError.
    `subject` is what they mostly teach, if that is known. Who is `away` joins no new group.
    Who `gives_only` makes an opening offer: asks nothing back yet, and can only begin a chain.
    `avoids` holds ids of people and schools; it is private and works both ways.
    """

    id: Id
    school: Id
    offers: Mapping[Id, int] = field(default_factory=dict)
    wants: Mapping[Id, int] = field(default_factory=dict)
    half_hours: int | None = None
    load: int = 1
    gives_only: bool = False
    avoids: frozenset[Id] = frozenset()
    waiting: int = 0
    subject: Id | None = None
    away: bool = False

    def __post_init__(self) -> None:
        """Refuse what the engine cannot count."""
        if not _is_whole(self.load, MOST_AT_ONCE):
            raise ValueError(f"{self.id}: load must be a whole number from 0 to {MOST_AT_ONCE:,}, not {self.load}")
        if not _is_whole(self.waiting):
            raise ValueError(f"{self.id}: waiting must be a whole number from 0 to {MOST:,}, not {self.waiting}")
        if self.half_hours is not None and self.half_hours < 0:
            told = f"a mask of 0 or more, not {self.half_hours}; who is always free has None"
            raise ValueError(f"{self.id}: half_hours must be {told}")
        for what, levels in (("confidence", self.offers), ("strength", self.wants)):
            for topic, level in levels.items():
                if not _is_whole(level):
                    told = f"must be a whole number from 0 to {MOST:,}, not {level}"
                    raise ValueError(f"{self.id}: the {what} of {topic} {told}")


def _is_whole(number: float, most: int = MOST) -> bool:
    return 0 <= number <= most and number % 1 == 0


class Tier(StrEnum):
    """What can be asked for. In the order a round asks, none is improved at the cost of one before it."""

    WAITING = "waiting"
    """Rounds of waiting that end, added up over the people placed."""
    PLACED = "placed"
    """People placed in at least one group."""
    WANTS = "wants"
    """Strength of the wants met, added up."""
    ACROSS = "across"
    """Gifts that go from one school to another."""
    FAIRNESS = "fairness"
    """Of the people each school has here, the share placed, in whole per cent: the smallest of these.

    A school's people here are those in a group that stands, who count as placed, and those who could
    join one by their own word: not away, with room, and a want strong enough or an opening offer.
    Shares are rounded down. Where no school has anybody here the value is 100.
    """
    SUBJECT = "subject"
    """Gifts between people of one subject, or of two, as the round asks."""
    CONFIDENCE = "confidence"
    """Confidence of the offers taken up, added up."""
    TRAVEL = "travel"
    """Minutes between the schools of giver and receiver, added up over the gifts, below zero: few are best."""
    KEPT = "kept"
    """Gifts that were planned before and stay."""


class Subjects(StrEnum):
    """Whether a round likes people of one subject together, or of several, or does not mind."""

    ANY = "any"
    SAME = "same"
    MIXED = "mixed"


@dataclass(frozen=True)
class Rules:
    """What a round allows, and what it asks for in which order.

    `size_max` is 2 (pairs alone) or 3 (triads too). `chain_max` counts the people of a chain,
    its opener included. `max_from_one_school` limits each group. `least_strength` (1 to 3) is how
    strong a want must be to be met at all: whoever gains, gains at least that. `minutes` is the
    way between two schools, in either order, in whole minutes up to a million; what is not named is no
    way at all. No chain is longer than there are people, whatever `chain_max` says.
    """

    size_max: int = 3
    chains: bool = True
    chain_max: int = 3
    need_half_hour: bool = True
    max_from_one_school: int | None = None
    least_strength: int = 1
    subjects: Subjects = Subjects.ANY
    minutes: Mapping[tuple[Id, Id], int] = field(default_factory=dict)
    tiers: tuple[Tier, ...] = tuple(Tier)

    def __post_init__(self) -> None:
        """Refuse what the engine cannot promise to solve exactly."""
        if self.size_max not in (2, 3):
            raise ValueError("a ring has two or three people")
        if self.chain_max < 2:
            raise ValueError("a chain has at least two people")
        if self.max_from_one_school is not None and self.max_from_one_school < 1:
            raise ValueError("a group has people of some school, one at least")
        if len(set(self.tiers)) < len(self.tiers):
            raise ValueError("a tier is asked for once")
        for (one, other), minutes in self.minutes.items():
            if not _is_whole(minutes):
                told = f"must take a whole number of minutes from 0 to {MOST:,}, not {minutes}"
                raise ValueError(f"the way between {one} and {other} {told}")

    def asked(self, *, planned: bool) -> tuple[Tier, ...]:
        """The tiers that can make a difference, first things first; `planned`: something was, before."""
        idle = {
            Tier.SUBJECT: self.subjects is Subjects.ANY,
            Tier.TRAVEL: not self.minutes,
            Tier.KEPT: not planned,
        }
        return tuple(tier for tier in self.tiers if not idle.get(tier))

    def apart(self, one: Id, other: Id) -> int:
        """Minutes between two schools."""
        return self.minutes.get((one, other), self.minutes.get((other, one), 0))


@dataclass(frozen=True)
class Flow:
    """One gift: the giver teaches the receiver this topic."""

    giver: Id
    receiver: Id
    topic: Id


class Kind(StrEnum):
    """The shapes an exchange can take."""

    PAIR = "pair"
    TRIAD = "triad"
    CHAIN = "chain"


@dataclass(frozen=True)
class Group:
    """People who meet, in the order of giving.

    In a ring (pair or triad) the last gives to the first; in a chain the first only gives, the
    last only gains. `half_hours` is the mask of all half-hours they share.
    """

    members: tuple[Id, ...]
    flows: tuple[Flow, ...]
    half_hours: int | None
    kind: Kind
    crosses_schools: bool

    def links(self) -> list[tuple[Id, Id]]:
        """Who gives to whom, as the order of the members and the kind say."""
        closing = [] if self.kind is Kind.CHAIN else [(self.members[-1], self.members[0])]
        return [*pairwise(self.members), *closing]


@dataclass(frozen=True)
class TierValue:
    """What the new groups reach in one tier, and the proven most that they could reach.

    `alone` is the proven most had this tier been asked before all others: what lies between it
    and `bound` is the cost of the tiers before.
    """

    tier: Tier
    value: int
    bound: int
    alone: int

    @property
    def gap(self) -> int:
        """How far the value may be from the best; 0 is proof that it is the best."""
        return self.bound - self.value


class Reason(StrEnum):
    """Why somebody is left over. The first that is true, in this order."""

    AWAY = "away"
    """They are away, and join no new group."""
    NO_ROOM = "no room"
    """They take part in no group at once: their load is 0."""
    NOTHING_SAID = "nothing said"
    """They named nothing to gain that is strong enough (or, making an opening offer, nothing to give)."""
    NOBODY_OFFERS = "nobody offers"
    """Nobody else who takes part offers anything they want."""
    NOBODY_WANTS = "nobody wants"
    """Nobody else who takes part wants anything they offer, and no chain reaches them."""
    NO_RING = "no ring"
    """Some offer and some want, but no pair, triad or chain closes through them."""
    NO_SHARED_HALF_HOUR = "no shared half-hour"
    """Groups would close, but none of them has a half-hour that suits everyone in it."""
    FELL = "fell"
    """Beside the locked groups they could be in some, but with the same people as in one that fell."""
    ALL_FULL = "all full"
    """Everyone who could give to them (or receive their opening offer) has no room left.

    Those groups alone are meant in which everyone else has room beside the locked ones.
    """
    NOT_NEEDED = "not needed"
    """The best set leaves somebody out, and this round it was this person."""


@dataclass(frozen=True)
class Opening:
    """A half-hour that would open this many groups to a person, were they free then.

    Groups of the same people count once; of chains those that end with this person count, or for
    an opener those of two, since each longer one begins as one of these; chains of more than four
    count as one, and only if nothing else does. Everyone else in them has room beside the locked groups.
    """

    half_hour: int
    groups: int


@dataclass(frozen=True)
class LeftOver:
    """A person without a group, why, and what would help.

    `topics` are those the reason speaks of: wanted, or for NOBODY_WANTS and opening offers,
    offered. `openings` holds up to three half-hours, the most helpful first. `helped_by_waiting`
    says that there is a group for them in which everyone has room beside the locked ones: in a
    round that first ends waiting they would be placed, had they waited longer than all others
    together. All this is found as though nobody avoided anybody.
    """

    person: Id
    reason: Reason
    topics: tuple[Id, ...] = ()
    openings: tuple[Opening, ...] = ()
    helped_by_waiting: bool = False


@dataclass(frozen=True)
class Coverage:
    """How many people offer a topic, how many want it, and how many of those wants are met."""

    topic: Id
    offering: int
    wanting: int
    met: int


@dataclass(frozen=True)
class Scarcity:
    """A topic that nobody else can give, and how many people want it in vain."""

    topic: Id
    wanting: int


@dataclass(frozen=True)
class Progress:
    """How far a search has come: in this tier the value reached, the proven most, and the groups known so far.

    `share` of the whole work done is an estimate, from 0 to 1, and never falls.
    """

    tier: Tier
    value: int
    bound: int
    share: float
    groups: Callable[[], tuple[Group, ...]]


Watch: TypeAlias = Callable[[Progress], bool]
"""Told of progress from time to time; the search goes on while the answer is true."""


@dataclass(frozen=True)
class Matching:
    """The groups of a round, what they reach, and what is left.

    `groups` are new and `locked` stood before; the tiers count the new ones alone. `tiers` are in
    their order of importance; those that no group could change are left out. Everyone without a
    group is in `left_over`, by id. A search that was `stopped` gives the best it knew by then.
    """

    groups: tuple[Group, ...]
    tiers: tuple[TierValue, ...]
    left_over: tuple[LeftOver, ...]
    coverage: tuple[Coverage, ...]
    unmeetable: tuple[Scarcity, ...]
    locked: tuple[Group, ...] = ()
    stopped: bool = False

    @property
    def proven(self) -> bool:
        """Whether every tier is known to be the best there is."""
        return all(tier.gap == 0 for tier in self.tiers)
