"""The proven most of each tier for a whole field, whatever groups are chosen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import floor

from tilth.matching.region.prices import ROUNDING, TopicPrices, price_roles, price_topics
from tilth.matching.region.reading import Field, Floats
from tilth.matching.region.worths import Worths, worths_of
from tilth.matching.values import Id, Tier
from tilth.matching.worth import MEMBERS, WHOLE, staffs

BEFORE = 3.0
"""How much more than a tier those before it count where they are priced together."""

GUIDED = 12.0
"""How much more than the tier after it the guide counts when groups are begun."""


@dataclass(frozen=True, eq=False)
class Ceiling:
    """What is counted, the prices that bound it (`roles` as a table by half-hour, topic given, topic gained)."""

    field: Field
    worths: Worths
    topics: TopicPrices
    roles: Floats
    bound: float

    @classmethod
    def of(cls, field: Field, worths: Worths) -> "Ceiling":
        """By topic prices alone, which takes seconds for a hundred thousand people."""
        topics = price_topics(field, worths)
        return cls(field, worths, topics, topics.as_roles(field), topics.bound)

    def refined(self) -> "Ceiling":
        """By role prices, which see half-hours and that groups are small: worth it below some ten thousand people."""
        roles = price_roles(self.field, self.worths, self.topics)
        return Ceiling(self.field, self.worths, self.topics, roles.of, min(self.bound, roles.bound))

    def whole(self, less: float = 0.0) -> int:
        """The bound for worth in whole numbers, less what is reached already."""
        return floor(self.bound - less + ROUNDING)


@dataclass(frozen=True)
class Ceilings:
    """Each tier `alone`; and `beside` those before it, which together are worth at most so much.

    When those before reach what they reach, what is left of the common bound is the most for the tier.
    """

    field: Field
    tiers: tuple[Tier, ...]
    alone: Mapping[Tier, Ceiling]
    beside: Mapping[Tier, Ceiling]

    @classmethod
    def of(cls, field: Field, tiers: Sequence[Tier]) -> "Ceilings":
        """Every tier asked, on everybody."""
        counted = [tier for tier in tiers if tier is not Tier.FAIRNESS]
        worths = {tier: worths_of(tier, field) for tier in counted}
        beside: dict[Tier, Ceiling] = {}
        alone: dict[Tier, Ceiling] = {tier: Ceiling.of(field, worths[tier]) for tier in counted}
        for place, tier in enumerate(counted):
            before = [worths[other].times(BEFORE) for other in counted[:place] if other in MEMBERS]
            if before:
                beside[tier] = Ceiling.of(field, sum(before, worths[tier]))
        return cls(field, tuple(tiers), alone, beside)

    @cached_property
    def guide(self) -> Ceiling:
        """What to follow when groups are chosen: the first two tiers together, if they count people, or the first."""
        if not self.alone:
            return Ceiling.of(self.field, worths_of(Tier.PLACED, self.field))
        first, *later = self.alone
        return self.beside.get(later[0], self.alone[first]) if later else self.alone[first]

    @cached_property
    def richer(self) -> Ceiling:
        """The guide, and a little of the tier after it: groups as good for the guide, and better for that tier."""
        after = [tier for tier in self.alone if self.guide in (self.alone[tier], self.beside.get(tier))]
        place = list(self.alone).index(after[0]) + 1 if after else len(self.alone)
        if place >= len(self.alone):
            return self.guide
        following = list(self.alone.values())[place].worths
        return Ceiling.of(self.field, self.guide.worths.times(GUIDED) + following)

    def finer(self, short: Collection[Tier]) -> "Ceilings":
        """With the guide refined, and the bounds of these tiers too if that does the guide any good."""
        alone, beside = dict(self.alone), dict(self.beside)
        guide = self.guide.refined()
        for bounds in (alone, beside):
            for tier, ceiling in bounds.items():
                if ceiling is self.guide:
                    bounds[tier] = guide
                elif tier in short and guide.bound < guide.topics.bound:
                    bounds[tier] = ceiling.refined()
        return Ceilings(self.field, self.tiers, alone, beside)

    def of_alone(self, tier: Tier) -> int:
        """The most a tier could reach were it asked first."""
        return self._fairest() if tier is Tier.FAIRNESS else self.alone[tier].whole()

    def given(self, reached: Sequence[int]) -> tuple[int, ...]:
        """The most for each tier when those before it reach this, in the order of the tiers."""
        bounds, before = [], 0
        for tier, value in zip(self.tiers, reached, strict=True):
            most = self.of_alone(tier)
            bounds.append(min(most, self.beside[tier].whole(before * BEFORE)) if tier in self.beside else most)
            before += value if tier in MEMBERS else 0
        return tuple(bounds)

    def _fairest(self) -> int:
        """No school fares better than its people who could be placed, nor the worst better than all together."""
        hoping = staffs(self.field.people, self.field.rules, frozenset())
        counted = sum(map(len, hoping.values()))
        if not counted:
            return WHOLE
        able = {p.id for p, able in zip(self.field.people, self.field.has_role, strict=True) if able}
        worst = min(WHOLE * len(staff & able) // len(staff) for staff in hoping.values())
        if Tier.PLACED not in self.alone:
            return worst
        return min(worst, WHOLE * self.alone[Tier.PLACED].whole() // counted)

    def prices(self) -> dict[Id, float]:
        """What one more gift of a topic would be worth to the guiding tiers; of nothing, nothing."""
        return dict(zip(self.field.topics, map(float, self.guide.topics.of), strict=False))
