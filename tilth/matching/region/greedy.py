"""Groups taken one after another along the prices: the numerical core.

A role is tight when it costs its person (nearly) nothing against their best; a group of tight
roles that sum to (nearly) nothing loses (nearly) nothing against the bound. People with the
fewest such groups choose first, and choose partners with few.
"""

import numpy as np
from numba import njit

from tilth.matching.region.reading import Flags, Floats, Integers
from tilth.matching.region.repairing import others_allowed

NOBODY = -1


@njit(cache=True)
def tight_roles(
    gives_starts: Integers,
    gives: Integers,
    gains_starts: Integers,
    gains: Integers,
    half_hours: Flags,
    choosing: Flags,
    giving: Floats,
    gaining: Floats,
    prices: Floats,
    least: Floats,
    within: float,
    filled: Integers,
    starts: Integers,
    order: Integers,
    who: Integers,
) -> None:
    """Count in `filled` the tight roles of those choosing; when `who` has room, list them there by cell, in `order`."""
    size = prices.shape[1]
    for turn in range(len(order)):
        person = order[turn]
        if not choosing[person]:
            continue
        for h in range(half_hours.shape[1]):
            if not half_hours[person, h]:
                continue
            for a in range(gives_starts[person], gives_starts[person + 1]):
                for b in range(gains_starts[person], gains_starts[person + 1]):
                    margin = giving[a] + gaining[b] + prices[h, gives[a], gains[b]]
                    if least[person] - margin <= within:
                        cell = (h * size + gives[a]) * size + gains[b]
                        if len(who):
                            who[starts[cell] + filled[cell]] = person
                        filled[cell] += 1


@njit(cache=True)
def openness(filled: Integers, triads: bool, long_chains: bool) -> Floats:
    """For each cell, how many pairs and triads its people could choose from, about."""
    size = filled.shape[1]
    open_to = np.zeros(filled.shape)
    for h in range(filled.shape[0]):
        by_given, by_gained = filled[h], np.ascontiguousarray(filled[h].T)
        for given in range(size):
            for gained in range(size):
                if by_given[given, gained]:
                    low, high = others_allowed(given, gained, size - 1, triads, long_chains)
                    one, other = by_gained[given, low:high], by_given[gained, low:high]
                    count = by_given[gained, given]
                    for third in range(len(one)):
                        count += min(one[third], other[third])
                    open_to[h, given, gained] = count
    return open_to


@njit(cache=True)
def ease(
    gives_starts: Integers,
    gives: Integers,
    gains_starts: Integers,
    gains: Integers,
    half_hours: Flags,
    choosing: Flags,
    open_to: Floats,
) -> Floats:
    """How much each of those choosing could choose from."""
    easy = np.zeros(len(half_hours))
    for person in range(len(half_hours)):
        for h in range(half_hours.shape[1]):
            if choosing[person] and half_hours[person, h]:
                for a in range(gives_starts[person], gives_starts[person + 1]):
                    for b in range(gains_starts[person], gains_starts[person + 1]):
                        easy[person] += open_to[h, gives[a], gains[b]]
    return easy


@njit(cache=True)
def _next(starts: Integers, reached: Integers, who: Integers, choosing: Flags, cell: int) -> int:
    """The first of a cell who is still choosing."""
    at = reached[cell]
    while at < starts[cell + 1] and not choosing[who[at]]:
        at += 1
    reached[cell] = at
    return who[at] if at < starts[cell + 1] else NOBODY


@njit(cache=True)
def _partners(
    person: int,
    gives_starts: Integers,
    gives: Integers,
    gains_starts: Integers,
    gains: Integers,
    half_hours: Flags,
    choosing: Flags,
    giving: Floats,
    gaining: Floats,
    prices: Floats,
    least: Floats,
    within: float,
    triads: bool,
    long_chains: bool,
    rank: Integers,
    starts: Integers,
    reached: Integers,
    who: Integers,
) -> tuple[int, int]:
    """Who makes a tight group with this person, two rather than one and those of lowest rank; nobody twice if none."""
    people, size = len(rank), prices.shape[1]
    best, second, third = -1, NOBODY, NOBODY
    for h in range(half_hours.shape[1]):
        if not half_hours[person, h]:
            continue
        for a in range(gives_starts[person], gives_starts[person + 1]):
            for b in range(gains_starts[person], gains_starts[person + 1]):
                given, gained = gives[a], gains[b]
                here = prices[h, given, gained]
                if least[person] - giving[a] - gaining[b] - here > within:
                    continue
                one = _next(starts, reached, who, choosing, (h * size + gained) * size + given)
                if one >= 0 and here + prices[h, gained, given] <= within and people - rank[one] > best:
                    best, second, third = people - rank[one], one, NOBODY
                low, high = others_allowed(given, gained, size - 1, triads, long_chains)
                for other in range(low, high):
                    if here + prices[h, other, given] + prices[h, gained, other] > within:
                        continue
                    one = _next(starts, reached, who, choosing, (h * size + other) * size + given)
                    if one < 0:
                        continue
                    two = _next(starts, reached, who, choosing, (h * size + gained) * size + other)
                    if two >= 0 and two != one and 2 * people - rank[one] - rank[two] > best:
                        best, second, third = 2 * people - rank[one] - rank[two], one, two
    return second, third


@njit(cache=True)
def take(
    gives_starts: Integers,
    gives: Integers,
    gains_starts: Integers,
    gains: Integers,
    half_hours: Flags,
    choosing: Flags,
    giving: Floats,
    gaining: Floats,
    prices: Floats,
    least: Floats,
    within: float,
    triads: bool,
    long_chains: bool,
    order: Integers,
    rank: Integers,
    starts: Integers,
    who: Integers,
) -> Integers:
    """Groups in the order of giving (pairs end in -1), each of people still choosing, who choose no more."""
    sides = (gives_starts, gives, gains_starts, gains)
    prized = (giving, gaining, prices, least, within, triads, long_chains)
    cells = (rank, starts, starts[:-1].copy(), who)
    groups = np.full((len(order) // 2, 3), NOBODY, dtype=np.int32)
    taken = 0
    for turn in range(len(order)):
        person = order[turn]
        if not choosing[person]:
            continue
        choosing[person] = False
        second, third = _partners(person, *sides, half_hours, choosing, *prized, *cells)
        if second == NOBODY:
            choosing[person] = True
            continue
        groups[taken, 0], groups[taken, 1], groups[taken, 2] = person, second, third
        taken += 1
        choosing[second] = False
        if third != NOBODY:
            choosing[third] = False
    return groups[:taken]
