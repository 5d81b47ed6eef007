"""Possible groups written as columns, and what limits them written as rows.

Rows: each person's load; each want of a person with room for several groups, met once; the same
people, one group. Somebody with room for several groups is placed once however many they join:
one more column says that they are placed, and its row allows it only beside one of their groups.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence

import numpy as np

from tilth.matching.solver.columns import Columns
from tilth.matching.solver.packing import Packing
from tilth.matching.pool import Pool
from tilth.matching.rings import Ring
from tilth.matching.values import Id, Tier

TIERS = (Tier.WAITING, Tier.PLACED, Tier.WANTS, Tier.ACROSS, Tier.CONFIDENCE)
Entries = dict[int, float]
Worth = dict[Tier, int]


def as_packing(pool: Pool, rings: Sequence[Ring], placed: Collection[Id]) -> Packing:
    """The columns of these rings in their order, then those of placing. `placed` need no placing."""
    program = _Program(pool, placed)
    columns = [program.column(ring) for ring in rings]
    columns += program.placings()
    worths = [[worth[tier] for _, worth in columns] for tier in TIERS]
    return Packing(
        _sparse([entries for entries, _ in columns]),
        np.array(program.limits, dtype=np.float64),
        np.array(worths, dtype=np.float64).reshape(len(TIERS), len(columns)),
    )


def _sparse(columns: Sequence[Entries]) -> Columns:
    return Columns(
        np.cumsum([0, *map(len, columns)], dtype=np.int32),
        np.fromiter((row for entries in columns for row in entries), dtype=np.int32),
        np.fromiter((entry for entries in columns for entry in entries.values()), dtype=np.float64),
    )


class _Program:
    """Rows as they are asked for, the people's loads first."""

    def __init__(self, pool: Pool, placed: Collection[Id]) -> None:
        self.pool = pool
        self.limits = [float(person.load) for person in pool.people]
        self._rows: dict[Hashable, int] = {}
        self._several = frozenset(n for n, person in enumerate(pool.people) if person.load > 1)
        self._to_place = frozenset(n for n, person in enumerate(pool.people) if person.id not in placed)

    def column(self, ring: Ring) -> tuple[Entries, Worth]:
        """What a ring uses up, and what it is worth."""
        entries = dict.fromkeys(ring.members, 1.0)
        for member in self._several & self._to_place & set(ring.members):
            entries[self._row(("placed", member), 0.0)] = -1.0
        for (_, receiver), topic in zip(ring.links, ring.topics, strict=True):
            if receiver in self._several:
                entries[self._row(("want", receiver, topic), 1.0)] = 1.0
        if self._several.issuperset(ring.members):
            entries[self._row(("together", frozenset(ring.members)), 1.0)] = 1.0
        return entries, self._worth(ring)

    def placings(self) -> list[tuple[Entries, Worth]]:
        """That somebody with room for several groups is placed, for each whom a ring can place."""
        return [
            ({self._rows["placed", member]: 1.0}, self._placing([member]))
            for member in sorted(self._several & self._to_place)
            if ("placed", member) in self._rows
        ]

    def _row(self, name: Hashable, limit: float) -> int:
        if name not in self._rows:
            self._rows[name] = len(self.limits)
            self.limits.append(limit)
        return self._rows[name]

    def _worth(self, ring: Ring) -> Worth:
        people = self.pool.people
        worth = self._placing([m for m in ring.members if m in self._to_place and m not in self._several])
        for (giver, receiver), topic in zip(ring.links, ring.topics, strict=True):
            worth[Tier.ACROSS] += people[giver].school != people[receiver].school
            worth[Tier.WANTS] += people[receiver].wants[topic]
            worth[Tier.CONFIDENCE] += people[giver].offers[topic]
        return worth

    def _placing(self, members: Sequence[int]) -> Worth:
        waiting = sum(self.pool.people[member].waiting for member in members)
        return defaultdict(int, {Tier.WAITING: waiting, Tier.PLACED: len(members)})
