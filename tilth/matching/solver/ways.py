"""What the compiled search goes along: the network as plain arrays, and its ways on sorted at given prices."""

from typing import NamedTuple

import numpy as np
from numba import njit

from tilth.matching.solver.columns import Floats, Integers
from tilth.matching.solver.network import Flags, Masks, Network

NOWHERE = -np.inf


class Ways(NamedTuple):
    """A network as compiled loops read it; see there."""

    starts: Integers
    heads: Integers
    first: Integers
    openers: Flags
    masks: Masks
    schools: Integers
    apart: Flags
    size_max: int
    chain_max: int
    most: int


class Priced(NamedTuple):
    """What places (`node`) and gifts (`edge`) add to a group, and what may be hoped for on from each place.

    From `starts[p]` on, `order` holds the gifts of place p, those first that add most together with
    the receiver, and `ahead` holds how much that is. `onward[k, p]` is the most that up to k gifts more add after p,
    `furthest[k]` the most of all places; `inward` is the most of any gift to a place.
    """

    node: Floats
    edge: Floats
    order: Integers
    ahead: Floats
    onward: Floats
    furthest: Floats
    inward: Floats


def ways_of(network: Network) -> Ways:
    """The network as plain arrays, all of them writable: for others the loops would be compiled again."""
    return Ways(
        network.starts, network.heads, network.first, np.array(network.openers), network.masks, network.schools,
        network.apart, network.size_max, network.chain_max, network.most,
    )  # fmt: skip


@njit(cache=True)
def priced(starts, heads, node, edge, steps):  # type: ignore[no-untyped-def]
    """The ways on, sorted, when places and gifts add so much."""
    count = len(starts) - 1
    order, ahead = np.empty(len(heads), dtype=np.int32), np.empty(len(heads))
    inward = np.full(count, NOWHERE)
    for place in range(count):
        begin, end = starts[place], starts[place + 1]
        adds = node[heads[begin:end]] + edge[begin:end]
        ranked = np.argsort(-adds)
        order[begin:end] = begin + ranked
        ahead[begin:end] = adds[ranked]
        for gift in range(begin, end):
            inward[heads[gift]] = max(inward[heads[gift]], edge[gift])
    onward, furthest = _onward(starts, heads, order, ahead, steps)
    return Priced(node, edge, order, ahead, onward, furthest, inward)


@njit(cache=True)
def _onward(starts, heads, order, ahead, steps):  # type: ignore[no-untyped-def]
    """The most that up to so many gifts more could add after each place, whoever has been there."""
    count = len(starts) - 1
    onward, furthest = np.zeros((steps + 1, count)), np.zeros(steps + 1)
    for step in range(1, steps + 1):
        for place in range(count):
            most = 0.0
            for at in range(starts[place], starts[place + 1]):
                if ahead[at] + furthest[step - 1] <= most:
                    break
                most = max(most, ahead[at] + onward[step - 1, heads[order[at]]])
            onward[step, place] = most
            furthest[step] = max(furthest[step], most)
    return onward, furthest


@njit(cache=True)
def meet(masks, one, other):  # type: ignore[no-untyped-def]
    """Whether two share a time."""
    together = np.uint64(0)
    for word in range(masks.shape[1]):
        together |= masks[one, word] & masks[other, word]
    return together != 0


@njit(cache=True)
def may_be_together(ways, who, size):  # type: ignore[no-untyped-def]
    """Whether so many share a time, and are not too many of one school."""
    return _all_meet(ways.masks, who, size) and not too_many(ways.schools, who, size, ways.most)


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
def too_many(schools, who, size, most):  # type: ignore[no-untyped-def]
    """Whether more than the most are of one school."""
    if size <= most:
        return False
    for at in range(size):
        same = 0
        for other in range(size):
            same += schools[who[at]] == schools[who[other]]
        if same > most:
            return True
    return False
