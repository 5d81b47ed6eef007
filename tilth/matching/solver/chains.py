"""Chains from an opener: the best of each, or all that gain enough, and good ones through every place.

A chain has at most `chain_max` places, the opener's included. The ways on from a place are sorted, so
the search turns back at the first that cannot gain enough.
"""

import numpy as np
from numba import njit

from tilth.matching.solver.noting import keep_best, mixed, note
from tilth.matching.solver.ways import NOWHERE, may_be_together


@njit(cache=True)
def _may_lengthen(ways, who, size):  # type: ignore[no-untyped-def]
    """Whether the last may join the chain of those before."""
    last = who[size]
    for at in range(size):
        if who[at] == last or (len(ways.apart) and ways.apart[who[at], last]):
            return False
    return may_be_together(ways, who, size + 1)


@njit(cache=True)
def visit_chains(ways, priced, asked, many):  # type: ignore[no-untyped-def]
    """Note every chain that passes all screens; how many groups there are by now."""
    most = ways.chain_max
    who, path = np.zeros(most + 1, dtype=np.int64), np.zeros(most + 1, dtype=np.int32)
    at, gained = np.zeros(most + 1, dtype=np.int64), np.zeros(most + 1)
    for opener in range(len(ways.openers) if most > 1 else 0):
        if not ways.openers[opener]:
            continue
        size, who[0], gained[0], at[0] = 1, opener, priced.node[opener], ways.starts[opener]
        while size > 0 and many <= asked.cap:
            here, spot = who[size - 1], at[size - 1]
            at[size - 1] += 1
            if size == most or spot >= ways.starts[here + 1]:
                size -= 1
                continue
            gain = gained[size - 1] + priced.ahead[spot]
            if gain + priced.furthest[most - size - 1] < asked.least[0]:
                size -= 1
                continue
            path[size - 1] = priced.order[spot]
            who[size] = ways.heads[path[size - 1]]
            hoped = gain + priced.onward[most - size - 1, who[size]]
            if hoped < asked.least[0] or _aside(ways, asked, path, size, here):
                continue
            if _may_lengthen(ways, who, size):
                if gain >= asked.least[0]:
                    many += note(asked, who, size + 1, path, size, many)
                gained[size], at[size] = gain, ways.starts[who[size]]
                size += 1
    return many


@njit(cache=True)
def _aside(ways, asked, path, size, here):  # type: ignore[no-untyped-def]
    """Whether this way on lies outside of the beam."""
    if not asked.beam or size < 2:
        return False
    return mixed(path, size) * (ways.starts[here + 1] - ways.starts[here]) >= asked.beam


@njit(cache=True)
def best_chains(ways, priced, enough, busy, found, patience):  # type: ignore[no-untyped-def]
    """Find for each opener the chain that gains most, and charge it that; also good ones through every other place.

    Without `patience` every chain is looked at, and the best through every place is found; with it so many steps
    are taken from each opener: who is not done by then is charged all that could be hoped for.
    """
    who, path = np.zeros(ways.chain_max + 1, dtype=np.int64), np.zeros(ways.chain_max + 1, dtype=np.int32)
    for opener in range(len(busy) if ways.chain_max > 1 else 0):
        if not ways.openers[opener]:
            continue
        floor = max(enough, found.gains[opener])
        gain, size, sure = best_chain(ways, priced, opener, floor, busy, who, path, found, patience)
        if size:
            keep_best(found, gain, who, size, path, size - 1)
        hoped = priced.node[opener] + priced.onward[ways.chain_max - 1, opener]
        found.shares[opener] = max(0.0, found.gains[opener] if sure else hoped)
    if patience and ways.chain_max > 1:
        _through_each(ways, priced, enough, found)


