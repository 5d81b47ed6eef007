"""The linear bound of a tier, found without listing the groups: columns are generated as prices ask for them.

Prices that are not negative bound every choice. If some group is worth more than the price of its
places, those places are charged its gain in equal parts; then no group gains, and the bound holds for
all that could ever be formed, seen or not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import floor, inf

import numpy as np

from tilth.matching.solver.columns import Columns, Floats, Integers
from tilth.matching.solver.highs import Relaxation
from tilth.matching.solver.program import Program
from tilth.matching.solver.scan import Best, Gains, best_through

ROUNDING = 1e-5
ENDLESS = 1 << 40
"""Patience enough to find the best chain of each opener."""
TOO_MANY = 3e8
"""More chains than this are never gone through one by one."""
ROUNDS = 60
"""So many times at most are prices asked for."""
DEAR = 100.0
"""What a unit missed of an earlier tier costs, in units of this one: were it two, the relaxation would miss many."""
CLOSE = 0.05
"""A bound this near to what the columns known can reach is near enough for its prices."""


@dataclass(frozen=True)
class Ceiling:
    """The proven most of a tier, the row prices that prove it, and what each group gains at them: nothing or less.

    Less than the bound may be the `most`, where that was proven otherwise than by prices.
    """

    bound: float
    prices: Floats
    gains: Gains
    most: float = inf

    @property
    def whole(self) -> int:
        """The bound for values in whole numbers."""
        return floor(min(self.bound + ROUNDING, self.most))

    def reaching(self, value: float) -> Gains:
        """The screen that every group of a choice of at least this value passes."""
        return Gains(self.gains.places, self.gains.gifts, min(0.0, value - self.bound) - ROUNDING)


@dataclass(frozen=True)
class Relaxed:
    """The bound of a tier, the groups it was found with, and which part of each the relaxation takes."""

    ceiling: Ceiling
    groups: Integers
    parts: Floats


def relax(program: Program, known: Integers, go_on: Callable[[float], bool], *, whole: bool = False) -> Relaxed:
    """The bound of a tier by generating groups, begun from those already `known`.

    Where its prices do not matter, only the bound as a `whole` number, it is rougher and ends sooner.
    """
    patience = program.terms.network.patience
    best, _ = _ceiling(program, _unpriced(program), patience)
    master, prices = _master(program, rough=whole), _guess(program, best)
    groups, seen, parts, reached = known[:0], set[bytes](), np.zeros(0), -inf
    fresh = known
    for _ in range(ROUNDS):
        ceiling, through = _ceiling(program, prices, patience)
        fresh = _unseen(np.concatenate([fresh, _gaining(through)]), seen)
        if patience and not len(fresh) and program.terms.network.chains <= TOO_MANY:
            ceiling, through = _ceiling(program, prices, ENDLESS)
            fresh = _unseen(_gaining(through), seen)
        best = min(best, ceiling, key=lambda ceiling: ceiling.bound)
        near = whole and best.whole <= reached + CLOSE
        if not len(fresh) or near or not go_on(best.bound):
            break
        master.add(*program.groups(fresh))
        groups = np.concatenate([groups, fresh])
        reached, prices, taken = master.solve()
        parts = taken[-len(groups) :]
        reached += program.constant
        if best.bound - reached < CLOSE:
            break
        fresh = fresh[:0]
    return Relaxed(best, groups, parts)


def _unpriced(program: Program) -> Floats:
    """No prices, but that places with room for several groups are placed by these alone: they are worth that."""
    prices = np.zeros(len(program.limits))
    worth, others = program.others
    number = len(program.several)
    prices[others.rows[others.starts[:number]]] = worth[:number]  # the row of being placed comes first
    return prices


def _guess(program: Program, unpriced: Ceiling) -> Floats:
    """Prices to begin with: two thirds of what each place would be charged if nothing had a price."""
    prices = _unpriced(program)
    places = program.terms.network.count
    prices[:places] = unpriced.prices[:places] * 2 / 3
    return prices


def _master(program: Program, *, rough: bool) -> Relaxation:
    """The relaxation without a group. Floors may be missed, at a price that hardly ever pays: so prices stay finite."""
    master = Relaxation(program.limits, rough=rough)
    worth, others = program.others
    master.add(worth, others, 1.0)
    floors = len(program.floors)
    rows = np.arange(len(program.limits) - floors, len(program.limits), dtype=np.int32)
    starts = np.arange(floors + 1, dtype=np.int32)
    terms, tier = program.terms, program.tier
    dear = DEAR * (1.0 + np.abs(terms.members[tier]).max(initial=0) + np.abs(terms.gifts[tier]).max(initial=0))
    master.add(np.full(floors, -dear), Columns(starts, rows, -np.ones(floors)))
    return master


def _ceiling(program: Program, prices: Floats, patience: int = 0) -> tuple[Ceiling, Best]:
    """What these prices prove, and the groups that would gain at them."""
    network = program.terms.network
    gains = program.gains(prices)
    through = best_through(network, gains, patience)
    raised = prices.copy()
    raised[: network.count] += through.shares
    worth, others = program.others
    beyond = np.maximum(worth - others.at(raised), 0.0).sum()
    bound = float(raised @ program.limits + beyond + program.constant)
    return Ceiling(bound, raised, Gains(gains.places - through.shares, gains.gifts)), through


def _gaining(through: Best) -> Integers:
    return np.unique(np.concatenate([through.groups[through.gains > ROUNDING], through.go_together]), axis=0)


def _unseen(groups: Integers, seen: set[bytes]) -> Integers:
    """Those not seen before, which now they are."""
    fresh = []
    for at, group in enumerate(groups):
        name = group.tobytes()
        if name not in seen:
            seen.add(name)
            fresh.append(at)
    return groups[fresh]
