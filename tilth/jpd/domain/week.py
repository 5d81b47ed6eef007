"""The half-hours of a working week, 07:30 to 18:00 from Monday to Friday, as one whole number.

Bit i is set when the i-th half-hour is free, counted from Monday 07:30; a day has 21, the week 105.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

DAYS = 5
FIRST_MINUTE = 7 * 60 + 30
LAST_MINUTE = 18 * 60
A_DAY = (LAST_MINUTE - FIRST_MINUTE) // 30
A_WEEK = DAYS * A_DAY
WHOLE_WEEK = (1 << A_WEEK) - 1


@dataclass(frozen=True, order=True)
class HalfHour:
    """One half-hour of every week. `day` is 0 for Monday."""

    day: int
    begins: time

    @property
    def place(self) -> int:
        """Its bit in a mask. ValueError when it lies outside the working week or begins at an odd minute."""
        minute = self.begins.hour * 60 + self.begins.minute
        slot, odd = divmod(minute - FIRST_MINUTE, 30)
        if odd or not (0 <= slot < A_DAY and 0 <= self.day < DAYS):
            raise ValueError("not a half-hour of the working week")
        return self.day * A_DAY + slot


def half_hour(place: int) -> HalfHour:
    """The half-hour at a place, 0 to 104. ValueError outside."""
    if not 0 <= place < A_WEEK:
        raise ValueError("not a half-hour of the working week")
    day, slot = divmod(place, A_DAY)
    return HalfHour(day, time(*divmod(FIRST_MINUTE + 30 * slot, 60)))


def mask_of(half_hours: Iterable[HalfHour]) -> int:
    """The mask in which exactly these half-hours are free."""
    return sum(1 << place for place in {each.place for each in half_hours})


def half_hours_in(mask: int) -> list[HalfHour]:
    """The free half-hours of a mask, earliest first. ValueError for a mask that is no week's."""
    if not 0 <= mask <= WHOLE_WEEK:
        raise ValueError("not a mask of the working week")
    return [half_hour(place) for place in range(A_WEEK) if mask >> place & 1]


def days() -> list[list[HalfHour]]:
    """All half-hours there are, day by day."""
    return [[half_hour(day * A_DAY + slot) for slot in range(A_DAY)] for day in range(DAYS)]
