"""Going through every group of a network without keeping them: what it gains at given prices.

A group gains the sum of what its places and its gifts gain. Groups are visited afresh each time, so
memory stays flat however many there are; branches that cannot gain enough are cut by the most that
any way on could add.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit

from tilth.matching.solver.columns import Floats, Integers
from tilth.matching.solver.network import Network

DEPTHS = np.array([1e-6, 0.05, 0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 1e9])
"""How far below nothing a gain may lie to be counted as near, in steps."""


@dataclass(frozen=True)
class Gains:
    """What each place and each gift adds to a group, and the least a group must gain."""

    places: Floats
    gifts: Floats
    least: float = 0.0


@dataclass(frozen=True)
class Best:
    """For each place the group through it that gains most, if any gains at all.

    `shares` is for each place the most that any group through it gains, divided by the group's size:
    charged to every place, they leave no group a gain.
    """

    gains: Floats
    shares: Floats
    groups: Integers


def best_through(network: Network, gains: Gains) -> Best:
    """The best group through each place."""
    count, width = network.count, network.width
    best, shares = np.zeros(count), np.zeros(count)
    groups = np.full((count, width), -1, dtype=np.int32)
    _scan(*_of(network), *_one(network, gains), 0, best, shares, groups, np.ones(count), np.zeros(len(DEPTHS)))
    return Best(best, shares, groups)


def depths(network: Network, gains: Gains) -> Floats:
    """How many groups gain more than nothing less each of DEPTHS, ever deeper."""
    counts = np.zeros(len(DEPTHS))
    nothing = np.zeros(network.count)
    groups = np.zeros((0, network.width), dtype=np.int32)
    deepest = Gains(gains.places, gains.gifts, -np.inf)
    _scan(*_of(network), *_one(network, deepest), 1, nothing, nothing, groups, nothing, counts)
    return np.cumsum(counts)


def through(network: Network, screens: Sequence[Gains]) -> tuple[Floats, int]:
    """How many groups that pass every screen go through each place, and how many there are."""
    counts, total = np.zeros(network.count), np.zeros(len(DEPTHS))
    groups = np.zeros((0, network.width), dtype=np.int32)
    everywhere = np.ones(network.count)
    _scan(*_of(network), *_all(network, screens), 2, counts, counts, groups, everywhere, total)
    return counts, int(total[0])


def listed(network: Network, screens: Sequence[Gains], keep: Floats | None = None) -> Integers:
    """The groups that pass every screen. With `keep`, a chance from 0 to 1 for each place, the largest
    chance of its places decides whether a group is listed: the same each time.
    """
    keep = np.ones(network.count) if keep is None else keep
    counts, nothing = np.zeros(len(DEPTHS)), np.zeros(network.count)
    empty = np.zeros((0, network.width), dtype=np.int32)
    arguments = (*_of(network), *_all(network, screens))
    _scan(*arguments, 3, nothing, nothing, empty, keep, counts)
    groups = np.full((int(counts[0]), network.width), -1, dtype=np.int32)
    counts[:] = 0
    _scan(*arguments, 3, nothing, nothing, groups, keep, counts)
    return groups


def _of(network: Network) -> tuple[object, ...]:
    return (
        network.starts, network.heads, network.first, network.openers, network.masks, network.schools,
        network.apart, network.size_max, network.chain_max, network.most,
    )  # fmt: skip


def _one(network: Network, gains: Gains) -> tuple[object, ...]:
    return _all(network, [gains])


def _all(network: Network, screens: Sequence[Gains]) -> tuple[object, ...]:
    places = np.array([screen.places for screen in screens], dtype=np.float64)
    gifts = np.array([screen.gifts for screen in screens], dtype=np.float64)
    least = np.array([screen.least for screen in screens], dtype=np.float64)
    return places, gifts, least


@njit(cache=True)
def _onward(starts, heads, places, gifts, steps):  # type: ignore[no-untyped-def]
    """The most that up to so many gifts more could add after each place, whoever has been there."""
    count = len(starts) - 1
    onward = np.zeros((steps + 1, count))
    for step in range(1, steps + 1):
        for place in range(count):
            most = 0.0
            for gift in range(starts[place], starts[place + 1]):
                head = heads[gift]
                most = max(most, gifts[gift] + places[head] + onward[step - 1, head])
            onward[step, place] = most
    return onward


@njit(cache=True)
def _meet(masks, one, other):  # type: ignore[no-untyped-def]
    together = np.uint64(0)
    for word in range(masks.shape[1]):
        together |= masks[one, word] & masks[other, word]
    return together != 0


@njit(cache=True)
def _all_meet(masks, who, size):  # type: ignore[no-untyped-def]
    for word in range(masks.shape[1]):
        left = masks[who[0], word]
        for at in range(1, size):
            left &= masks[who[at], word]
        if left:
            return True
    return False


@njit(cache=True)
def _too_many(schools, who, size, most):  # type: ignore[no-untyped-def]
    if size <= most:
        return False
    for at in range(size):
        same = 0
        for other in range(size):
            same += schools[who[at]] == schools[who[other]]
        if same > most:
            return True
    return False


@njit(cache=True)
def _note(mode, gain, who, size, path, length, places, gifts, least, best, shares, groups, keep, counts):  # type: ignore[no-untyped-def]
    """What is done with a group that gains enough: 0 the best of each place, 1 depths, 2 counted, 3 listed."""
    if mode == 0:
        for at in range(size):
            place = who[at]
            shares[place] = max(shares[place], gain / size)
            if gain > best[place]:
                best[place] = gain
                groups[place, :length] = path[:length]
                groups[place, length:] = -1
        return
    if mode == 1:
        counts[np.searchsorted(DEPTHS, -gain)] += 1
        return
    for screen in range(1, len(least)):
        other = 0.0
        for at in range(size):
            other += places[screen, who[at]]
        for at in range(length):
            other += gifts[screen, path[at]]
        if other < least[screen]:
            return
    if mode == 2:
        for at in range(size):
            best[who[at]] += 1
        counts[0] += 1
        return
    chance = 0.0
    for at in range(size):
        chance = max(chance, keep[who[at]])
    if chance < 1.0:
        mixed = np.uint64(0)
        for at in range(length):
            mixed = (mixed ^ np.uint64(path[at])) * np.uint64(0x9E3779B97F4A7C15)
            mixed ^= mixed >> np.uint64(29)
        if np.float64(mixed >> np.uint64(11)) / 9007199254740992.0 >= chance:
            return
    row = int(counts[0])
    counts[0] += 1
    if row < len(groups):
        groups[row, :length] = path[:length]


@njit(cache=True)
def _scan(  # type: ignore[no-untyped-def]
    starts, heads, first, openers, masks, schools, apart, size_max, chain_max, most,
    places, gifts, least, mode, best, shares, groups, keep, counts,
):  # fmt: skip
    """Visit every pair, triad and chain whose gain at the first prices is at least the least."""
    count = len(starts) - 1
    node, edge, enough = places[0], gifts[0], least[0]
    if mode == 0:
        enough = max(enough, 1e-9)
    steps = max(2, chain_max - 1)
    onward = _onward(starts, heads, node, edge, steps)
    inward = np.zeros(count)
    for gift in range(len(heads)):
        inward[heads[gift]] = max(inward[heads[gift]], edge[gift])
    who, path = np.zeros(chain_max + 3, dtype=np.int64), np.full(chain_max + 3, -1, dtype=np.int32)
    for a in range(count):
        if openers[a]:
            continue
        who[0] = a
        for ab in range(starts[a], starts[a + 1]):
            b = heads[ab]
            if b <= a or openers[b] or not _meet(masks, a, b):
                continue
            who[1], path[0] = b, ab
            so_far = node[a] + node[b] + edge[ab]
            ba = first[a, b]
            if ba >= 0:
                while ba < starts[b + 1] and heads[ba] == a:
                    gain = so_far + edge[ba]
                    if gain >= enough and not _too_many(schools, who, 2, most):
                        path[1] = ba
                        _note(mode, gain, who, 2, path, 2, places, gifts, least, best, shares, groups, keep, counts)
                    ba += 1
            if size_max < 3 or so_far + onward[1, b] + inward[a] < enough:
                continue
            for bc in range(starts[b], starts[b + 1]):
                c = heads[bc]
                if c <= a:
                    continue
                ca = first[a, c]
                if ca < 0:
                    continue
                further = so_far + edge[bc] + node[c]
                if further + inward[a] < enough:
                    continue
                who[2] = c
                if not _all_meet(masks, who, 3) or _too_many(schools, who, 3, most):
                    continue
                path[1] = bc
                while ca < starts[c + 1] and heads[ca] == a:
                    gain = further + edge[ca]
                    if gain >= enough:
                        path[2] = ca
                        _note(mode, gain, who, 3, path, 3, places, gifts, least, best, shares, groups, keep, counts)
                    ca += 1
    if chain_max < 2:
        return
    at, gained = np.zeros(chain_max + 1, dtype=np.int64), np.zeros(chain_max + 1)
    for opener in range(count):
        if not openers[opener]:
            continue
        size, who[0], gained[0], at[0] = 1, opener, node[opener], starts[opener]
        while size > 0:
            here = who[size - 1]
            if size == chain_max or at[size - 1] == starts[here + 1]:
                size -= 1
                continue
            gift = at[size - 1]
            at[size - 1] += 1
            head = heads[gift]
            gain = gained[size - 1] + edge[gift] + node[head]
            if gain + onward[chain_max - size - 1, head] < enough:
                continue
            who[size] = head
            if not _may_lengthen(who, size, masks, schools, apart, most):
                continue
            path[size - 1] = gift
            size += 1
            if gain >= enough:
                _note(mode, gain, who, size, path, size - 1, places, gifts, least, best, shares, groups, keep, counts)
            gained[size - 1], at[size - 1] = gain, starts[head]


@njit(cache=True)
def _may_lengthen(who, size, masks, schools, apart, most):  # type: ignore[no-untyped-def]
    """Whether the last may join the chain of those before."""
    last = who[size]
    for at in range(size):
        if who[at] == last or (len(apart) and apart[who[at], last]):
            return False
    return _all_meet(masks, who, size + 1) and not _too_many(schools, who, size + 1, most)
