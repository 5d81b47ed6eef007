"""Two tiers decided at once: a step of the first outweighs all that the next could hold.

What proves the first mostly proves the next with it, so that one search does the work of two.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from tilth.matching.solver.columns import Floats, Integers
from tilth.matching.solver.program import Program

MOST = 8e5
"""A choice is worth less than this in both, or a unit of the next tier would be lost among the solver's tolerances."""


@dataclass(frozen=True)
class Along:
    """What columns are worth in `both` tiers: so many steps of the first, and what they are worth in the next.

    No choice is worth less than the `least` in the next tier, nor more than that and a step.
    """

    both: Floats
    step: float = 1.0
    least: float = 0.0

    @classmethod
    def of(cls, program: Program, groups: Integers, worth: Floats, most: float) -> Self:
        """The tier of a program and the next; the first alone where there is no other, or both could be worth too much.

        The columns are these groups, then others; they are worth so much in the first, and a choice `most` of all.
        """
        terms, tier = program.terms, program.tier + 1
        if tier >= terms.tiers or tier == terms.fair:
            return cls(worth)
        several = program.several
        more = np.zeros(len(worth))
        more[: len(groups)] = program.worth(groups, tier)
        more[len(groups) :][: len(several)] = terms.members[tier][several]
        highest, least = _most(program, groups, more), -_most(program, groups, -more)
        step = 1.0 + highest - least
        return cls(worth * step + more, step, least) if step * max(1.0, abs(most)) < MOST else cls(worth)

    @property
    def two(self) -> bool:
        """Whether there are two tiers in it."""
        return self.step > 1

    def first(self, bound: float) -> float:
        """What a bound on both says of the first tier."""
        return (bound - self.least) / self.step

    def second(self, bound: float, first: float) -> float:
        """What a bound on both says of the next tier, where the first has at least this value."""
        return bound - first * self.step


def _most(program: Program, groups: Integers, worth: Floats) -> float:
    """No choice is worth more: each place as though it had its best share of a group as often as it may."""
    places = program.terms.network.members(groups)
    there = places >= 0
    shares = worth[: len(groups)] / np.maximum(1, there.sum(axis=1))
    best = np.zeros(program.terms.network.count)
    np.maximum.at(best, places[there], np.broadcast_to(shares[:, None], places.shape)[there])
    return float(best @ program.terms.loads + np.maximum(worth[len(groups) :], 0.0).sum())
