"""The weeks of a term in which groups can meet, and moments in them. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tilth.jpd.domain.meetings import HALF_AN_HOUR
from tilth.jpd.domain.week import A_DAY, DAYS, FIRST_MINUTE, half_hour

A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Opening:
    """A time at which a group could meet, and what it would take."""

    begins_at: datetime
    school: UUID | None  # none on screens
    place: str  # its name
    covered: int  # people whose lessons others take
    from_stock: bool

    @property
    def key(self) -> str:
        """As a form sends it."""
        return f"{self.begins_at:%Y-%m-%dT%H:%M} {self.school or ''}".strip()


def mondays(begins_on: date, weeks: int, free: Collection[date]) -> list[date]:
    """The Mondays of so many working weeks; free ones in between do not count."""
    found: list[date] = []
    monday = begins_on
    while len(found) < weeks:
        if monday not in free:
            found.append(monday)
        monday += A_WEEK
    return found


def day_and_time(monday: date, place: int) -> datetime:
    """When a half-hour of a week begins, by the clock on the wall."""
    at = half_hour(place)
    return datetime.combine(monday + timedelta(days=at.day), at.begins)


def place_of(moment: datetime) -> int | None:
    """The half-hour of the working week in which a moment lies; None outside. `moment` is a local time."""
    slot = (moment.hour * 60 + moment.minute - FIRST_MINUTE) // HALF_AN_HOUR
    return moment.weekday() * A_DAY + slot if moment.weekday() < DAYS and 0 <= slot < A_DAY else None


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def half_hours(minutes: int) -> int:
    """The half-hours that so many minutes take up."""
    return -(-minutes // HALF_AN_HOUR)
