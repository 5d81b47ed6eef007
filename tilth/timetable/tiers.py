"""What is asked of a plan, first things first; none is bettered at the cost of one before it."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum

from tilth.timetable.diary import Diary
from tilth.timetable.problem import Option


class Tier(StrEnum):
    """What counts, in this order. Of the first two there should be much, of all others little."""

    GROUPS = "groups"
    """Groups that meet at all."""
    MEETINGS = "meetings"
    """All meetings."""
    PEOPLE = "people"
    """The most that anybody gives beyond the meetings, in minutes: lessons left to others, and the way."""
    SCHOOLS = "schools"
    """The largest part a school gives of all the cover it could bear in the term, in whole per cent, rounded up."""
    COVER = "cover"
    """Half-hours of lessons that others take."""
    TRAVEL = "travel"
    """Minutes on the way, there and back, of everybody."""
    REGULAR = "regular"
    """The half-hours of the week at which a group meets, counted once for each group: as few as can be."""
    EARLY = "early"
    """The weeks of all meetings added up, the first week being 0."""


MOST = (Tier.GROUPS, Tier.MEETINGS)
"""The tiers of which there should be much."""


def values(diary: Diary) -> dict[Tier, int]:
    """What the meetings in a diary are worth, in order."""
    meetings = [
        [*choice.kept, *placed.items()] for choice, placed in zip(diary.problem.choices, diary.placed, strict=True)
    ]
    options = [option for group in meetings for _, option in group]
    return {
        Tier.GROUPS: sum(1 for group in meetings if group),
        Tier.MEETINGS: len(options),
        Tier.PEOPLE: max(loads(options).values(), default=0),
        Tier.SCHOOLS: max(shares(diary), default=0),
        Tier.COVER: sum(half_hours for option in options for _, half_hours in option.schools),
        Tier.TRAVEL: sum(minutes for option in options for _, minutes in option.travel),
        Tier.REGULAR: sum(len({option.begins for _, option in group}) for group in meetings),
        Tier.EARLY: sum(week for group in meetings for week, _ in group),
    }


def loads(options: list[Option]) -> Counter[int]:
    """Minutes that each person gives beyond these meetings."""
    minutes = Counter[int]()
    for option in options:
        minutes.update(dict(option.load))
    return minutes


def shares(diary: Diary) -> list[int]:
    """The part each school gives of the cover it could bear, in whole per cent; nothing where it can bear none."""
    return [
        share(sum(weeks), school.cover * diary.problem.request.weeks)
        for weeks, school in zip(diary.cover, diary.problem.schools, strict=True)
    ]


def share(used: int, limit: int) -> int:
    """Whole per cent, rounded up."""
    return -(-100 * used // limit) if limit else 0


def rank(diary: Diary) -> tuple[int, ...]:
    """The greater, the better the plan, by the first tier, then the next."""
    return tuple(value if tier in MOST else -value for tier, value in values(diary).items())
