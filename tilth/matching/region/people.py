"""The part of every bound that people pay, compiled: what is each at most worth when roles have prices?

Somebody placed counts `once`, and pays (or is paid) for each of up to `load` groups the best margin
of any role. The least that proves the bound is `once + load * margin` when the margin is for them,
and `once + margin`, not below zero, when it is against them.
"""

import numpy as np
from numba import njit

from tilth.matching.region.reading import Field, Flags, Floats, Integers
from tilth.matching.region.worths import Worths


@njit(cache=True)
def share(once: float, load: float, margin: float) -> tuple[float, float]:
    """What somebody adds to the bound, and how many roles they fill at that."""
    if margin > 0.0:
        return once + load * margin, load
    if once + margin > 0.0:
        return once + margin, 1.0
    return 0.0, 0.0


@njit(cache=True)
def with_topic_prices(
    gives_starts: Integers,
    gives: Integers,
    gains_starts: Integers,
    gains: Integers,
    has_role: Flags,
    load: Floats,
    once: Floats,
    giving: Floats,
    gaining: Floats,
    prices: Floats,
    pull: Floats,
) -> float:
    """The bound when a role is priced by its topics alone; adds to `pull` what is given less what is gained."""
    total = 0.0
    for person in range(len(once)):
        if not has_role[person]:
            continue
        first, best = gives_starts[person], gives_starts[person]
        for at in range(first, gives_starts[person + 1]):
            if giving[at] + prices[gives[at]] > giving[best] + prices[gives[best]]:
                best = at
        dearest = gains_starts[person]
        for at in range(dearest, gains_starts[person + 1]):
            if gaining[at] - prices[gains[at]] > gaining[dearest] - prices[gains[dearest]]:
                dearest = at
        margin = giving[best] + prices[gives[best]] + gaining[dearest] - prices[gains[dearest]]
        part, roles = share(once[person], load[person], margin)
        total += part
        pull[gives[best]] += roles
        pull[gains[dearest]] -= roles
    return total


@njit(cache=True)
def with_role_prices(
    gives_starts: Integers,
    gives: Integers,
    gains_starts: Integers,
    gains: Integers,
    free: Flags,
    load: Floats,
    once: Floats,
    giving: Floats,
    gaining: Floats,
    prices: Floats,
    pull: Floats,
    margins: Floats,
) -> float:
    """The bound when a role is priced by half-hour, topic given and topic gained; adds to `pull` the roles filled.

    Writes to `margins` each person's best margin, and minus infinity for people without a role.
    """
    total = 0.0
    for person in range(len(once)):
        margin, half_hour, given, gained = -np.inf, 0, 0, 0
        for h in range(free.shape[1]):
            if not free[person, h]:
                continue
            for a in range(gives_starts[person], gives_starts[person + 1]):
                for b in range(gains_starts[person], gains_starts[person + 1]):
                    worth = giving[a] + gaining[b] + prices[h, gives[a], gains[b]]
                    if worth > margin:
                        margin, half_hour, given, gained = worth, h, gives[a], gains[b]
        margins[person] = margin
        part, roles = share(once[person], load[person], margin)
        total += part
        pull[half_hour, given, gained] += roles
    return total


def by_topics(field: Field, worths: Worths, prices: Floats, pull: Floats) -> float:
    """`with_topic_prices` for a field."""
    return float(with_topic_prices(*_sides(field), field.has_role, field.load, *_of(worths), prices, pull))


def by_roles(field: Field, worths: Worths, prices: Floats, pull: Floats, margins: Floats) -> float:
    """`with_role_prices` for a field."""
    return float(with_role_prices(*_sides(field), field.free, field.load, *_of(worths), prices, pull, margins))


def _sides(field: Field) -> tuple[Integers, Integers, Integers, Integers]:
    return field.gives.starts, field.gives.topics, field.gains.starts, field.gains.topics


def _of(worths: Worths) -> tuple[Floats, Floats, Floats]:
    return worths.once, worths.giving, worths.gaining
