"""People shared out into batches that can be matched apart, beside what stands outside of each."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement
from operator import attrgetter
from random import Random
from typing import TypeAlias

from tilth.matching.half_hours import ALWAYS, half_hours_in
from tilth.matching.matcher import best_groups
from tilth.matching.ordering import in_order
from tilth.matching.values import Group, Id, Person, Rules, Tier, TierValue
from tilth.matching.worth import Worth

REACH = 20
"""So many times as many groups as a batch has people are looked at for those that suit it."""
LEFT_OVER_SHARE = 4
"""One in so many of a batch around people left over is one of them; the rest are in groups to be opened."""


@dataclass(frozen=True)
class Job:
    """A batch to be matched: small enough for the engine, and to be sent away. `locked` stands outside."""

    people: tuple[Person, ...]
    rules: Rules
    locked: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Done:
    """The groups of a job, and what they reach."""

    groups: tuple[Group, ...]
    tiers: tuple[TierValue, ...]


Solve: TypeAlias = Callable[[Job], Done]
"""The engine for one batch: a function known by its name, so that other processes find it."""


def solve(job: Job) -> Done:
    """Good groups of a batch."""
    return _best(job, apart=False)


def solve_family(job: Job) -> Done:
    """Good groups of a family, and also what each tier could have reached had it been asked first."""
    return _best(job, apart=True)


def _best(job: Job, *, apart: bool) -> Done:
    worth = Worth.of(job.rules)
    groups, tiers, _ = best_groups(in_order(job.people), worth, job.locked, thorough=False, apart=apart)
    return Done(groups, tiers)


def rules_among(people: Iterable[Person], rules: Rules) -> Rules:
    """The rules as far as they concern these people: the ways between their schools alone."""
    if not rules.minutes:
        return rules
    schools = sorted({person.school for person in people}, key=str)
    ways = (way for one, other in combinations_with_replacement(schools, 2) for way in ((one, other), (other, one)))
    return replace(rules, minutes={way: rules.minutes[way] for way in ways if way in rules.minutes})


def without_fairness(rules: Rules) -> Rules:
    """For a batch: how schools fare, only the whole can see."""
    return replace(rules, tiers=tuple(tier for tier in rules.tiers if tier is not Tier.FAIRNESS))


Piece: TypeAlias = Group | Person
"""What is shared out whole: a group, or somebody in none."""


@dataclass(frozen=True)
class Batch:
    """Groups to be opened and people left over, who may all choose anew."""

    pieces: tuple[Piece, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups to be opened."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Group))

    @property
    def people(self) -> frozenset[Id]:
        """Everybody in it."""
        return frozenset(member for piece in self.pieces for member in _members(piece))


def _members(piece: Piece) -> tuple[Id, ...]:
    return piece.members if isinstance(piece, Group) else (piece.id,)


WANTS, OFFERS = attrgetter("wants"), attrgetter("offers")


def _when(people: Iterable[Person], side: Callable[[Person], Iterable[Id]]) -> dict[Id, int]:
    """For each topic when somebody is free who names it."""
    when: defaultdict[Id, int] = defaultdict(int)
    for person in people:
        for topic in side(person):
            when[topic] |= ALWAYS if person.half_hours is None else person.half_hours
    return when


@dataclass(frozen=True)
class Sharing:
    """How a round shares people out: groups whole, into batches of at most so many people, by lot."""

    by_id: Mapping[Id, Person]
    batch: int
    chance: Random

    def everyone(self, groups: Collection[Group]) -> Iterator[Batch]:
        """All groups and all people in none, batched by half-hours drawn from each one's own."""
        pieces = self._pieces(groups)
        drawn = [(self._draw(piece.half_hours), self.chance.random(), place) for place, piece in enumerate(pieces)]
        return self._filled(pieces[place] for *_, place in sorted(drawn))

    def around(self, wanting: Sequence[Id], groups: Collection[Group]) -> Iterator[Batch]:
        """These people, left over, in a few batches, amid groups and others left over of the same half-hours."""
        pieces = self._pieces(groups, but=frozenset(wanting))
        others = self.chance.sample(pieces, len(pieces))
        drawn = sorted((self._draw(self.by_id[person].half_hours), place) for place, person in enumerate(wanting))
        some = max(1, self.batch // LEFT_OVER_SHARE)
        for begin in range(0, len(drawn), some):
            part = drawn[begin : begin + some]
            heart = [self.by_id[wanting[place]] for _, place in part]
            reach = REACH * self.batch
            others = self._nearest(heart, others[:reach]) + others[reach:]
            batch = next(self._filled([*heart, *others]))
            del others[: len(batch.pieces) - len(part)]
            yield batch

    def _nearest(self, heart: Sequence[Person], pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces, those first whose members have most to give to these people, and to gain; weighed by lot."""
        wanted, offered = _when(heart, WANTS), _when(heart, OFFERS)

        def links(person: Person) -> int:
            mask = ALWAYS if person.half_hours is None else person.half_hours
            gifts = sum(1 for topic in person.offers if wanted.get(topic, 0) & mask)
            return gifts + sum(1 for topic in person.wants if offered.get(topic, 0) & mask)

        def weight(piece: Piece) -> float:
            return -self.chance.random() * sum(links(self.by_id[member]) for member in _members(piece))

        return sorted(pieces, key=weight)

    def _pieces(self, groups: Collection[Group], but: Set[Id] = frozenset()) -> list[Piece]:
        apart = frozenset(but).union(*(group.members for group in groups))
        return [*groups, *(person for person in self.by_id.values() if person.id not in apart)]

    def _draw(self, mask: int | None) -> int:
        return self.chance.choice(half_hours_in(mask)) if mask else -1

    def _filled(self, pieces: Iterable[Piece]) -> Iterator[Batch]:
        filled: list[Piece] = []
        people: set[Id] = set()
        for piece in pieces:
            if filled and len(people) + len(_members(piece)) > self.batch:
                yield Batch(tuple(filled))
                filled, people = [], set()
            filled.append(piece)
            people.update(_members(piece))
        if filled:
            yield Batch(tuple(filled))
