"""What a choice of columns can be worth at most, by prices on the rows.

Any non-negative prices bound the worth of every choice: the limits at their prices, and what
each column is worth beyond the price of its rows. So a bound holds whatever the rounding of the
solver that found the prices.
"""

from dataclasses import dataclass
from math import floor

import numpy as np

from tilth.matching.solver.columns import Columns, Floats, Integers
from tilth.matching.solver.highs import Relaxation

ROUNDING = 1e-6


@dataclass(frozen=True)
class Ceiling:
    """A bound, the row prices that prove it, and how far short of it each column must fall."""

    bound: float
    prices: Floats
    short: Floats

    @property
    def whole(self) -> int:
        """The bound for worth in whole numbers."""
        return floor(self.bound + ROUNDING)

    def reaching(self, value: int) -> Integers:
        """The columns that a choice of at least this value may hold."""
        return np.flatnonzero(self.bound + self.short >= value - ROUNDING).astype(np.int32)


def price(columns: Columns, limits: Floats, worth: Floats, known: Integers) -> Ceiling:
    """The linear bound on any choice, by generating columns from a choice known to be allowed."""
    relaxation = Relaxation(limits)
    inside = np.zeros(len(columns), dtype=np.bool_)
    fresh = np.union1d(known, _best_of_each_row(columns, worth)).astype(np.int32)
    best = _ceiling(columns, limits, worth, np.zeros(len(limits)))
    while len(fresh):
        relaxation.add(worth[fresh], columns.only(fresh))
        inside[fresh] = True
        here = _ceiling(columns, limits, worth, relaxation.prices())
        best = min(best, here, key=lambda ceiling: ceiling.bound)
        gain = worth - columns.at(here.prices)
        fresh = _best_of_each_row(columns, np.where(inside, 0.0, gain))
    return best


def _ceiling(columns: Columns, limits: Floats, worth: Floats, prices: Floats) -> Ceiling:
    gain = worth - columns.at(prices)
    bound = float(prices @ limits + np.maximum(gain, 0).sum())
    return Ceiling(bound, prices, np.minimum(gain, 0))


def _best_of_each_row(columns: Columns, gain: Floats) -> Integers:
    """For each row the column with most to gain, as far as there is any."""
    gains = gain[columns.owners]
    hopeful = np.flatnonzero(gains > ROUNDING)
    best_first = hopeful[np.argsort(-gains[hopeful], kind="stable")]
    _, first = np.unique(columns.rows[best_first], return_index=True)
    return np.unique(columns.owners[best_first[first]]).astype(np.int32)
