"""What comes out of a wide matching."""

from collections.abc import Mapping
from dataclasses import dataclass

from tilth.matching.values import Group, Id, TierValue


@dataclass(frozen=True)
class Wide:
    """The groups found, what they reach, and what topics are worth.

    `prices` say of each topic that somebody gives and somebody wants how scarce it is: what one
    more gift of it would be worth to the first tiers, were half-hours and the sizes of groups no
    matter. A search that was `stopped` gives the best it knew; its bounds are true all the same.
    """

    groups: tuple[Group, ...]
    tiers: tuple[TierValue, ...]
    prices: Mapping[Id, float]
    stopped: bool = False

    @property
    def proven(self) -> bool:
        """Whether every tier is known to be the best there is."""
        return all(tier.gap == 0 for tier in self.tiers)