@njit(cache=True)
def best_chain(ways, priced, opener, floor, busy, best_who, best_path, found, patience):  # type: ignore[no-untyped-def]
    """The best chain of an opener that gains more than the floor, among those not busy: what it gains, how many
    places it has (0 if there is none), and whether none was left out for want of patience."""
    most, best, longest, steps = ways.chain_max, floor, 0, 0
    who, path = np.zeros(most + 1, dtype=np.int64), np.zeros(most + 1, dtype=np.int32)
    at, gained = np.zeros(most + 1, dtype=np.int64), np.zeros(most + 1)
    size, who[0], gained[0], at[0] = 1, opener, priced.node[opener], ways.starts[opener]
    while size > 0:
        here, spot = who[size - 1], at[size - 1]
        at[size - 1] += 1
        if size == most or spot >= ways.starts[here + 1]:
            size -= 1
            continue
        gain, floor_now, left = gained[size - 1] + priced.ahead[spot], best if patience else floor, most - size - 1
        if gain + priced.furthest[left] <= floor_now:
            size -= 1
            continue
        steps += 1
        if patience and steps > patience:
            return best, longest, False
        path[size - 1] = priced.order[spot]
        who[size] = ways.heads[path[size - 1]]
        if busy[who[size]] or gain + priced.onward[left, who[size]] <= floor_now or not _may_lengthen(ways, who, size):
            continue
        gained[size], at[size] = gain, ways.starts[who[size]]
        size += 1
        if not patience and gain > floor:
            keep_best(found, gain, who, size, path, size - 1)
        if gain > best:
            best, longest = gain, size
            best_who[:size], best_path[: size - 1] = who[:size], path[: size - 1]
    return best, longest, True


@njit(cache=True)
def _through_each(ways, priced, enough, found):  # type: ignore[no-untyped-def]
    """A chain through each place that goes the best way there and the best way on, where these go together."""
    begun, giver, gift = _beginnings(ways, priced)
    most = ways.chain_max
    who, path = np.zeros(most + 1, dtype=np.int64), np.zeros(most + 1, dtype=np.int32)
    for place in range(len(ways.openers)):
        at, hoped = 0, max(enough, found.gains[place])
        for k in range(1, most):
            if begun[k, place] + priced.onward[most - 1 - k, place] > hoped:
                at, hoped = k, begun[k, place] + priced.onward[most - 1 - k, place]
        who[at] = place
        for k in range(at, 0, -1):
            who[k - 1], path[k - 1] = giver[k, who[k]], gift[k, who[k]]
        gain, size = begun[at, place], 1
        while size <= at and _may_lengthen(ways, who, size):
            size += 1
        if at and size == at + 1:
            gain, size = _lengthened(ways, priced, gain, size, who, path)
            if gain > max(enough, found.gains[place]):
                keep_best(found, gain, who[at:], 1, path, size - 1)


@njit(cache=True)
def _beginnings(ways, priced):  # type: ignore[no-untyped-def]
    """The most that so many gifts from an opener to each place add, whoever is on the way; the last giver and gift."""
    shape = (max(1, ways.chain_max), len(ways.openers))
    begun, giver, gift = np.full(shape, NOWHERE), np.zeros(shape, dtype=np.int32), np.zeros(shape, dtype=np.int32)
    for place in range(shape[1]):
        if ways.openers[place]:
            begun[0, place] = priced.node[place]
    for k in range(1, shape[0]):
        for place in range(shape[1]):
            if begun[k - 1, place] == NOWHERE:
                continue
            for spot in range(ways.starts[place], ways.starts[place + 1]):
                head = ways.heads[priced.order[spot]]
                if begun[k - 1, place] + priced.ahead[spot] > begun[k, head]:
                    begun[k, head] = begun[k - 1, place] + priced.ahead[spot]
                    giver[k, head], gift[k, head] = place, priced.order[spot]
    return begun, giver, gift


@njit(cache=True)
def _lengthened(ways, priced, gain, size, who, path):  # type: ignore[no-untyped-def]
    """A chain with the best way on, gift by gift, as long as that adds something; its gain and its places."""
    while size < ways.chain_max:
        best, left = 0.0, ways.chain_max - size - 1
        for spot in range(ways.starts[who[size - 1]], ways.starts[who[size - 1] + 1]):
            if priced.ahead[spot] + priced.furthest[left] <= best:
                break
            who[size] = ways.heads[priced.order[spot]]
            hoped = priced.ahead[spot] + priced.onward[left, who[size]]
            if hoped > best and _may_lengthen(ways, who, size):
                best, path[size - 1], step, chosen = hoped, priced.order[spot], priced.ahead[spot], who[size]
        if best <= 0.0:
            break
        gain, who[size] = gain + step, chosen
        size += 1
    return gain, size
