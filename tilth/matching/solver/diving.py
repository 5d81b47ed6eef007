"""A choice of columns found by following the linear relaxation down: take what it takes most of, and ask it again.

Each time a share of what it takes in all is taken whole, the surest first, and whatever no longer fits is left out.
What was decided badly is not taken back: mending is there for that.
"""

import numpy as np

from tilth.matching.solver.columns import Columns, Floats, Integers
from tilth.matching.solver.highs import Relaxation

SURE = 0.99
"""A column of which the relaxation takes more is always taken."""
LEAST = 1e-6
ROUNDING = 1e-9


def dive(worth: Floats, columns: Columns, limits: Floats, share: float) -> Integers:
    """Columns that go together, of great worth; limits below nothing are met as far as the relaxation can."""
    left, among = limits.copy(), np.arange(len(columns), dtype=np.int32)
    taken: list[int] = []
    while len(among):
        parts = _parts(worth[among], columns.only(among), left)
        more = _surest(among, parts, columns, left, share)
        if not more:
            break
        taken += more
        among = np.setdiff1d(among, more)
        among = among[_fitting(columns.only(among), left)]
    return np.array(taken, dtype=np.int32)


def _parts(worth: Floats, columns: Columns, left: Floats) -> Floats:
    """How far the relaxation takes each column."""
    relaxation = Relaxation(left, corners=True)
    owing = np.flatnonzero(left < 0).astype(np.int32)
    relaxation.add(worth, columns, 1.0)
    dear = 1.0 + np.abs(worth).max()
    starts = np.arange(len(owing) + 1, dtype=np.int32)
    relaxation.add(np.full(len(owing), -dear), Columns(starts, owing, -np.ones(len(owing))))
    return relaxation.solve()[2][: len(worth)]


def _surest(among: Integers, parts: Floats, columns: Columns, left: Floats, share: float) -> list[int]:
    """Columns taken now; what they use up is gone from `left`."""
    enough, taken = max(1.0, share * parts.sum()), list[int]()
    for at in np.argsort(-parts, kind="stable"):
        if parts[at] < LEAST or (parts[at] < SURE and len(taken) >= enough):
            break
        column = int(among[at])
        rows = columns.rows[columns.starts[column] : columns.starts[column + 1]]
        entries = columns.entries[columns.starts[column] : columns.starts[column + 1]]
        if ((entries <= left[rows] + ROUNDING) | (entries <= 0)).all():
            left[rows] -= entries
            taken.append(column)
    return taken


def _fitting(columns: Columns, left: Floats) -> np.ndarray:
    """Which columns each of their rows still has room for."""
    if not len(columns):
        return np.zeros(0, dtype=np.bool_)
    fits = (columns.entries <= left[columns.rows] + ROUNDING) | (columns.entries <= 0)
    return np.logical_and.reduceat(fits, columns.starts[:-1])
