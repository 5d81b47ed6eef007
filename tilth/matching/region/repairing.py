"""Any table of role prices, raised until it proves a bound: the numerical core.

Prices prove a bound when the roles of no group sum to less than nothing. For pairs and triads a
cell is raised by its share (a half, a third) of the worst group through it; since each member is
raised by at least its share, every group is whole at once. A chain is a pair or triad through
nothing; of chains longer than three, the end pays for the cheapest beginning.

What is raised is a greatest of linear functions, so the bound is convex in the raw table: there is
nothing to get stuck in, and every table on the way to the best is a proof.
"""

import numpy as np
from numba import njit

from tilth.matching.region.reading import Floats, Integers

UNHEARD = 1e6
"""The price of giving and gaining nothing, which is no role: no group with it is ever the worst."""
RAW, PAIR = -1, -2
"""Where a cell's price comes from, when not from a triad: the raw table, or a pair."""


@njit(cache=True)
def others_allowed(one: int, other: int, nothing: int, triads: bool, long_chains: bool) -> tuple[int, int]:
    """The range of third topics that close a ring of three with these two."""
    if one == nothing or other == nothing:
        return (0, nothing + 1) if long_chains else (0, 0)
    return (0 if triads else nothing, nothing + 1 if long_chains else nothing)


@njit(cache=True)
def raised(raw: Floats, triads: bool, long_chains: bool, links_max: int) -> Floats:
    """The table (half-hour, topic given, topic gained) in which no group sums to less than nothing."""
    prices = raw.copy()
    size = raw.shape[1]
    cheapest = np.empty(size, dtype=raw.dtype)
    for h in range(raw.shape[0]):
        by_given, by_gained = raw[h], np.ascontiguousarray(raw[h].T)
        for given in range(size):
            cheapest[:] = UNHEARD
            for third in range(size):
                low, high = others_allowed(given, third, size - 1, triads, long_chains)
                last, row, least = by_gained[given, third], by_gained[third, low:high], cheapest[low:high]
                for gained in range(len(row)):
                    both = row[gained] + last
                    least[gained] = both if both < least[gained] else least[gained]
            for gained in range(size):
                pair = -(by_given[given, gained] + by_gained[given, gained]) / 2
                triad = -(by_given[given, gained] + cheapest[gained]) / 3
                lacking = max(pair, triad)
                if lacking > 0:
                    prices[h, given, gained] += lacking
        if links_max > 3:
            costs, _ = beginnings(by_given, links_max)
            for gained in range(size - 1):
                prices[h, size - 1, gained] = max(prices[h, size - 1, gained], -costs[-1, gained])
    return prices


@njit(cache=True)
def beginnings(raw: Floats, links_max: int) -> tuple[Floats, Integers]:
    """For one half-hour: what the cheapest beginning of a chain costs that gives a topic, one person more per row.

    Beside it the topic that the last person of it gains, or -1 when the row before was as cheap.
    """
    nothing = raw.shape[0] - 1
    costs = np.empty((links_max - 1, nothing), dtype=raw.dtype)
    via = np.full((links_max - 1, nothing), -1, dtype=np.int32)
    costs[0] = raw[:nothing, nothing]
    for row in range(1, links_max - 1):
        costs[row] = costs[row - 1]
        for given in range(nothing):
            for gained in range(nothing):
                cost = costs[row - 1, gained] + raw[given, gained]
                if cost < costs[row, given]:
                    costs[row, given] = cost
                    via[row, given] = gained
    return costs, via


@njit(cache=True)
def slope(raw: Floats, prices: Floats, pull: Floats, triads: bool, long_chains: bool, links_max: int) -> Floats:
    """How the bound grows with each cell of the raw table, when so many people pull at each raised price."""
    grows = pull.copy()
    size = raw.shape[1]
    for h in range(raw.shape[0]):
        by_given, by_gained = raw[h], np.ascontiguousarray(raw[h].T)
        costs, via = beginnings(by_given, max(links_max, 2))
        for given in range(size):
            for gained in range(size):
                people = pull[h, given, gained]
                if people == 0 or prices[h, given, gained] <= by_given[given, gained]:
                    continue
                if links_max > 3 and given == size - 1 and prices[h, given, gained] <= -costs[-1, gained]:
                    grows[h, given, gained] -= people
                    _charge_beginning(grows[h], via, gained, people)
                    continue
                third = _worst(by_given, by_gained, given, gained, triads, long_chains)
                if third == PAIR:
                    grows[h, given, gained] -= people / 2
                    grows[h, gained, given] -= people / 2
                elif third != RAW:
                    grows[h, given, gained] -= people / 3
                    grows[h, gained, third] -= people / 3
                    grows[h, third, given] -= people / 3
    return grows


@njit(cache=True)
def _worst(by_given: Floats, by_gained: Floats, given: int, gained: int, triads: bool, long_chains: bool) -> int:
    """The third topic of the worst group through a cell, or which kind it is otherwise."""
    size = len(by_given)
    here = by_given[given, gained]
    worst, third = -(here + by_gained[given, gained]) / 2, PAIR
    low, high = others_allowed(given, gained, size - 1, triads, long_chains)
    for other in range(low, high):
        lacking = -(here + by_given[gained, other] + by_gained[given, other]) / 3
        if lacking > worst:
            worst, third = lacking, other
    return third if worst > 0 else RAW


@njit(cache=True)
def _charge_beginning(grows: Floats, via: Integers, given: int, people: float) -> None:
    """Take these people off every cell of the cheapest beginning that gives this topic."""
    for row in range(len(via) - 1, 0, -1):
        if via[row, given] >= 0:
            grows[given, via[row, given]] -= people
            given = via[row, given]
    grows[given, len(grows) - 1] -= people


@njit(cache=True)
def descend(raw: Floats, grows: Floats, mean: Floats, spread: Floats, step: float, turn: int) -> None:
    """One step down, in place: along the running mean of the slopes, each cell by its own spread (Adam)."""
    early, late = 1 - 0.9**turn, 1 - 0.99**turn
    cells, down, first, second = raw.ravel(), grows.ravel(), mean.ravel(), spread.ravel()
    for cell in range(len(cells)):
        first[cell] += 0.1 * (down[cell] - first[cell])
        second[cell] += 0.01 * (down[cell] * down[cell] - second[cell])
        cells[cell] -= step * (first[cell] / early) / (np.sqrt(second[cell] / late) + 1e-9)
