"""Possible groups written as columns, and what limits them written as rows.

Rows: each person's load; each want of a person with room for several groups, met once; the same
people, one group. Somebody with room for several groups is placed once however many they join:
one more column says that they are placed, and its row allows it only beside one of their groups.

Fairness: seven more columns, worth -1, -2, -4 to -64, say by how many per cent the school that
fares worst may fall short of placing everybody. A row for each school asks that its people placed
make up for the rest. So the tier's sum is 100 less than its value. What is begun from must hold
these columns; all seven together, 127 per cent, allow everything.
"""

from collections.abc import Hashable, Sequence, Set
from typing import NamedTuple

import numpy as np

from tilth.matching.pool import Pool
from tilth.matching.rings import Ring
from tilth.matching.solver.columns import Columns, Floats
from tilth.matching.solver.packing import Packing
from tilth.matching.values import Id, Tier
from tilth.matching.worth import WHOLE, Worth, staffs

SHORT = tuple(1 << bit for bit in range(7))
"""Per cent that the worst school may fall short, a column each."""

Entries = dict[int, float]
Values = tuple[int, ...]
Gift = tuple[int, int, tuple[Id, ...]]
"""Giver, receiver, and the topics that may be taught."""


class Column(NamedTuple):
    """What a column uses of each row, and what it is worth in each tier.

    Where one topic of several had to be chosen, `values` are those of the dearest as the tiers are
    asked, and `alone` what another topic could be worth were a tier asked alone.
    """

    entries: Entries
    values: Values
    alone: Values


def as_packing(pool: Pool, rings: Sequence[Ring], worth: Worth, standing: Set[Id]) -> tuple[Packing, tuple[int, ...]]:
    """The columns of these rings in their order, then those of placing, last those of falling short.

    Who is `standing` in a group already needs no placing. With the packing comes the choice of no
    group at all, which is always allowed.
    """
    program = _Program(pool, worth, standing)
    columns = [*map(program.column, rings), *program.placings()]
    short = program.shortfalls()
    begun = tuple(range(len(columns), len(columns) + len(short)))
    columns += short
    packing = Packing(
        _sparse([column.entries for column in columns]),
        np.array(program.limits, dtype=np.float64),
        _by_tier([column.values for column in columns], len(worth.tiers)),
        _by_tier([column.alone for column in columns], len(worth.tiers)),
    )
    return packing, begun


def offset(tier: Tier) -> int:
    """What is added to the sum of the columns to give the tier's value."""
    return WHOLE if tier is Tier.FAIRNESS else 0


def _by_tier(values: Sequence[Values], tiers: int) -> Floats:
    return np.array(values, dtype=np.float64).reshape(len(values), tiers).T


def _sparse(columns: Sequence[Entries]) -> Columns:
    return Columns(
        np.cumsum([0, *map(len, columns)], dtype=np.int32),
        np.fromiter((row for entries in columns for row in entries), dtype=np.int32),
        np.fromiter((entry for entries in columns for entry in entries.values()), dtype=np.float64),
    )


class _Program:
    """Rows as they are asked for, the people's loads first, then the schools' shares."""

    def __init__(self, pool: Pool, worth: Worth, standing: Set[Id]) -> None:
        self.pool, self.worth = pool, worth
        self.limits = [float(person.load) for person in pool.people]
        self._rows: dict[Hashable, int] = {}
        self._several = frozenset(n for n, person in enumerate(pool.people) if person.load > 1)
        self._to_place = frozenset(n for n, person in enumerate(pool.people) if person.id not in standing)
        self._staffs = staffs(pool.people, pool.rules, standing) if Tier.FAIRNESS in worth.tiers else {}
        for school, staff in self._staffs.items():
            self._row(("share", school), float(WHOLE * (len(staff & standing) - len(staff))))

    def column(self, ring: Ring) -> Column:
        """What a ring uses up, and what it is worth."""
        entries = dict.fromkeys(ring.members, 1.0)
        placed = self._to_place.intersection(ring.members)
        for member in placed & self._several:
            entries[self._row(("placed", member), 0.0)] = -1.0
        for (_, receiver), topic in zip(ring.links, ring.topics, strict=True):
            if receiver in self._several:
                entries[self._row(("want", receiver, topic), 1.0)] = 1.0
        if self._several.issuperset(ring.members):
            entries[self._row(("together", frozenset(ring.members)), 1.0)] = 1.0
        at_once = sorted(placed - self._several)
        values, alone = self._values(at_once, _gifts(ring)), self._values(at_once, self._possible_gifts(ring))
        return Column(entries | self._shares(at_once), values, alone)

    def placings(self) -> list[Column]:
        """That somebody with room for several groups is placed, for each whom a ring can place."""
        return [
            _same({self._rows["placed", member]: 1.0} | self._shares([member]), self._values([member]))
            for member in sorted(self._several & self._to_place)
            if ("placed", member) in self._rows
        ]

    def shortfalls(self) -> list[Column]:
        """By how many per cent the school that fares worst may fall short, if anybody asks."""
        return [
            _same(
                {self._rows["share", school]: -float(part * len(staff)) for school, staff in self._staffs.items()},
                tuple(-part if tier is Tier.FAIRNESS else 0 for tier in self.worth.tiers),
            )
            for part in (SHORT if self._staffs else ())
        ]

    def _row(self, name: Hashable, limit: float) -> int:
        if name not in self._rows:
            self._rows[name] = len(self.limits)
            self.limits.append(limit)
        return self._rows[name]

    def _shares(self, placed: Sequence[int]) -> Entries:
        """What placing these people adds to the shares of their schools."""
        entries: Entries = {}
        for member in placed if self._staffs else ():
            row = self._rows["share", self.pool.people[member].school]
            entries[row] = entries.get(row, 0.0) - WHOLE
        return entries

    def _possible_gifts(self, ring: Ring) -> list[Gift]:
        """The gifts of a ring with all the topics that each could have, were it not for the tiers."""
        gives = self.pool.gives
        return [
            (giver, receiver, topics if receiver in self._several else gives[giver][receiver])
            for giver, receiver, topics in _gifts(ring)
        ]

    def _values(self, placed: Sequence[int], gifts: Sequence[Gift] = ()) -> Values:
        """What placing these people by these gifts adds to each tier, each gift by its best topic."""
        people, worth = self.pool.people, self.worth
        return tuple(
            sum(worth.member(tier, people[member]) for member in placed)
            + sum(
                max(worth.gift(tier, people[giver], people[receiver], topic) for topic in topics)
                for giver, receiver, topics in gifts
            )
            for tier in worth.tiers
        )


def _gifts(ring: Ring) -> list[Gift]:
    return [(giver, receiver, (topic,)) for (giver, receiver), topic in zip(ring.links, ring.topics, strict=True)]


def _same(entries: Entries, values: Values) -> Column:
    return Column(entries, values, values)
