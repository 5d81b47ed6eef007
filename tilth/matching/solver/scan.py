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


ALL = np.inf
BEST, COUNT, LIST = 0, 1, 2


def best_through(network: Network, gains: Gains, beam: int = 0) -> Best:
    """The best group through each place.

    With a `beam` of more than 0 only so many ways on are tried from each place of a chain, ever the same ones;
    the shares of openers then answer for all chains, as though a chain might come back to where it was.
    """
    count, width = network.count, network.width
    best, shares = np.zeros((count, 1)), np.zeros(count)
    groups = np.full((count, width), -1, dtype=np.int32)
    _scan(*_of(network), *_all(network, [gains]), BEST, best, shares, groups, _everywhere(network), beam, ALL)
    return Best(best[:, 0], shares, groups)


def through(network: Network, screens: Sequence[Gains], cap: float = ALL, beam: int = 0) -> tuple[Floats, int]:
    """How many groups of each size that pass every screen go through each place (places x sizes), and how many
    there are. The counting ends when there are more than `cap`."""
    counts, total = np.zeros((network.count, network.width + 2)), np.zeros(network.count)
    none = np.zeros((0, network.width), dtype=np.int32)
    many = _scan(*_of(network), *_all(network, screens), COUNT, counts, total, none, _everywhere(network), beam, cap)
    return counts, int(many)


def listed(network: Network, screens: Sequence[Gains], keep: Floats | None = None, beam: int = 0) -> Integers:
    """The groups that pass every screen. With `keep`, a chance from 0 to 1 for each place and size, the largest
    chance of a group's places decides whether it is listed: the same each time."""
    keep = _everywhere(network) if keep is None else keep
    nothing, idle = np.zeros((0, 0)), np.zeros(network.count)
    none = np.zeros((0, network.width), dtype=np.int32)
    arguments = (*_of(network), *_all(network, screens))
    many = _scan(*arguments, LIST, nothing, idle, none, keep, beam, ALL)
    groups = np.full((int(many), network.width), -1, dtype=np.int32)
    _scan(*arguments, LIST, nothing, idle, groups, keep, beam, ALL)
    return groups


def _everywhere(network: Network) -> Floats:
    return np.ones((network.count, network.width + 2))


def _of(network: Network) -> tuple[object, ...]:
    return (
        network.starts, network.heads, network.first, network.openers, network.masks, network.schools,
        network.apart, network.size_max, network.chain_max, network.most,
    )  # fmt: skip


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
def _mixed(path, length):  # type: ignore[no-untyped-def]
    """A number from 0 to 1 that looks like chance and is the same for the same gifts."""
    mixed = np.uint64(0)
    for at in range(length):
        mixed = (mixed ^ np.uint64(path[at])) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return np.float64(mixed >> np.uint64(11)) / 9007199254740992.0


@njit(cache=True)
def _note(mode, gain, who, size, path, length, places, gifts, least, best, shares, groups, keep, row):  # type: ignore[no-untyped-def]
    """What is done with a group that gains enough; how many more groups are counted by now."""
    if mode == BEST:
        for at in range(size):
            place = who[at]
            shares[place] = max(shares[place], gain / size)
            if gain > best[place, 0]:
                best[place, 0] = gain
                groups[place, :length] = path[:length]
                groups[place, length:] = -1
        return 0
    for screen in range(1, len(least)):
        other = 0.0
        for at in range(size):
            other += places[screen, who[at]]
        for at in range(length):
            other += gifts[screen, path[at]]
        if other < least[screen]:
            return 0
    if mode == COUNT:
        for at in range(size):
            best[who[at], size] += 1
        return 1
    chance = 0.0
    for at in range(size):
        chance = max(chance, keep[who[at], size])
    if chance < 1.0 and _mixed(path, length) >= chance:
        return 0
    if row < len(groups):
        groups[row, :length] = path[:length]
    return 1


@njit(cache=True)
def _scan(  # type: ignore[no-untyped-def]
    starts, heads, first, openers, masks, schools, apart, size_max, chain_max, most,
    places, gifts, least, mode, best, shares, groups, keep, beam, cap,
):  # fmt: skip
    """Visit every pair, triad and chain whose gain at the first prices is at least the least."""
    count, many = len(starts) - 1, 0
    node, edge, enough = places[0], gifts[0], least[0]
    if mode == BEST:
        enough = max(enough, 1e-9)
    steps = max(2, chain_max - 1)
    onward = _onward(starts, heads, node, edge, steps)
    inward = np.zeros(count)
    for gift in range(len(heads)):
        inward[heads[gift]] = max(inward[heads[gift]], edge[gift])
    who, path = np.zeros(chain_max + 3, dtype=np.int64), np.full(chain_max + 3, -1, dtype=np.int32)
    for a in range(count if size_max > 1 else 0):
        if openers[a]:
            continue
        if many > cap:
            return many
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
                        many += _note(
                            mode, gain, who, 2, path, 2, places, gifts, least, best, shares, groups, keep, many
                        )
                    ba += 1
            if size_max < 3 or so_far + onward[1, b] + inward[a] < enough:
                continue
            for bc in range(starts[b], starts[b + 1]):
                c = heads[bc]
                further = so_far + edge[bc] + node[c]
                if c <= a or further + inward[a] < enough:
                    continue
                ca = first[a, c]
                if ca < 0:
                    continue
                who[2] = c
                if not _all_meet(masks, who, 3) or _too_many(schools, who, 3, most):
                    continue
                path[1] = bc
                while ca < starts[c + 1] and heads[ca] == a:
                    gain = further + edge[ca]
                    if gain >= enough:
                        path[2] = ca
                        many += _note(
                            mode, gain, who, 3, path, 3, places, gifts, least, best, shares, groups, keep, many
                        )
                    ca += 1
    if chain_max < 2:
        return many
    at, gained = np.zeros(chain_max + 1, dtype=np.int64), np.zeros(chain_max + 1)
    for opener in range(count):
        if not openers[opener]:
            continue
        if beam and mode == BEST:
            shares[opener] = max(shares[opener], node[opener] + onward[chain_max - 1, opener])
        size, who[0], gained[0], at[0] = 1, opener, node[opener], starts[opener]
        while size > 0 and many <= cap:
            here = who[size - 1]
            if size == chain_max or at[size - 1] == starts[here + 1]:
                size -= 1
                continue
            gift = at[size - 1]
            at[size - 1] += 1
            if beam and size > 1:
                path[size - 1] = gift
                if _mixed(path, size) * (starts[here + 1] - starts[here]) >= beam:
                    continue
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
                many += _note(
                    mode, gain, who, size, path, size - 1, places, gifts, least, best, shares, groups, keep, many
                )
            gained[size - 1], at[size - 1] = gain, starts[head]
    return many


@njit(cache=True)
def _may_lengthen(who, size, masks, schools, apart, most):  # type: ignore[no-untyped-def]
    """Whether the last may join the chain of those before."""
    last = who[size]
    for at in range(size):
        if who[at] == last or (len(apart) and apart[who[at], last]):
            return False
    return _all_meet(masks, who, size + 1) and not _too_many(schools, who, size + 1, most)
