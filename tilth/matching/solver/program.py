"""Groups as columns and what limits them as rows: the one linear description of a choice.

Rows, in this order: each place's load; each want, met once; for each place with room for several
groups, that it is placed only if a group holds it; for each staff, that those placed and the per cent
short make up the whole; each earlier tier, that it keeps its value. Columns: groups; then for each place
with room for several, that it is placed; then by how many per cent the staff that fares worst falls
short, in seven powers of two, so that every column is taken once or not at all.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tilth.matching.solver.columns import Columns, Floats, Integers
from tilth.matching.solver.network import Terms
from tilth.matching.solver.scan import Gains

Part: TypeAlias = tuple[NDArray[Any], NDArray[Any], NDArray[Any]]
"""Entries: the column, the row and the value of each."""

WHOLE = 100.0
SHORT = 2.0 ** np.arange(7)
"""Per cent short, a column each."""


@dataclass(frozen=True)
class Program:
    """The program of a tier: what it maximises under what the tiers before it must keep.

    `floors` holds the value of each earlier tier. The value of the tier is that of its columns and
    its `constant`.
    """

    terms: Terms
    tier: int
    floors: tuple[float, ...] = field(default=())

    @cached_property
    def several(self) -> NDArray[np.int64]:
        """Places with room for several groups, which are placed once."""
        return np.flatnonzero(self.terms.loads > 1)

    @property
    def fair(self) -> bool:
        """Whether shares of staffs matter here, by now or by a floor."""
        asked = self.terms.fair == self.tier or 0 <= self.terms.fair < len(self.floors)
        return asked and len(self.terms.sizes) > 0

    @property
    def constant(self) -> float:
        """What this tier is worth when no column is taken."""
        return self.constant_of(self.tier)

    @cached_property
    def _begins(self) -> tuple[int, int, int, int, int]:
        """Where the rows of wants, of places placed, of staffs and of floors begin, and how many rows there are."""
        wants = self.terms.network.count
        placed = wants + int(self.terms.wants.max(initial=-1)) + 1
        staffs = placed + len(self.several)
        floors = staffs + (len(self.terms.sizes) if self.fair else 0)
        return wants, placed, staffs, floors, floors + len(self.floors)

    @cached_property
    def limits(self) -> Floats:
        """The most that each row may hold."""
        wants, placed, staffs, floors, rows = self._begins
        limits = np.zeros(rows)
        limits[:wants] = self.terms.loads
        limits[wants:placed] = 1.0
        if self.fair:
            limits[staffs:floors] = WHOLE * (self.terms.stood - self.terms.sizes)
        for tier, floor in enumerate(self.floors):
            limits[floors + tier] = self.constant_of(tier) - floor
        return limits

    def constant_of(self, tier: int) -> float:
        """What a tier is worth when no column is taken."""
        return WHOLE if tier == self.terms.fair else 0.0

    def worth(self, groups: Integers, tier: int) -> Floats:
        """What groups are worth in a tier, but for places with room for several, which count once."""
        terms, places = self.terms, self.terms.network.members(groups)
        members = np.where(self.terms.loads > 1, 0.0, terms.members[tier])
        of_members = np.where(places >= 0, members[places], 0.0).sum(axis=1)
        return np.asarray(of_members + np.where(groups >= 0, terms.gifts[tier][groups], 0.0).sum(axis=1))

    def earlier(self, columns: Columns, tier: int) -> Floats:
        """What columns of this program are worth in an earlier tier."""
        rows = np.zeros(1 + max(len(self.limits), int(columns.rows.max(initial=0))))
        rows[self._begins[3] + tier] = -1.0
        return columns.at(rows)

    def groups(self, groups: Integers) -> tuple[Floats, Columns]:
        """Groups as columns, and their worth in this tier."""
        _, placed, staffs, floors, rows = self._begins
        places = self.terms.network.members(groups)
        column, at = np.nonzero(places >= 0)
        who = places[column, at]
        row_of_placed = np.full(self.terms.network.count, -1)
        row_of_placed[self.several] = placed + np.arange(len(self.several))
        parts: list[Part] = [(column, who, np.ones(len(who)))]
        parts.append((column, row_of_placed[who], -np.ones(len(who))))
        given, gift = np.nonzero(groups >= 0)
        want = self.terms.wants[groups[given, gift]]
        parts.append((given, np.where(want >= 0, self._begins[0] + want, -1), np.ones(len(given))))
        if self.fair:
            staff = np.where(self.terms.loads > 1, -1, self.terms.staff)[who]
            parts.append((column, np.where(staff >= 0, staffs + staff, -1), np.full(len(who), -WHOLE)))
        everyone = np.arange(len(groups))
        for tier in range(len(self.floors)):
            parts.append((everyone, np.full(len(groups), floors + tier), -self.worth(groups, tier)))
        return self.worth(groups, self.tier), _columns(parts, rows, len(groups))

    @cached_property
    def others(self) -> tuple[Floats, Columns]:
        """The columns that are no groups, and their worth."""
        _, placed, staffs, floors, rows = self._begins
        number, terms = np.arange(len(self.several)), self.terms
        parts: list[Part] = [(number, placed + number, np.ones(len(number)))]
        worth = terms.members[self.tier][self.several]
        for tier in range(len(self.floors)):
            parts.append((number, np.full(len(number), floors + tier), -terms.members[tier][self.several]))
        count = len(number)
        if self.fair:
            staff = terms.staff[self.several]
            parts.append((number, np.where(staff >= 0, staffs + staff, -1), np.full(len(number), -WHOLE)))
            bits, schools = np.divmod(np.arange(len(SHORT) * len(terms.sizes)), len(terms.sizes))
            parts.append((count + bits, staffs + schools, -SHORT[bits] * terms.sizes[schools]))
            if terms.fair < len(self.floors):
                bit = np.arange(len(SHORT))
                parts.append((count + bit, np.full(len(SHORT), floors + terms.fair), SHORT))
            worth = np.concatenate([worth, -SHORT if terms.fair == self.tier else np.zeros(len(SHORT))])
            count += len(SHORT)
        return worth, _columns(parts, rows, count)

    def gains(self, prices: Floats) -> Gains:
        """What places and gifts add to a group's worth beyond the prices of its rows."""
        wants, placed, staffs, floors, _ = self._begins
        terms, several = self.terms, self.several
        weights = np.concatenate([prices[floors:], [1.0]])
        tiers = [*range(len(self.floors)), self.tier]
        members = weights @ terms.members[tiers]
        if self.fair:
            members = members + np.where(terms.staff >= 0, WHOLE * prices[staffs:floors][terms.staff], 0.0)
        members[several] = prices[placed:staffs]
        gifts = weights @ terms.gifts[tiers]
        met = np.where(terms.wants >= 0, prices[wants:placed][terms.wants], 0.0) if placed > wants else 0.0
        return Gains(members - prices[: terms.network.count], gifts - met)


def _columns(parts: list[Part], rows: int, count: int) -> Columns:
    """Entries by column; those of row -1 are none, those of one place add up."""
    columns, places, entries = (np.concatenate(some) for some in zip(*parts, strict=True))
    there = (places >= 0) & (entries != 0)
    matrix = sparse.coo_array((entries[there], (places[there], columns[there])), shape=(rows, count)).tocsc()
    return Columns(matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32), matrix.data.astype(np.float64))
