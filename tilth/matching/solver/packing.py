"""Choosing columns under limits, tier after tier, each proven best before the next is asked.

Nothing here knows of people. For each tier the linear relaxation, solved by generating columns,
gives prices to the rows. Any non-negative prices bound the tier from above: the limits at their
prices, and what each column is worth beyond its own. A column whose worth falls so far short
that any choice with it stays below what is already reached can never be in a best choice; it is
put aside for good. So a small program decides, and the proof covers every column.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor
from typing import TypeAlias

import numpy as np

from tilth.matching.solver.columns import Columns, Floats, Integers
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

    `tiers` has a row of whole numbers for each tier: what a column is worth in it. `alone` has the
    most it could stand for were that tier asked before all others, if that is more for any.
    """

    columns: Columns
    limits: Floats
    tiers: Floats
    alone: Floats | None = None

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
    """The columns taken, and for each tier the value reached and its proven bound.

    `alone` bounds each tier as though no other had been asked before it. A choice that was
    `stopped` is the best known by then; the tiers it did not come to are bounded alone.
    """

    columns: tuple[int, ...]
    values: tuple[int, ...]
    bounds: tuple[int, ...]
    alone: tuple[int, ...]
    stopped: bool = False


Told: TypeAlias = Callable[[int, int, int, tuple[int, ...]], bool]
"""Hears of a tier, the value reached, its bound and the columns taken; the answer is whether to go on."""


def choose(packing: Packing, begun: Sequence[int] = (), told: Told = lambda *known: True) -> Choice:
    """The best choice in the first tier; among those the best in the second; and so on.

    `begun` is a choice known to be allowed; taking nothing is, unless a limit is below zero.
    """
    left = np.arange(len(packing.columns), dtype=np.int32)
    taken = np.array(begun, dtype=np.int32)
    narrowed, bests = packing, list[_Best]()
    for tier in range(len(packing.tiers)):
        best = _best_in_tier(narrowed, tier, _places(taken, left))
        taken, left = left[best.taken], left[best.kept]
        narrowed = narrowed.only(best.kept).keeping(tier, best.value)
        bests.append(best)
        if not told(tier, best.value, best.bound, _numbers(taken)):
            break
    return _choice(packing, taken, bests, _alone(packing, np.array(begun, dtype=np.int32)))


def _choice(packing: Packing, taken: Integers, bests: Sequence["_Best"], alone: Sequence[int]) -> Choice:
    bounds = [*(best.bound for best in bests), *alone[len(bests) :]]
    return Choice(
        columns=_numbers(taken),
        values=tuple(_value(worth, taken) for worth in packing.tiers),
        bounds=tuple(bounds),
        alone=tuple(bounds[:1]) + tuple(map(max, bounds[1:], alone[1:])),
        stopped=len(bests) < len(packing.tiers),
    )


def _alone(packing: Packing, begun: Integers) -> list[int]:
    """What each tier can reach at most when no other is asked before it."""
    worths = packing.tiers if packing.alone is None else packing.alone
    return [price(packing.columns, packing.limits, worth, begun).whole for worth in worths]


def _numbers(columns: Integers) -> tuple[int, ...]:
    return tuple(map(int, np.sort(columns)))


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
