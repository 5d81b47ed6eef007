"""People shared out into batches that can be matched apart, beside what stands outside of each."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement
from random import Random
from typing import TypeAlias

from tilth.matching.half_hours import half_hours_in, mask_of
from tilth.matching.matcher import best_groups
from tilth.matching.pool import in_order
from tilth.matching.values import Group, Id, Person, Rules, Tier, TierValue
from tilth.matching.worth import Worth

LEFT_OVER_SHARE = 4
"""One in so many of a batch around people left over is one of them; the rest are in groups to be opened."""


@dataclass(frozen=True)
class Job:
    """A batch to be matched: small enough for the engine, and to be sent away. `locked` stands outside."""

    people: tuple[Person, ...]
    rules: Rules
    locked: tuple[Group, ...] = ()
    seed: int = 0


@dataclass(frozen=True)
class Done:
    """The groups of a job, and what they reach."""

    groups: tuple[Group, ...]
    tiers: tuple[TierValue, ...]


Solve: TypeAlias = Callable[[Job], Done]
"""The engine for one batch: a function known by its name, so that other processes find it."""


def solve(job: Job) -> Done:
    """The best groups of a batch."""
    groups, tiers, _ = best_groups(in_order(job.people), Worth.of(job.rules), job.locked, seed=job.seed, alone=False)
    return Done(groups, tiers)


def solve_family(job: Job) -> Done:
    """The best groups of a family, and also what each tier could have reached had it been asked first."""
    groups, tiers, _ = best_groups(in_order(job.people), Worth.of(job.rules), job.locked, seed=job.seed)
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


@dataclass(frozen=True)
class Batch:
    """Groups to be opened, in order, and everybody who may then choose anew."""

    groups: tuple[Group, ...]
    people: frozenset[Id]


@dataclass(frozen=True)
class Sharing:
    """How a round shares people out: groups whole, into batches of at most so many people, by lot."""

    by_id: Mapping[Id, Person]
    batch: int
    chance: Random

    def everyone(self, groups: Collection[Group]) -> Iterator[Batch]:
        """All groups and all people in none, batched by half-hours drawn from each one's own."""
        placed = {member for group in groups for member in group.members}
        pieces: list[Group | Person] = [*groups, *(p for p in self.by_id.values() if p.id not in placed)]
        drawn = [(self._draw(piece.half_hours), self.chance.random(), place) for place, piece in enumerate(pieces)]
        return self._filled(pieces[place] for *_, place in sorted(drawn))

    def around(self, wanting: Sequence[Id], groups: Sequence[Group]) -> Iterator[Batch]:
        """These people, left over, in a few batches, amid groups that could meet when they could."""
        drawn = [(self._draw(self.by_id[person].half_hours), place) for place, person in enumerate(wanting)]
        unopened = self.chance.sample(groups, len(groups))
        some = max(1, self.batch // LEFT_OVER_SHARE)
        drawn.sort()
        for begin in range(0, len(drawn), some):
            part = drawn[begin : begin + some]
            suiting = mask_of(half_hour for half_hour, _ in part if half_hour >= 0)
            unopened.sort(key=lambda group: group.half_hours is not None and not group.half_hours & suiting)
            batch = next(self._filled([*(self.by_id[wanting[place]] for _, place in part), *unopened]))
            del unopened[: len(batch.groups)]
            yield batch

    def _draw(self, mask: int | None) -> int:
        return self.chance.choice(half_hours_in(mask)) if mask else -1

    def _filled(self, pieces: Iterable[Group | Person]) -> Iterator[Batch]:
        groups: list[Group] = []
        people: set[Id] = set()
        for piece in pieces:
            members = piece.members if isinstance(piece, Group) else (piece.id,)
            if people and len(people) + len(members) > self.batch:
                yield Batch(tuple(groups), frozenset(people))
                groups, people = [], set()
            people.update(members)
            groups += [piece] if isinstance(piece, Group) else []
        if people:
            yield Batch(tuple(groups), frozenset(people))
