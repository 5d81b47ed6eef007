"""The half-hours of a week as one whole number: bit i is set when the i-th half-hour is free.

Which half-hour is the first, and how many a week has, is the caller's choice; here they are only
compared. `None` stands for a person whose family keeps no timetables: any half-hour suits.
"""

from collections.abc import Iterable
from functools import reduce
from operator import and_

ALWAYS = -1
"""The mask in which every half-hour is free, to compare with others. A person who is always free has `None`."""


def mask_of(half_hours: Iterable[int]) -> int:
    """The mask in which exactly these half-hours, counted from 0, are free."""
    return sum(1 << half_hour for half_hour in set(half_hours))


def half_hours_in(mask: int) -> tuple[int, ...]:
    """The free half-hours of a mask, earliest first. Who is free for ever has no last one: that is a ValueError."""
    if mask < 0:
        raise ValueError("who is free for ever has no last half-hour, so these half-hours cannot be listed")
    return tuple(bit for bit in range(mask.bit_length()) if mask >> bit & 1)


def shared(masks: Iterable[int | None]) -> int | None:
    """The half-hours free in all masks, `None` when nobody keeps a timetable."""
    kept = [mask for mask in masks if mask is not None]
    return reduce(and_, kept) if kept else None
