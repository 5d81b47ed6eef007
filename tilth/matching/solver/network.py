"""Who could give to whom, as arrays: what the search for groups runs over. It knows places, not people."""

from dataclasses import dataclass, field
from functools import cached_property
from math import inf
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tilth.matching.solver.columns import Floats, Integers

CHAINS, PATIENCE = 3e5, 20_000
"""Where there could be more chains than this, only good ones are looked for, in so many steps from each opener."""

Masks: TypeAlias = NDArray[np.uint64]
Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True)
class Network:
    """Gifts that could be made between `count` places, and which of them may form a group.

    Gift g goes from `tails[g]` to `heads[g]`; gifts are sorted by these, several from one to another
    stand side by side, the dearest first. A group is a row of gifts in the order of giving, filled up
    with -1: a pair or triad closes, a chain of at most `chain_max` places begins at an opener.

    `masks` (count x words) holds the times of each place: a group shares at least one. `apart`
    (count x count, or 0 x 0) says which two may not be in one chain; in a ring the gifts say so already.
    At most `most` of a group are of one of the `schools`.
    """

    count: int
    tails: Integers
    heads: Integers
    openers: Flags
    masks: Masks
    schools: Integers
    apart: Flags = field(default_factory=lambda: np.zeros((0, 0), dtype=np.bool_))
    size_max: int = 3
    chain_max: int = 3
    most: int = 1_000

    @cached_property
    def starts(self) -> Integers:
        """The gifts of place p are those from `starts[p]` to `starts[p + 1]`."""
        return np.searchsorted(self.tails, np.arange(self.count + 1)).astype(np.int32)

    @cached_property
    def first(self) -> Integers:
        """`first[a, b]` is the first gift from b to a, or -1 (count x count)."""
        first = np.full((self.count, self.count), -1, dtype=np.int32)
        backwards = np.arange(len(self.tails) - 1, -1, -1, dtype=np.int32)
        first[self.heads[backwards], self.tails[backwards]] = backwards
        return first

    @property
    def chains(self) -> float:
        """About how many chains there could be, were all as rich in ways on as the average."""
        if self.chain_max < 2:
            return 0.0
        ways = len(self.tails) / max(1, self.count)
        try:
            return float(self.openers.sum()) * max(1.0, ways) ** (self.chain_max - 1)
        except OverflowError:
            return inf if self.openers.any() else 0.0

    @property
    def patience(self) -> int:
        """How many steps from each opener find good chains, where there are too many to look at each; else 0."""
        return PATIENCE if self.chains > CHAINS else 0

    def beam(self, most: float) -> int:
        """How many ways on from each place of a chain leave about so many chains to look at; 0 for all of them."""
        if self.chains <= most or self.chain_max < 3:
            return 0
        first = float(self.openers.sum()) * len(self.tails) / self.count
        return max(2, int((most / first) ** (1 / (self.chain_max - 2))))

    @property
    def width(self) -> int:
        """The most gifts of a group."""
        return max(self.size_max, self.chain_max - 1)

    def members(self, groups: Integers) -> Integers:
        """The places of groups of gifts, in the order of giving, filled up with -1."""
        places = np.full((len(groups), self.width + 1), -1, dtype=np.int32)
        if len(groups):
            places[:, 0] = self.tails[groups[:, 0]]
            there = groups >= 0
            heads = np.where(there, self.heads[groups], -1)
            places[:, 1:] = np.where(there & (heads != places[:, :1]), heads, -1)
        return places


@dataclass(frozen=True)
class Terms:
    """What limits the groups of a network, and what they are worth in each of T tiers.

    `members` (T x places) counts once for each place in at least one group, `gifts` (T x gifts) for
    each gift made; `at_most` is the most that any gift between the same two is worth, also one left out
    here because another is dearer. `loads` is in how many groups a place may be; `wants` (a number for each gift, or
    -1) marks gifts of which one at most may be made. No group has exactly the places of a `barred` set.

    `fair` is the number of the tier that counts the smallest share of any staff placed, in whole per
    cent; `staffs` (staffs x places) says who belongs to which, `stood` how many of each are placed anyway.
    """

    network: Network
    loads: Integers
    members: Floats
    gifts: Floats
    at_most: Floats
    wants: Integers
    barred: frozenset[frozenset[int]] = frozenset()
    fair: int = -1
    staff: Integers = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    sizes: Integers = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    stood: Integers = field(default_factory=lambda: np.zeros(0, dtype=np.int32))

    @property
    def tiers(self) -> int:
        """How many tiers there are."""
        return len(self.members)
