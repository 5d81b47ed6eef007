"""Moments: when something on the timetable is due, and when what failed is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_FAILURES = 5  # after these, somebody must look
LONGEST_PAUSE = 6 * 60  # minutes


@dataclass(frozen=True)
class Daily:
    """Every day once this hour of local time has come."""

    hour: int

    def latest(self, now: datetime) -> datetime:
        """The last moment up to `now` at which this was due."""
        today = now.replace(hour=self.hour, minute=0, second=0, microsecond=0)
        return today if today <= now else today - timedelta(days=1)


@dataclass(frozen=True)
class Weekly:
    """Every week on this day (0 is Monday) once this hour of local time has come."""

    day: int
    hour: int

    def latest(self, now: datetime) -> datetime:
        """The last moment up to `now` at which this was due."""
        daily = Daily(self.hour).latest(now)
        return daily - timedelta(days=(daily.weekday() - self.day) % 7)


When = timedelta | Daily | Weekly


def is_due(when: When, last: datetime, now: datetime) -> bool:
    """Whether something that last began at `last` should begin again. `now` is local; both are aware."""
    if isinstance(when, timedelta):
        return now - last >= when
    return when.latest(now) > last


def pause(failures: int) -> timedelta:
    """How long to wait after so many failures: a minute, four, sixteen … six hours at most."""
    return timedelta(minutes=min(4 ** (failures - 1), LONGEST_PAUSE))
