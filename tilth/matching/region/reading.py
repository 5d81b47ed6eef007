"""Many people read into arrays, once: what the numerical core knows of them.

A place in a group is a role: somebody gives one topic and gains one, at one half-hour. Who opens a
chain gains nothing, who ends one gives nothing; that nothing is one more topic, the last. So every
group is a ring of roles: what one gives, the next gains.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tilth.matching.ordering import in_order
from tilth.matching.values import Id, Person, Rules

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int32]
Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True)
class Side:
    """What each person may give (or gain): `topics[starts[i]:starts[i + 1]]` are person i's, with their `levels`.

    The level of a topic is the confidence (or the strength) named, that of nothing is 0.
    """

    starts: Integers
    topics: Integers
    levels: Floats


@dataclass(frozen=True)
class Field:
    """People in the order of their ids. Who has no room, no half-hour or nothing to say has no role."""

    people: tuple[Person, ...]
    rules: Rules
    topics: tuple[Id, ...]
    gives: Side
    gains: Side
    free: Flags
    load: Floats

    @property
    def nothing(self) -> int:
        """The number of the topic that stands for nothing."""
        return len(self.topics)

    @property
    def triads(self) -> bool:
        """Whether three may form a ring without nothing in it."""
        return self.rules.size_max == 3

    @property
    def long_chains(self) -> bool:
        """Whether a chain may have three people."""
        return self.rules.chains and self.rules.chain_max >= 3

    @property
    def links_max(self) -> int:
        """The most people of a chain that can be of use: no longer than all of us."""
        return min(self.rules.chain_max, len(self.people)) if self.rules.chains else 0

    @cached_property
    def has_role(self) -> Flags:
        """Who could be in a group by their own word."""
        return (np.diff(self.gives.starts) > 0) & (np.diff(self.gains.starts) > 0) & self.free.any(axis=1)

    @cached_property
    def place_of(self) -> dict[Id, int]:
        """Where each person stands."""
        return {person.id: place for place, person in enumerate(self.people)}


def read(people: Iterable[Person], rules: Rules) -> Field:
    """The people as arrays. Two people with one id are a ValueError."""
    ordered = in_order(people)
    free = _half_hours(ordered) if rules.need_half_hour else np.ones((len(ordered), 1), dtype=np.bool_)
    here = [person.load > 0 and not person.away for person in ordered]
    chains = rules.chains and any(person.gives_only for person in ordered)
    gives = [_given(person, chains) if present else {} for person, present in zip(ordered, here, strict=True)]
    gains = [_gained(person, rules) if present else {} for person, present in zip(ordered, here, strict=True)]
    topics = _exchanged(gives, gains)
    number: dict[Id | None, int] = {topic: place for place, topic in enumerate(topics)}
    if chains:
        number[None] = len(topics)
    load = np.array([max(person.load, 0) for person in ordered], dtype=np.float64)
    return Field(ordered, rules, topics, _side(gives, number), _side(gains, number), free, load)


Named: TypeAlias = dict[Id | None, int]
"""Topics with their levels; `None` is nothing."""


def _given(person: Person, chains: bool) -> Named:
    if person.gives_only or not chains:
        return dict(person.offers.items())
    return dict([*person.offers.items(), (None, 0)])


def _gained(person: Person, rules: Rules) -> Named:
    if person.gives_only:
        return {None: 0}
    return {topic: strength for topic, strength in person.wants.items() if strength >= rules.least_strength}


def _exchanged(gives: Sequence[Named], gains: Sequence[Named]) -> tuple[Id, ...]:
    """Topics that somebody gives and somebody wants; no other can be in a group."""
    offered = {topic for named in gives for topic in named}
    wanted = {topic for named in gains for topic in named}
    return tuple(sorted((topic for topic in offered & wanted if topic is not None), key=str))


def _side(named: Sequence[Named], number: dict[Id | None, int]) -> Side:
    kept = [[(number[topic], level) for topic, level in each.items() if topic in number] for each in named]
    starts = np.cumsum([0, *map(len, kept)], dtype=np.int32)
    flat = [pair for each in kept for pair in sorted(each)]
    pairs = np.array(flat, dtype=np.int32).reshape(len(flat), 2)
    return Side(starts, pairs[:, 0].copy(), pairs[:, 1].astype(np.float64))


def _half_hours(people: Sequence[Person]) -> Flags:
    """A row for each person: in which of the half-hours that anybody named they are free."""
    masks = [0 if person.half_hours is None else person.half_hours for person in people]
    width = max((mask.bit_length() for mask in masks), default=0) // 8 + 1
    packed = np.frombuffer(b"".join(mask.to_bytes(width, "little") for mask in masks), dtype=np.uint8)
    free = np.unpackbits(packed.reshape(len(people), width), axis=1, bitorder="little").astype(np.bool_)
    named = free.any(axis=0)
    free = free[:, named] if named.any() else np.zeros((len(people), 1), dtype=np.bool_)
    free[[person.half_hours is None for person in people]] = True
    return np.ascontiguousarray(free)
