"""The sentences of this part, split by noun."""

from tilth.jpd.wording.advising import advice
from tilth.jpd.wording.aims import NAMES as AIMS
from tilth.jpd.wording.aims import Choice, Progress, Reached, choice, names, progress, reached
from tilth.jpd.wording.cycles import decided, either_topic, missing
from tilth.jpd.wording.exchanges import (
    DAY_NAMES,
    Gift,
    either,
    exchange,
    group,
    half_hour,
    in_sentence,
    name_of,
    names_used,
    proposal,
    together,
    when,
    whole_week,
    why,
)
from tilth.jpd.wording.leaving_over import HELP, TO_LEADS, WHY, Count, Left, left_over, reasons
from tilth.jpd.wording.meetings import calendar, feed_address, meeting_address, meeting_page, where, who
from tilth.jpd.wording.notes import clock, written
from tilth.jpd.wording.steps import going, meeting_time, next_step, what_helps

__all__ = [
    "AIMS",
    "DAY_NAMES",
    "HELP",
    "TO_LEADS",
    "WHY",
    "Choice",
    "Count",
    "Gift",
    "Left",
    "Progress",
    "Reached",
    "advice",
    "calendar",
    "choice",
    "clock",
    "decided",
    "either",
    "either_topic",
    "exchange",
    "feed_address",
    "going",
    "group",
    "half_hour",
    "in_sentence",
    "left_over",
    "meeting_address",
    "meeting_page",
    "meeting_time",
    "missing",
    "name_of",
    "names",
    "names_used",
    "next_step",
    "progress",
    "proposal",
    "reached",
    "reasons",
    "together",
    "what_helps",
    "when",
    "where",
    "who",
    "whole_week",
    "why",
    "written",
]
