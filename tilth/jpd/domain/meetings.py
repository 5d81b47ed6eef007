"""What a meeting takes from those who come: lessons that others cover, and time on the way. Pure."""

from __future__ import annotations

from datetime import datetime

from tilth.jpd.domain.week import A_DAY, DAYS, FIRST_MINUTE

HALF_AN_HOUR = 30


def half_hours_of(begins: datetime, minutes: int) -> dict[int, int]:
    """The half-hours of the working week that a meeting touches, by their places, and how many minutes of each.

    `begins` is a local time. Half-hours outside the working week are left out.
    """
    first = begins.hour * 60 + begins.minute - FIRST_MINUTE
    if begins.weekday() >= DAYS:
        return {}
    touched = {}
    for slot in range(max(0, first // HALF_AN_HOUR), min(A_DAY, -(-(first + minutes) // HALF_AN_HOUR))):
        overlap = min(first + minutes, (slot + 1) * HALF_AN_HOUR) - max(first, slot * HALF_AN_HOUR)
        if overlap > 0:
            touched[begins.weekday() * A_DAY + slot] = overlap
    return touched


def cover(begins: datetime, minutes: int, *, lessons: int, free: int) -> int:
    """Minutes of somebody's lessons that others take: those of the meeting, where lessons are and they are not free."""
    touched = half_hours_of(begins, minutes)
    return sum(overlap for place, overlap in touched.items() if lessons >> place & 1 and not free >> place & 1)
