"""Choosing columns under limits, tier after tier, each proven best before the next is asked.

Nothing here knows of people. For each tier the linear relaxation, solved by generating columns,
gives prices to the rows. Any non-negative prices bound the tier from above: the limits at their
prices, and what each column is worth beyond its own. A column whose worth falls so far short
that any choice with it stays below what is already reached can never be in a best choice; it is
put aside for good. So a small program decides, and the proof covers every column.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tilth.matching.highs import Relaxation, best_integers

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int32]

CORE = 6_000
"""Columns in the first attempt; when it does not reach the bound, all that could are tried."""
ROUNDING = 1e-6


@dataclass(frozen=True)
class Columns:
    """A sparse matrix by columns: entries `starts[j]` to `starts[j + 1]` belong to column j.

    No column is empty.
    """

    starts: Integers
    rows: Integers
    entries: Floats

    def __len__(self) -> int:
        return len(self.starts) - 1

    def only(self, wanted: Integers) -> "Columns":
        """The wanted columns, in the order given."""
        lengths = self.starts[wanted + 1] - self.starts[wanted]
        starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
        within = np.arange(starts[-1]) - np.repeat(starts[:-1], lengths)
        places = np.repeat(self.starts[wanted], lengths) + within
        return Columns(starts, self.rows[places], self.entries[places])

    def at(self, prices: Floats) -> Floats:
        """What each column costs when its rows have these prices."""
        if not len(self):
            return np.zeros(0)
        return np.asarray(np.add.reduceat(prices[self.rows] * self.entries, self.starts[:-1]))


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
    taken = np.zeros(0, dtype=np.int32)
    values: list[int] = []
    for tier in range(len(packing.tiers)):
        best = _best_in_tier(packing, tier, np.flatnonzero(np.isin(left, taken)).astype(np.int32))
        taken = left[best.taken]
        left, packing = left[best.kept], packing.only(best.kept).keeping(tier, best.value)
        values.append(best.value)
    return Choice(tuple(map(int, taken)), tuple(values), tuple(values))


@dataclass(frozen=True)
class _Best:
    """What a tier reaches, with which columns, and the columns that could reach as much."""

    value: int
    taken: Integers
    kept: Integers


def _best_in_tier(packing: Packing, tier: int, known: Integers) -> _Best:
    """The best in this tier, begun from a choice already known to be allowed."""
    worth = packing.tiers[tier]
    bound, short = _bound(packing, worth, known)
    best, taken = _worth_of(worth, known), known
    if best < floor(bound + ROUNDING):
        core = np.union1d(np.argsort(-short, kind="stable")[:CORE], known)
        best, taken = _solve(packing, worth, core, known)
    if best < floor(bound + ROUNDING):
        could = _reaching(bound, short, best + 1)
        if len(could) > len(core) or not np.isin(could, core).all():
            best, taken = max((best, taken), _solve(packing, worth, np.union1d(could, taken), taken), key=lambda b: b[0])
    return _Best(best, taken, _reaching(bound, short, best))


def _reaching(bound: float, short: Floats, value: int) -> Integers:
    """The columns that a choice of at least this value may hold."""
    return np.flatnonzero(bound + short >= value - ROUNDING).astype(np.int32)


def _worth_of(worth: Floats, taken: Integers) -> int:
    return round(float(worth[taken].sum()))


def _solve(
    packing: Packing, worth: Floats, among: Integers, known: Integers
) -> tuple[int, Integers]:
    among = among.astype(np.int32)
    columns = packing.columns.only(among)
    start = np.isin(among, known).astype(np.float64)
    chosen = best_integers(worth[among], columns, packing.limits, start)
    taken = among[chosen]
    return _worth_of(worth, taken), taken


def _bound(packing: Packing, worth: Floats, known: Integers) -> tuple[float, Floats]:
    """A bound on the tier, and for each column how far short of it a choice with it must fall."""
    columns, limits = packing.columns, packing.limits
    relaxation = Relaxation(limits)
    inside = np.zeros(len(columns), dtype=np.bool_)
    fresh = _first_columns(packing, worth, known)
    bound, gain = np.inf, np.zeros(len(columns))
    while len(fresh):
        relaxation.add(worth[fresh], columns.only(fresh))
        inside[fresh] = True
        prices = relaxation.prices()
        here = worth - columns.at(prices)
        here_bound = float(prices @ limits + np.maximum(here, 0).sum())
        if here_bound < bound:
            bound, gain = here_bound, here
        fresh = _promising(columns, np.where(inside, -1.0, here))
    return bound, np.minimum(gain, 0)


def _first_columns(packing: Packing, worth: Floats, known: Integers) -> Integers:
    """The known choice, which makes the program possible, and a few columns of each row."""
    ranked = _promising(packing.columns, worth - worth.min() + 1.0) if len(worth) else known
    return np.union1d(ranked, known).astype(np.int32)


def _promising(columns: Columns, gain: Floats) -> Integers:
    """For each row the column with most to gain, as far as there is any."""
    owners = np.repeat(np.arange(len(columns)), np.diff(columns.starts))
    order = np.argsort(-gain[owners], kind="stable")
    order = order[gain[owners[order]] > ROUNDING]
    _, first = np.unique(columns.rows[order], return_index=True)
    return np.unique(owners[order][first]).astype(np.int32)
