"""Whether the bound of the first tier can be reached at all.

A choice that reaches it loses next to nothing: so the groups it could hold are few, where those of any better choice
than the one known are many, and nearly everybody must be in one. That is soon decided.
"""

from collections.abc import Callable

import numpy as np

from tilth.matching.solver.columns import Integers, none
from tilth.matching.solver.explicit import explicit
from tilth.matching.solver.highs import best_integers
from tilth.matching.solver.program import Program
from tilth.matching.solver.relaxing import ROUNDING
from tilth.matching.solver.shortlist import Shortlist

NODES = 100
"""How far the solver may branch before it gives up."""


def reach(program: Program, groups: Integers, goal: int, go_on: Callable[[], bool]) -> tuple[Integers, bool]:
    """The best found of all groups that a choice worth as much as the goal could hold, and whether none reaches it."""
    every = Shortlist(groups, np.zeros(program.terms.network.count))
    some, most = every.narrowed(program, np.array([float(goal)]))
    if most < goal - ROUNDING:
        return groups[:0], True
    worth, columns, limits, _ = explicit(program, some.groups, groups[:0])
    answer = best_integers(worth, columns, limits, none(), NODES, plainly=True, go_on=go_on, least=some.least)
    found = some.groups[answer.taken[answer.taken < len(some.groups)]]
    return found, answer.bound + program.constant < goal - ROUNDING
