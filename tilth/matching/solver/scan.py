"""Going through every group of a network without keeping them: what it gains at given prices.

A group gains the sum of what its places and its gifts gain. Groups are visited afresh each time, so
memory stays flat however many there are; the ways on from each place are sorted, and the search turns back
at the first that cannot gain enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tilth.matching.solver.chains import best_chains, visit_chains
from tilth.matching.solver.columns import Floats, Integers
from tilth.matching.solver.network import PATIENCE, Network
from tilth.matching.solver.noting import Asked, Found
from tilth.matching.solver.packing import packed
from tilth.matching.solver.rings import best_rings, visit_rings
from tilth.matching.solver.ways import Priced, priced, ways_of


@dataclass(frozen=True)
class Gains:
    """What each place and each gift adds to a group, and the least a group must gain."""

    places: Floats
    gifts: Floats
    least: float = 0.0


@dataclass(frozen=True)
class Best:
    """For each place the group through it that gains most, if any gains at all; and groups that `go_together`.

    `shares` is what is charged to each place: to the members of a ring its gain in equal parts, to the opener of a
    chain all of it. Charged so, no group gains.
    """

    gains: Floats
    shares: Floats
    groups: Integers
    go_together: Integers


ALL = np.inf
GAIN = 1e-9
"""A group that gains no more gains nothing."""


def best_through(network: Network, gains: Gains, patience: int = 0) -> Best:
    """The best group through each place.

    With `patience` only so many steps are taken from each opener, and of chains those found are good ones, not always
    the best; the shares then still answer for all chains, as though one might come back to where it was.
    """
    found = Found(
        np.zeros(network.count), np.zeros(network.count), np.full((network.count, network.width), -1, dtype=np.int32)
    )
    ways, sorted_ways, enough = ways_of(network), _priced(network, gains), max(gains.least, GAIN)
    nobody = np.zeros(network.count, dtype=np.bool_)
    best_rings(ways, sorted_ways, enough, nobody, found)
    best_chains(ways, sorted_ways, enough, nobody, found, patience)
    in_turn = np.argsort(-found.gains, kind="stable")
    in_turn = in_turn[found.gains[in_turn] > 0]
    together = packed(ways, sorted_ways, enough, in_turn, found, patience or PATIENCE)
    return Best(found.gains, found.shares, found.groups, together)


def _priced(network: Network, gains: Gains) -> Priced:
    steps = max(2, network.chain_max - 1)
    return Priced(*priced(network.starts, network.heads, gains.places, gains.gifts, steps))


def counted(network: Network, screens: Sequence[Gains], cap: float = ALL, beam: int = 0) -> int:
    """How many groups pass every screen. The counting ends when there are more than `cap`."""
    return _visited(network, screens, np.zeros((0, network.width), dtype=np.int32), beam, cap)


def listed(network: Network, screens: Sequence[Gains], beam: int = 0) -> Integers:
    """The groups that pass every screen."""
    groups = np.full((counted(network, screens, ALL, beam), network.width), -1, dtype=np.int32)
    _visited(network, screens, groups, beam, ALL)
    return groups


def _visited(network: Network, screens: Sequence[Gains], groups: Integers, beam: int, cap: float) -> int:
    """How many groups pass every screen; as many are listed as there is room for."""
    places = np.array([screen.places for screen in screens], dtype=np.float64)
    gifts = np.array([screen.gifts for screen in screens], dtype=np.float64)
    least = np.array([screen.least for screen in screens], dtype=np.float64)
    ways, sorted_ways = ways_of(network), _priced(network, screens[0])
    asked = Asked(places, gifts, least, groups, beam, float(cap))  # of one type, or all is compiled again
    return int(visit_chains(ways, sorted_ways, asked, visit_rings(ways, sorted_ways, asked)))
