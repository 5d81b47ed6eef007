"""Prices that prove how much any groups whatever of these people can be worth, without listing a group.

Two kinds. Topic prices: a role costs what its gained topic costs and earns what its given one does;
in any ring, however long, that cancels out. Few numbers, fitted on everybody in seconds; they read
as scarcity. Role prices: a table by half-hour, topic given and topic gained, repaired so that no
pair, triad or chain that the rules allow sums below nothing. With the best table this is the bound
of the linear relaxation over all groups, short of who avoids whom and schools' limits.
"""

from dataclasses import dataclass
from math import floor

import numpy as np

from tilth.matching.region.people import by_roles, by_topics
from tilth.matching.region.reading import Field, Floats
from tilth.matching.region.repairing import UNHEARD, descend, raised, slope
from tilth.matching.region.worths import Worths

ROUNDING = 1e-6
"""More than what adding up floats can be wrong by, and less than matters to whole numbers."""
TOPIC_STEPS, TOPIC_STEP = 800, 0.05
PATIENCE = 150
"""So many steps without progress worth a ten-thousandth, and topic prices are as good as they get."""
FIRST_LEG, SECOND_LEG = (200, 0.4), (300, 0.1)
"""Steps and the size of the first, which grow smaller; the second leg is gone if the first bettered topic prices."""
TOO_MANY = 1e10
"""A repair of more sums than this takes too long to be repeated."""


@dataclass(frozen=True)
class TopicPrices:
    """What each topic is worth (the last is nothing, always 0), and what that proves."""

    of: Floats
    bound: float

    @property
    def whole(self) -> int:
        """The bound for worth in whole numbers."""
        return floor(self.bound + ROUNDING)

    def as_roles(self, field: Field) -> Floats:
        """The same as a table by half-hour, topic given and topic gained."""
        table = self.of[:, None] - self.of[None, :]
        table[field.nothing, field.nothing] = UNHEARD
        return np.repeat(table[None], field.free.shape[1], axis=0)


@dataclass(frozen=True)
class RolePrices:
    """A repaired table by half-hour, topic given and topic gained, and what it proves."""

    of: Floats
    bound: float

    @property
    def whole(self) -> int:
        """The bound for worth in whole numbers."""
        return floor(self.bound + ROUNDING)


def unpriced(field: Field, worths: Worths) -> int:
    """What all could be worth if nothing were scarce."""
    return TopicPrices(none := np.zeros(field.nothing + 1), by_topics(field, worths, none, none.copy())).whole


def price_topics(field: Field, worths: Worths) -> TopicPrices:
    """The best topic prices found: any would do as a proof."""
    prices = np.zeros(field.nothing + 1)
    mean, spread = np.zeros_like(prices), np.zeros_like(prices)
    best, since = TopicPrices(prices.copy(), np.inf), 0
    for turn in range(1, TOPIC_STEPS + 1):
        pull = np.zeros_like(prices)
        bound = by_topics(field, worths, prices, pull)
        since = 0 if bound < best.bound * (1 - 1e-4) else since + 1
        if bound < best.bound:
            best = TopicPrices(prices.copy(), bound)
        if since > PATIENCE:
            break
        pull[field.nothing] = 0.0
        descend(prices, pull, mean, spread, worths.scale * TOPIC_STEP * (1 - turn / TOPIC_STEPS), turn)
    return best


def price_roles(field: Field, worths: Worths, begin: TopicPrices) -> RolePrices:
    """Role prices found from these topic prices, and the best bound on the way, never worse than theirs.

    Where they do not better the bound, they still tell apart what topic prices leave tied.
    """
    start = begin.as_roles(field)
    if start.size * start.shape[1] > TOO_MANY:
        return RolePrices(start, begin.bound)
    raw: Floats = start.astype(np.float32)  # half the memory, and as good a guide
    best = _descended(field, worths, raw, *FIRST_LEG)
    if best.bound < begin.bound:
        best = min(best, _descended(field, worths, raw, *SECOND_LEG), key=lambda prices: prices.bound)
    last = proven(field, worths, raw)
    exact = min(last.bound, proven(field, worths, best.of).bound, begin.bound)
    return RolePrices(last.of, exact)


def _descended(field: Field, worths: Worths, raw: Floats, steps: int, step: float) -> RolePrices:
    """So many steps down from a raw table, in place; the best raw table on the way, and about what it proves."""
    best = RolePrices(raw.copy(), np.inf)
    mean, spread = np.zeros_like(raw), np.zeros_like(raw)
    for turn in range(1, steps + 1):
        table = raised(raw, field.triads, field.long_chains, field.links_max)
        pull = np.zeros_like(raw)
        bound = by_roles(field, worths, table, pull, np.empty(len(field.people)))
        if bound < best.bound:
            best = RolePrices(raw.copy(), bound)
        grows = slope(raw, table, pull, field.triads, field.long_chains, field.links_max)
        grows[:, field.nothing, field.nothing] = 0.0
        descend(raw, grows, mean, spread, worths.scale * step * (1 - turn / steps), turn)
    return best


def proven(field: Field, worths: Worths, raw: Floats) -> RolePrices:
    """Any table whatever, repaired and evaluated exactly on everybody."""
    table = raised(raw.astype(np.float64), field.triads, field.long_chains, field.links_max)
    return RolePrices(table, by_roles(field, worths, table, np.zeros_like(table), np.empty(len(field.people))))
