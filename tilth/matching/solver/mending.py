"""Bettering a choice of columns: more than half of it is taken back by chance, and a small program chooses anew.

It chooses among the columns that fall least short of their prices, which are few however many are taken back: a better
choice has no room for others. So each opening takes a few hundredths of a second, and reaches far.
"""

from collections.abc import Iterator

import numpy as np

from tilth.matching.solver.columns import Columns, Floats, Integers
from tilth.matching.solver.highs import best_integers
from tilth.matching.solver.relaxing import ROUNDING

SEED = 20_120
OPENED = 0.6
"""The share of the choice that is opened at once."""
ROOM = 700
"""Columns that a small program chooses from."""
NODES = 1
"""How far the solver may branch on a small program."""
POOR = 0.05
"""What falls further short of its prices is always opened."""


class Mending:
    """A packing being mended: what is the same for each opening.

    A row is plain when every column in it uses it up. A column in no plain row is loose: it follows from the others, so
    it is always opened.
    """

    def __init__(self, columns: Columns, limits: Floats, worth: Floats, most: float, short: Floats) -> None:
        """`most` is the proven most; `short` is by how much each column is worth less than its rows."""
        self.columns, self.limits, self.worth = columns, limits, worth
        self.most, self.short = most, short
        self._chance = np.random.default_rng(SEED)
        self._plain = np.bincount(columns.rows, columns.entries <= 0, minlength=len(limits)) == 0
        self._loose = np.setdiff1d(np.arange(len(columns)), columns.owners[self._plain[columns.rows]])

    def of(self, taken: Integers, patience: int) -> Iterator[Integers]:
        """Choices ever as good as this one or better, until so many openings in a row did not help.

        Always the same for the same input.
        """
        fruitless = 0
        while fruitless < patience and self._value(taken) < self.most - ROUNDING:
            better = self._reopen(taken)
            fruitless = 0 if self._value(better) > self._value(taken) + ROUNDING else fruitless + 1
            taken = better
            yield taken

    def _value(self, taken: Integers) -> float:
        return float(self.worth[taken].sum())

    def _reopen(self, taken: Integers) -> Integers:
        """Take much of the choice back and choose anew among the best that then fit."""
        opened = self._to_open(taken)
        stay = np.setdiff1d(taken, opened)
        left = self.limits - self._use(stay)
        among = np.union1d(self._best(self._fitting(left, stay)), opened).astype(np.int32)
        known = np.flatnonzero(np.isin(among, opened)).astype(np.int32)
        answer = best_integers(self.worth[among], self.columns.only(among), left, known, NODES, 0.5, plainly=True)
        return np.union1d(stay, among[answer.taken]).astype(np.int32)

    def _use(self, taken: Integers) -> Floats:
        part = self.columns.only(taken)
        return np.bincount(part.rows, part.entries, minlength=len(self.limits)).astype(np.float64)

    def _fitting(self, left: Floats, stay: Integers) -> Integers:
        """The columns that each of their rows alone still has room for."""
        roomy = (left >= 1 - ROUNDING) | ~self._plain
        fits = np.logical_and.reduceat(roomy[self.columns.rows], self.columns.starts[:-1])
        fits[stay] = False
        return np.flatnonzero(fits).astype(np.int32)

    def _best(self, fitting: Integers) -> Integers:
        ranked = fitting[np.argsort(-self.short[fitting], kind="stable")]
        return np.union1d(ranked[:ROOM], np.intersect1d(fitting, self._loose))

    def _to_open(self, taken: Integers) -> Integers:
        """Some by chance, and all that are poor or loose."""
        by_chance = taken[self._chance.random(len(taken)) < OPENED]
        return np.union1d(
            np.concatenate([by_chance, taken[self.short[taken] < -POOR]]), np.intersect1d(taken, self._loose)
        )
