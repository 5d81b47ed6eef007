"""All groups that a choice as good as the best known could hold, once they are few enough to be written down.

What a tier lacks of its proven most is all that may be lost on the way: a group that falls further short of its prices
cannot be in such a choice, and a place whose price is higher cannot be left out of one. What that rules out makes the
relaxations of all tiers tighter, which rules out more.
"""

from dataclasses import dataclass, replace

import numpy as np

from tilth.matching.solver.columns import Floats, Integers
from tilth.matching.solver.explicit import explicit
from tilth.matching.solver.highs import Relaxation
from tilth.matching.solver.program import Program
from tilth.matching.solver.relaxing import ROUNDING

TINY = 1e-9
"""A price that is none."""


@dataclass(frozen=True)
class Shortlist:
    """The groups, and in how many of them each place is at least."""

    groups: Integers
    least: Floats

    def narrowed(self, program: Program, values: Floats) -> tuple["Shortlist", float]:
        """What is left when each tier as far as that of the program must keep its value; and the bound of that one."""
        worth, columns, limits, _ = explicit(program, self.groups, self.groups[:0])
        if not len(worth):
            return self, program.constant
        relaxation = Relaxation(limits, least=self.least)
        relaxation.add(worth, columns, 1.0)
        stay, least, bound = np.ones(len(self.groups), dtype=np.bool_), self.least, 0.0
        for tier in range(program.tier + 1):
            aim = worth if tier == program.tier else program.earlier(columns, tier)
            relaxation.aim(aim)
            _, prices, _ = relaxation.solve()
            gains, of_places = aim - columns.at(prices), prices[: len(least)]
            lowest = np.minimum(of_places, 0.0) @ (least - limits[: len(least)])
            bound = float(prices @ limits + lowest + np.maximum(gains, 0.0).sum()) + program.constant_of(tier)
            lack = max(0.0, bound - values[tier]) + ROUNDING
            stay &= gains[: len(stay)] >= -lack
            may_lack = np.floor(lack / np.maximum(of_places, TINY))
            least = np.maximum(least, program.terms.loads - may_lack)
        return replace(self, groups=self.groups[stay], least=least), bound
