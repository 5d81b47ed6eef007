"""Finds the best pairs, triads and chains in which people exchange what they know, and says why."""

from tilth.matching.advice import Advice, HalfHourAdvice, HalfHourCount, TopicAdvice, advise, freed, recruit
from tilth.matching.check import faults
from tilth.matching.explain import Because, Gift, why
from tilth.matching.half_hours import half_hours_in, mask_of
from tilth.matching.matcher import match
from tilth.matching.repair import Repair, mend
from tilth.matching.values import (
    Coverage,
    Flow,
    Group,
    Id,
    Kind,
    LeftOver,
    Matching,
    Opening,
    Person,
    Progress,
    Reason,
    Rules,
    Scarcity,
    Subjects,
    Tier,
    TierValue,
    Watch,
)

__all__ = [
    "Advice",
    "Because",
    "Coverage",
    "Flow",
    "Gift",
    "Group",
    "HalfHourAdvice",
    "HalfHourCount",
    "Id",
    "Kind",
    "LeftOver",
    "Matching",
    "Opening",
    "Person",
    "Progress",
    "Reason",
    "Repair",
    "Rules",
    "Scarcity",
    "Subjects",
    "Tier",
    "TierValue",
    "TopicAdvice",
    "Watch",
    "advise",
    "faults",
    "freed",
    "half_hours_in",
    "mask_of",
    "match",
    "mend",
    "recruit",
    "why",
]
