"""A choice of groups found by following the linear relaxation down: take what it takes most of, and ask it again.

Each time a share of what it takes in all is taken whole, the surest first; what no longer fits is left out; and where
what is left falls short of what is hoped for, its prices ask for groups that were not known. What was decided badly is
not taken back: mending is there for that.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from tilth.matching.solver.columns import Columns, Floats, Integers
from tilth.matching.solver.highs import Relaxation
from tilth.matching.solver.network import Flags
from tilth.matching.solver.program import Program

SURE = 0.99
"""A group of which the relaxation takes more is as good as decided."""
SHARE, DARING = 0.5, 0.2
"""The share of all that the relaxation takes which is taken at a time, and how much of it at most is not sure."""
LEAST = 1e-6
ROUNDING = 1e-9
SHORT = 0.01
"""What the relaxation may fall short without being asked for more groups."""
ASKED = 1
"""So many times at most it is asked for more between one share and the next."""

Fresh: TypeAlias = Callable[[Floats, Floats], Integers]
"""Groups that gain at these prices of rows, when so much is left of each."""


def dive(
    program: Program, known: Integers, fresh: Fresh, hoped: float, stay: Integers, go_on: Callable[[], bool]
) -> Integers:
    """Groups that go together with those that stay, of great worth, or those taken when it was not to go on.

    Limits below nothing are met as far as the relaxation can.
    """
    _, used = program.groups(stay)
    left = program.limits - np.bincount(used.rows, used.entries, minlength=len(program.limits))
    among, taken = known[_fitting(program.groups(known)[1], left)], stay
    while len(among) and go_on():
        worth = hoped - float(program.groups(taken)[0].sum()) - SHORT
        among, columns, parts = _relaxed(program, among, left, fresh, worth)
        surest = _surest(parts, columns, left)
        if not len(surest):
            break
        taken = np.concatenate([taken, among[surest]])
        others = np.setdiff1d(np.arange(len(among), dtype=np.int32), surest)
        among = among[others[_fitting(columns.only(others), left)]]
    return taken


def _relaxed(
    program: Program, among: Integers, left: Floats, fresh: Fresh, hoped: float
) -> tuple[Integers, Columns, Floats]:
    """These groups and those that the relaxation asked for, as columns too, and how far it takes each."""
    for turn in range(ASKED + 1):
        worth, columns = program.groups(among)
        reached, prices, parts = _solved(program, worth, columns, left)
        if reached >= hoped or turn == ASKED:
            break
        together = np.unique(np.concatenate([among, fresh(prices, left)]), axis=0)
        if len(together) == len(among):
            break
        among = together
    return among, columns, parts


def _solved(program: Program, worth: Floats, columns: Columns, left: Floats) -> tuple[float, Floats, Floats]:
    """What the relaxation reaches, its prices, and how far it takes each group."""
    relaxation = Relaxation(left, corners=True)
    owing = np.flatnonzero(left < 0).astype(np.int32)
    relaxation.add(worth, columns, 1.0)
    more, others = program.others
    relaxation.add(more, others, 1.0)
    dear = 1.0 + np.abs(worth).max()
    starts = np.arange(len(owing) + 1, dtype=np.int32)
    relaxation.add(np.full(len(owing), -dear), Columns(starts, owing, -np.ones(len(owing))))
    reached, prices, taken = relaxation.solve()
    return reached, prices, taken[: len(worth)]


def _surest(parts: Floats, columns: Columns, left: Floats) -> Integers:
    """Columns taken now; what they use up is gone from `left`."""
    enough, daring = (max(1.0, part * parts.sum()) for part in (SHARE, DARING))
    taken, dared = list[int](), 0
    for at in np.argsort(-parts, kind="stable"):
        if parts[at] < LEAST or (parts[at] < SURE and (len(taken) >= enough or dared >= daring)):
            break
        rows = columns.rows[columns.starts[at] : columns.starts[at + 1]]
        entries = columns.entries[columns.starts[at] : columns.starts[at + 1]]
        if ((entries <= left[rows] + ROUNDING) | (entries <= 0)).all():
            left[rows] -= entries
            taken.append(int(at))
            dared += parts[at] < SURE
    return np.array(taken, dtype=np.int32)


def _fitting(columns: Columns, left: Floats) -> Flags:
    """Which columns each of their rows still has room for."""
    if not len(columns):
        return np.zeros(0, dtype=np.bool_)
    fits = (columns.entries <= left[columns.rows] + ROUNDING) | (columns.entries <= 0)
    return np.logical_and.reduceat(fits, columns.starts[:-1])
