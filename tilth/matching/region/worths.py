"""What each tier counts, role by role, for as many people as there are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from tilth.matching.region.reading import Field, Flags, Floats
from tilth.matching.values import Tier
from tilth.matching.worth import MEMBERS


@dataclass(frozen=True)
class Worths:
    """What counts `once` for a person placed, and for each topic given or gained (beside `Field.gives` and `gains`)."""

    once: Floats
    giving: Floats
    gaining: Floats

    def __add__(self, other: "Worths") -> "Worths":
        """Both together."""
        return Worths(self.once + other.once, self.giving + other.giving, self.gaining + other.gaining)

    def times(self, factor: float) -> "Worths":
        """So many times as much."""
        return Worths(self.once * factor, self.giving * factor, self.gaining * factor)

    @property
    def scale(self) -> float:
        """The most that one role can be worth."""
        return max(1.0, sum(float(part.max(initial=0.0)) for part in (self.once, self.giving, self.gaining)))


def worths_of(tier: Tier, field: Field) -> Worths:
    """At least what a tier counts, for tiers of whole numbers that add up: every set of groups is worth no more."""
    none = Worths(*(np.zeros(size) for size in (len(field.people), len(field.gives.topics), len(field.gains.topics))))
    if tier in MEMBERS:
        once = np.array([MEMBERS[tier](person) for person in field.people], dtype=np.float64)
        return Worths(once, none.giving, none.gaining)
    if tier is Tier.CONFIDENCE:
        return Worths(none.once, field.gives.levels, none.gaining)
    if tier is Tier.WANTS:
        return Worths(none.once, none.giving, field.gains.levels)
    if tier in COULD:
        could = np.repeat(COULD[tier](field), np.diff(field.gains.starts)) & (field.gains.topics != field.nothing)
        return Worths(none.once, none.giving, could.astype(np.float64))
    return none


def _across(field: Field) -> Flags:
    several = len({person.school for person in field.people}) > 1
    return np.full(len(field.people), several, dtype=np.bool_)


def _subject(field: Field) -> Flags:
    return np.array([person.subject is not None for person in field.people], dtype=np.bool_)


COULD: Mapping[Tier, Callable[[Field], Flags]] = {Tier.ACROSS: _across, Tier.SUBJECT: _subject}
"""Tiers that count a gift or not: whose gains could count. What a gift costs in minutes is never more than nothing."""
