"""What is done with a group that gains enough: the best of each place kept, or all counted, or all listed."""

from typing import NamedTuple

import numpy as np
from numba import njit

from tilth.matching.solver.columns import Floats, Integers


class Asked(NamedTuple):
    """The screens that a group must pass: what places and gifts add for each, and the least a group must gain.

    As many groups are listed in `groups` as there is room for; no more than about `cap` are counted.
    Of the ways on from each place of a chain only a `beam` is tried, if there is one.
    """

    places: Floats
    gifts: Floats
    least: Floats
    groups: Integers
    beam: int
    cap: float


@njit(cache=True)
def mixed(path, length):  # type: ignore[no-untyped-def]
    """A number from 0 to 1 that looks like chance and is the same for the same gifts."""
    number = np.uint64(0)
    for at in range(length):
        number = (number ^ np.uint64(path[at])) * np.uint64(0x9E3779B97F4A7C15)
        number ^= number >> np.uint64(29)
    return np.float64(number >> np.uint64(11)) / 9007199254740992.0


@njit(cache=True)
def note(asked, who, size, path, length, row):  # type: ignore[no-untyped-def]
    """Count and list a group that passes the first screen, if it passes the others; how many more there are now."""
    for screen in range(1, len(asked.least)):
        gain = 0.0
        for at in range(size):
            gain += asked.places[screen, who[at]]
        for at in range(length):
            gain += asked.gifts[screen, path[at]]
        if gain < asked.least[screen]:
            return 0
    if row < len(asked.groups):
        asked.groups[row, :length] = path[:length]
    return 1


class Found(NamedTuple):
    """For each place what the best group through it gains, its gifts, and what is charged to the place."""

    gains: Floats
    shares: Floats
    groups: Integers


@njit(cache=True)
def keep_best(found, gain, who, size, path, length):  # type: ignore[no-untyped-def]
    """Keep a group for those of its places for which it is the best by now."""
    for at in range(size):
        place = who[at]
        if gain > found.gains[place]:
            found.gains[place] = gain
            found.groups[place, :length] = path[:length]
            found.groups[place, length:] = -1
