"""Bettering a choice of columns a neighbourhood at a time.

Where a choice falls short of its ceiling is known exactly: at rows left partly unused although
they have a price, and at columns taken although they are worth less than their rows. So a few
such places are opened, with what stands around them, and a small program fills them better.
"""

from collections.abc import Iterator

import numpy as np

from tilth.matching.solver.columns import Columns, Floats, Integers, none
from tilth.matching.solver.highs import best_integers
from tilth.matching.solver.relaxing import ROUNDING

SEED = 20_120
FRUITLESS = 25
"""So many openings in a row without a better choice end the mending."""
OPENED = 60
"""Columns opened at once, to begin with."""
ROOM = 800
"""The most columns a small program chooses from; when more would fit, fewer are opened."""
WEAK = 6
"""Weak places, and columns looked at in each, that decide what is opened."""
NODES = 20
"""How far the solver may branch on a small program."""


class Mending:
    """A packing being mended: what is the same for each opening.

    A row is plain when every column in it uses it up, local when only few columns are in it. A
    column in no plain row is loose: it follows from the others, so it is always opened.
    """

    def __init__(
        self, columns: Columns, limits: Floats, worth: Floats, most: float, prices: Floats, short: Floats
    ) -> None:
        """`most` is the proven most at these `prices` of the rows; `short` is by how much each column is worth less."""
        self.columns, self.limits, self.worth = columns, limits, worth
        self.most, self.prices, self.short = most, prices, short
        self._chance = np.random.default_rng(SEED)
        self._opened = OPENED
        holders = np.bincount(columns.rows, minlength=len(limits))
        self._of_row = np.split(columns.owners[np.argsort(columns.rows, kind="stable")], np.cumsum(holders)[:-1])
        self._local = holders <= max(50, len(columns) // 4)
        self._plain = np.bincount(columns.rows, columns.entries <= 0, minlength=len(limits)) == 0
        self._loose = np.setdiff1d(np.arange(len(columns)), columns.owners[self._plain[columns.rows]])

    def of(self, taken: Integers) -> Iterator[Integers]:
        """Choices ever as good as this one or better; always the same for the same input."""
        fruitless = 0
        while fruitless < FRUITLESS and self._value(taken) < self.most - ROUNDING:
            better = self._reopen(taken)
            fruitless = 0 if self._value(better) > self._value(taken) + ROUNDING else fruitless + 1
            taken = better
            yield taken

    def _value(self, taken: Integers) -> float:
        return float(self.worth[taken].sum())

    def _reopen(self, taken: Integers) -> Integers:
        """Take some columns back and choose anew among all that then fit."""
        opened = self._to_open(taken)
        stay = np.setdiff1d(taken, opened)
        left = self.limits - self._use(stay)
        among = np.union1d(self._trim(self._fitting(left, stay)), opened).astype(np.int32)
        known = np.flatnonzero(np.isin(among, opened)).astype(np.int32)
        answer = best_integers(self.worth[among], self.columns.only(among), left, known, NODES, 0.5)
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

    def _trim(self, fitting: Integers) -> Integers:
        """The most promising; and next time fewer are opened, or more."""
        if len(fitting) <= ROOM:
            self._opened += len(fitting) < ROOM // 2
            return fitting
        self._opened = max(8, self._opened * 9 // 10)
        ranked = fitting[np.argsort(-self.short[fitting], kind="stable")]
        return np.union1d(ranked[:ROOM], np.intersect1d(fitting, self._loose))

    def _to_open(self, taken: Integers) -> Integers:
        """Taken columns around weak places, filled up with others by chance."""
        if not len(taken):
            return taken
        rows = self.columns.only(self._weak_places(taken)).rows
        rows = rows[self._local[rows]]
        near = taken[np.isin(taken, np.concatenate([none(), *(self._of_row[row] for row in set(rows.tolist()))]))]
        by_chance = self._chance.permutation(taken)
        order = np.concatenate((self._chance.permutation(near), by_chance))
        return np.union1d(order[: self._opened], np.intersect1d(taken, self._loose))

    def _weak_places(self, taken: Integers) -> Integers:
        """Columns through rows whose price is wasted, and taken ones that are worth too little."""
        wasted = self.prices * (self.limits - self._use(taken))
        rows = np.flatnonzero(self._local & (wasted > ROUNDING)).astype(np.int32)
        through = [self._some(self._of_row[row]) for row in self._some(rows)]
        poor = taken[self.short[taken] < -ROUNDING]
        return np.concatenate([none(), *through, self._some(poor)])

    def _some(self, things: Integers) -> Integers:
        return self._chance.choice(things, min(WEAK, len(things)), replace=False)
