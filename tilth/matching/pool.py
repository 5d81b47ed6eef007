"""Who could give what to whom, before anything is chosen."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import and_

from tilth.matching.values import Id, Person, Rules
from tilth.matching.worth import Worth

ALWAYS = -1
"""A mask in which every half-hour is free."""


@dataclass(frozen=True)
class Pool:
    """People in the order of their ids, known from here on by their place in that order.

    `gives[a][b]` holds the topics a could give to b, those of most worth first. `apart[a]` are those
    who must not be in a group with a. `masks[a]` are a's half-hours.
    """

    people: tuple[Person, ...]
    rules: Rules
    gives: tuple[dict[int, tuple[Id, ...]], ...]
    takes: tuple[frozenset[int], ...]
    apart: tuple[frozenset[int], ...]
    masks: tuple[int, ...]

    def mask(self, members: Iterable[int]) -> int:
        """The half-hours all these people share."""
        return reduce(and_, (self.masks[member] for member in members), ALWAYS)

    def may_meet(self, members: Sequence[int]) -> bool:
        """Whether the rules let these people form one group."""
        return (
            bool(self.mask(members))
            and not any(b in self.apart[a] for a, b in combinations(members, 2))
            and not self._too_many_from_one_school(members)
        )

    def _too_many_from_one_school(self, members: Sequence[int]) -> bool:
        most = self.rules.max_from_one_school
        if most is None or len(members) <= most:
            return False
        return max(Counter(self.people[m].school for m in members).values()) > most


def gather(
    people: Iterable[Person],
    rules: Rules,
    worth: Worth | None = None,
    *,
    timetables: bool = True,
    exclusions: bool = True,
) -> Pool:
    """The pool of these people; the flags leave out one kind of hindrance, for explanations.

    `worth` says which topics are dearest; it is that of the rules unless it is given.
    """
    ordered = in_order(people)
    timetables = timetables and rules.need_half_hour
    masks = tuple(_mask(person) if timetables else ALWAYS for person in ordered)
    nobody: frozenset[int] = frozenset()
    apart = _apart(ordered) if exclusions else (nobody,) * len(ordered)
    gives = _gives(ordered, masks, apart, worth or Worth.of(rules))
    return Pool(ordered, rules, gives, _takes(gives), apart, masks)


def in_order(people: Iterable[Person]) -> tuple[Person, ...]:
    """People by id, so that no result depends on the order in which they came."""
    ordered = tuple(sorted(people, key=lambda person: str(person.id)))
    if len({str(person.id) for person in ordered}) < len(ordered):
        raise ValueError("two people have the same id")
    return ordered


def _mask(person: Person) -> int:
    return ALWAYS if person.half_hours is None else person.half_hours


def _apart(people: Sequence[Person]) -> tuple[frozenset[int], ...]:
    answering_to: defaultdict[Id, list[int]] = defaultdict(list)
    for place, person in enumerate(people):
        answering_to[person.id].append(place)
        answering_to[person.school].append(place)
    apart: list[set[int]] = [set() for _ in people]
    for place, person in enumerate(people):
        for other in {other for avoided in person.avoids for other in answering_to[avoided]}:
            apart[place].add(other)
            apart[other].add(place)
    return tuple(map(frozenset, apart))


def _gives(
    people: Sequence[Person], masks: Sequence[int], apart: Sequence[frozenset[int]], worth: Worth
) -> tuple[dict[int, tuple[Id, ...]], ...]:
    wanting = _wanting(people, worth.rules.least_strength)
    gives: list[dict[int, tuple[Id, ...]]] = []
    for place, person in enumerate(people):
        found: defaultdict[int, list[Id]] = defaultdict(list)
        for topic in person.offers if _joins(person) else ():
            for other in wanting[topic]:
                if other != place and other not in apart[place] and masks[place] & masks[other]:
                    found[other].append(topic)
        gives.append({n: _dearest_first(topics, person, people[n], worth) for n, topics in sorted(found.items())})
    return tuple(gives)


def _joins(person: Person) -> bool:
    return person.load > 0 and not person.away


def _wanting(people: Sequence[Person], least_strength: int) -> defaultdict[Id, list[int]]:
    """Who would gain each topic, and wants it strongly enough."""
    wanting: defaultdict[Id, list[int]] = defaultdict(list)
    for place, person in enumerate(people):
        if _joins(person) and not person.gives_only:
            for topic, strength in person.wants.items():
                if strength >= least_strength:
                    wanting[topic].append(place)
    return wanting


def _dearest_first(topics: Sequence[Id], giver: Person, receiver: Person, worth: Worth) -> tuple[Id, ...]:
    by_name = sorted(topics, key=str)
    return tuple(sorted(by_name, key=lambda topic: worth.of_topic(giver, receiver, topic), reverse=True))


def _takes(gives: Sequence[dict[int, tuple[Id, ...]]]) -> tuple[frozenset[int], ...]:
    takes: list[set[int]] = [set() for _ in gives]
    for giver, receivers in enumerate(gives):
        for receiver in receivers:
            takes[receiver].add(giver)
    return tuple(map(frozenset, takes))
