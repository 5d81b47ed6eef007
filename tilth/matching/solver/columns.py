"""A sparse matrix by columns, as the solver likes it."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int32]


def none() -> Integers:
    """No columns."""
    return np.zeros(0, dtype=np.int32)


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

    @cached_property
    def owners(self) -> Integers:
        """The column of each entry."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.starts))

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

    def beside(self, others: "Columns") -> "Columns":
        """These columns, then the others."""
        starts = np.concatenate([self.starts, self.starts[-1] + others.starts[1:]]).astype(np.int32)
        return Columns(starts, np.concatenate([self.rows, others.rows]), np.concatenate([self.entries, others.entries]))

    def with_row(self, begin: int, numbers: Integers) -> "Columns":
        """Each column with one more entry of 1 in the row of its number, counted from `begin`, unless that is -1."""
        there = numbers >= 0
        ends = self.starts[1:][there]
        rows = np.insert(self.rows, ends, begin + numbers[there]).astype(np.int32)
        starts = self.starts + np.concatenate(([0], np.cumsum(there)))
        return Columns(starts.astype(np.int32), rows, np.insert(self.entries, ends, 1.0))
