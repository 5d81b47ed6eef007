"""The sentences of this part, split by noun."""

from tilth.jpd.wording.advising import advice
from tilth.jpd.wording.aims import NAMES as AIMS
from tilth.jpd.wording.aims import Choice, Progress, Reached, choice, names, progress, reached
from tilth.jpd.wording.exchanges import (
    DAY_NAMES,
    Gift,
    either,
    exchange,
    group,
    half_hour,
    in_sentence,
    names_used,
    proposal,
    together,
    when,
    whole_week,
    why,
)
from tilth.jpd.wording.leaving_over import HELP, WHY, Left, left_over

__all__ = [
    "AIMS",
    "DAY_NAMES",
    "HELP",
    "WHY",
    "Choice",
    "Gift",
    "Left",
    "Progress",
    "Reached",
    "advice",
    "choice",
    "either",
    "exchange",
    "group",
    "half_hour",
    "in_sentence",
    "left_over",
    "names",
    "names_used",
    "progress",
    "proposal",
    "reached",
    "together",
    "when",
    "whole_week",
    "why",
]
