"""Pairs and triads: the best through each place, or all that gain enough.

The ways on from a place are sorted, so the search turns back at the first that cannot gain enough.
"""

import numpy as np
from numba import njit

from tilth.matching.solver.noting import keep_best, note
from tilth.matching.solver.ways import may_be_together, meet


@njit(cache=True)
def best_rings(ways, priced, enough, busy, found):  # type: ignore[no-untyped-def]
    """Find for each place the pair and the triad through it that gain most, and charge it its part of them."""
    who, path = np.zeros(3, dtype=np.int64), np.zeros(3, dtype=np.int32)
    for place in range(len(busy) if ways.size_max > 1 else 0):
        gain = best_pair(ways, priced, place, max(enough, found.gains[place]), busy, who, path)
        if gain > 0.0:
            keep_best(found, gain, who, 2, path, 2)
        found.shares[place] = found.gains[place] / 2
    for place in range(len(busy) if ways.size_max > 2 else 0):
        gain = best_triad(ways, priced, place, max(enough, found.gains[place]), busy, who, path)
        if gain > 0.0:
            keep_best(found, gain, who, 3, path, 3)
        found.shares[place] = max(found.shares[place], found.gains[place] / 3)


@njit(cache=True)
def best_pair(ways, priced, a, floor, busy, who, path):  # type: ignore[no-untyped-def]
    """What the best pair gains that a place is in with one who is not busy, if that is more than the floor; else 0."""
    best = floor
    for at in range(ways.starts[a] if not ways.openers[a] else ways.starts[a + 1], ways.starts[a + 1]):
        so_far = priced.node[a] + priced.ahead[at]
        if so_far + priced.inward[a] <= best:
            break
        ab = priced.order[at]
        b = ways.heads[ab]
        ba = ways.first[a, b]
        if ba < 0 or busy[b] or ways.openers[b] or not meet(ways.masks, a, b):
            continue
        while ba < ways.starts[b + 1] and ways.heads[ba] == a:
            if so_far + priced.edge[ba] > best and not _of_one_school(ways, a, b):
                best = so_far + priced.edge[ba]
                who[0], who[1], path[0], path[1] = a, b, ab, ba
            ba += 1
    if best <= floor:
        return 0.0
    _begin_lowest(who, path, 2)
    return best


@njit(cache=True)
def _of_one_school(ways, a, b):  # type: ignore[no-untyped-def]
    return ways.most < 2 and ways.schools[a] == ways.schools[b]


@njit(cache=True)
def best_triad(ways, priced, a, floor, busy, who, path):  # type: ignore[no-untyped-def]
    """The same of the best triad, with two who are not busy."""
    best, starts, in_turn = floor, ways.starts, np.zeros(3, dtype=np.int64)
    in_turn[0] = a
    for at in range(starts[a] if not ways.openers[a] else starts[a + 1], starts[a + 1]):
        so_far = priced.node[a] + priced.ahead[at] + priced.inward[a]
        if so_far + priced.furthest[1] <= best:
            break
        b = ways.heads[priced.order[at]]
        if busy[b] or ways.openers[b] or not meet(ways.masks, a, b):
            continue
        in_turn[1] = b
        for on in range(starts[b], starts[b + 1]):
            if so_far + priced.ahead[on] <= best:
                break
            in_turn[2] = ways.heads[priced.order[on]]
            ca = ways.first[a, in_turn[2]]
            if ca < 0 or busy[in_turn[2]] or ways.openers[in_turn[2]] or not may_be_together(ways, in_turn, 3):
                continue
            while ca < starts[in_turn[2] + 1] and ways.heads[ca] == a:
                gain = priced.node[a] + priced.ahead[at] + priced.ahead[on] + priced.edge[ca]
                if gain > best:
                    best = gain
                    who[:] = in_turn
                    path[0], path[1], path[2] = priced.order[at], priced.order[on], ca
                ca += 1
    if best <= floor:
        return 0.0
    _begin_lowest(who, path, 3)
    return best


@njit(cache=True)
def _begin_lowest(who, path, size):  # type: ignore[no-untyped-def]
    """Turn a ring so that it begins at its lowest place, and one ring is always written the same."""
    turn = np.argmin(who[:size])
    who[:size] = np.roll(who[:size], -turn)
    path[:size] = np.roll(path[:size], -turn)


@njit(cache=True)
def visit_rings(ways, priced, asked):  # type: ignore[no-untyped-def]
    """Note every pair and triad that passes all screens, each once, begun at its first place; how many there are."""
    who, path, many, enough = np.zeros(3, dtype=np.int64), np.zeros(3, dtype=np.int32), 0, asked.least[0]
    for a in range(len(ways.openers) if ways.size_max > 1 else 0):
        if ways.openers[a] or many > asked.cap:
            continue
        who[0] = a
        for at in range(ways.starts[a], ways.starts[a + 1]):
            so_far = priced.node[a] + priced.ahead[at]
            if so_far + priced.furthest[1] + priced.inward[a] < enough:
                break
            path[0] = priced.order[at]
            who[1] = ways.heads[path[0]]
            if who[1] > a and not ways.openers[who[1]] and meet(ways.masks, a, who[1]):
                many += _close(ways, priced, asked, so_far, who, 2, path, many)
                if ways.size_max > 2:
                    many += _visit_triads(ways, priced, asked, so_far, who, path, many)
    return many


@njit(cache=True)
def _visit_triads(ways, priced, asked, so_far, who, path, many):  # type: ignore[no-untyped-def]
    before, hoped = many, so_far + priced.inward[who[0]]
    for on in range(ways.starts[who[1]], ways.starts[who[1] + 1]):
        if hoped + priced.ahead[on] < asked.least[0]:
            break
        path[1] = priced.order[on]
        who[2] = ways.heads[path[1]]
        if who[2] > who[0] and not ways.openers[who[2]] and ways.first[who[0], who[2]] >= 0:
            many += _close(ways, priced, asked, so_far + priced.ahead[on], who, 3, path, many)
    return many - before


@njit(cache=True)
def _close(ways, priced, asked, so_far, who, size, path, many):  # type: ignore[no-untyped-def]
    """Note the groups that close with a gift of the last to the first; how many there are."""
    before, last = many, who[size - 1]
    gift = ways.first[who[0], last]
    if gift < 0 or not may_be_together(ways, who, size):
        return 0
    while gift < ways.starts[last + 1] and ways.heads[gift] == who[0]:
        if so_far + priced.edge[gift] >= asked.least[0]:
            path[size - 1] = gift
            many += note(asked, who, size, path, size, many)
        gift += 1
    return many - before
