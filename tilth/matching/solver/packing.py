"""Choosing columns under limits, tier after tier, each proven best before the next is asked.

Nothing here knows of people. For each tier the linear relaxation, solved by generating columns,
gives prices to the rows. Any non-negative prices bound the tier from above: the limits at their
prices, and what each column is worth beyond its own. A column whose worth falls so far short
that any choice with it stays below what is already reached can never be in a best choice; it is
put aside for good. So a small program decides, and the proof covers every column.
"""

from dataclasses import dataclass
from math import floor

import numpy as np

from tilth.matching.solver.columns import Columns, Floats, Integers, none
from tilth.matching.solver.highs import best_integers
from tilth.matching.solver.mending import Mending
from tilth.matching.solver.prices import ROUNDING, Ceiling, price

SMALL = 3_000
"""A program of more columns is mended before the solver gets it whole."""
LARGE = 8_000
"""A program of more columns is only mended; the bound of its prices stands."""
NODES = 300
"""How far the solver may branch on a large program before it answers with a gap."""


@dataclass(frozen=True)
class Packing:
    """Take each column once or not at all; no row's sum may pass its limit.

    `tiers` has a row of whole numbers for each tier: what a column is worth in it.
    """

    columns: Columns
    limits: Floats
    tiers: Floats

    def only(self, wanted: Integers) -> "Packing":
        """The same with these columns alone."""
        return Packing(self.columns.only(wanted), self.limits, self.tiers[:, wanted])

    def keeping(self, tier: int, value: int) -> "Packing":
        """The same with one more row: this tier must not fall below this value."""
        starts, count = self.columns.starts, len(self.columns)
        ends = starts[1:]
        rows = np.insert(self.columns.rows, ends, len(self.limits)).astype(np.int32)
        entries = np.insert(self.columns.entries, ends, -self.tiers[tier])
        starts = (starts + np.arange(count + 1)).astype(np.int32)
        limits = np.append(self.limits, -float(value))
        return Packing(Columns(starts, rows, entries), limits, self.tiers)


@dataclass(frozen=True)
class Choice:
    """The columns taken, and for each tier the value reached and its proven bound."""

    columns: tuple[int, ...]
    values: tuple[int, ...]
    bounds: tuple[int, ...]


def choose(packing: Packing) -> Choice:
    """The best choice in the first tier; among those the best in the second; and so on."""
    left = np.arange(len(packing.columns), dtype=np.int32)
    taken = none()
    bests: list[_Best] = []
    for tier in range(len(packing.tiers)):
        best = _best_in_tier(packing, tier, _places(taken, left))
        taken, left = left[best.taken], left[best.kept]
        packing = packing.only(best.kept).keeping(tier, best.value)
        bests.append(best)
    return Choice(
        tuple(map(int, np.sort(taken))),
        tuple(best.value for best in bests),
        tuple(best.bound for best in bests),
    )


def _places(some: Integers, among: Integers) -> Integers:
    return np.flatnonzero(np.isin(among, some)).astype(np.int32)


@dataclass(frozen=True)
class _Best:
    """What a tier reaches, with which columns, and the columns that could reach as much."""

    value: int
    bound: int
    taken: Integers
    kept: Integers


def _best_in_tier(packing: Packing, tier: int, taken: Integers) -> _Best:
    """The best in this tier, begun from a choice already known to be allowed."""
    worth = packing.tiers[tier]
    ceiling = price(packing.columns, packing.limits, worth, taken)
    bound = ceiling.whole
    value = _value(worth, taken)
    if value < bound and len(ceiling.reaching(value + 1)) > SMALL:
        guide = packing.tiers[tier + 1 :].sum(axis=0)
        taken = Mending(packing.columns, packing.limits, worth, guide, ceiling).of(taken)
        value = _value(worth, taken)
    if value < bound and len(ceiling.reaching(value + 1)) <= LARGE:
        taken, bound = _settle(packing, worth, ceiling, taken)
        value = _value(worth, taken)
    return _Best(value, bound, taken, ceiling.reaching(value))


def _value(worth: Floats, taken: Integers) -> int:
    return round(float(worth[taken].sum()))


def _settle(packing: Packing, worth: Floats, ceiling: Ceiling, taken: Integers) -> tuple[Integers, int]:
    """The best choice among all columns that could better this one, and the bound it leaves."""
    could = ceiling.reaching(_value(worth, taken) + 1)
    among = np.union1d(could, taken).astype(np.int32)
    start = _places(taken, among)
    answer = best_integers(worth[among], packing.columns.only(among), packing.limits, start, NODES)
    settled = among[answer.taken]
    bound = floor(answer.bound + ROUNDING)
    return settled, min(ceiling.whole, max(bound, _value(worth, settled)))
