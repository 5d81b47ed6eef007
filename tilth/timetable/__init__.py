"""A term of meetings for all groups at once: pure Python, with a proven bound and reasons where it cannot."""

from tilth.timetable.check import faults
from tilth.timetable.openings import fitting, openings
from tilth.timetable.planner import greedy, plan
from tilth.timetable.reasons import mended, reasons
from tilth.timetable.tiers import Tier
from tilth.timetable.values import (
    DAYS,
    HALF_HOURS,
    HALF_HOURS_A_DAY,
    Group,
    Id,
    Meeting,
    Person,
    Plan,
    Progress,
    Reason,
    Request,
    School,
    Unplaced,
    Watch,
    Why,
)

__all__ = [
    "DAYS",
    "HALF_HOURS",
    "HALF_HOURS_A_DAY",
    "Group",
    "Id",
    "Meeting",
    "Person",
    "Plan",
    "Progress",
    "Reason",
    "Request",
    "School",
    "Tier",
    "Unplaced",
    "Watch",
    "Why",
    "faults",
    "fitting",
    "greedy",
    "mended",
    "openings",
    "plan",
    "reasons",
]
