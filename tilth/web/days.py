"""Days as moments: where one begins here, so that moments can be compared with days by plain, indexed comparison."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def begins(day: date) -> datetime:
    """The first moment of a day."""
    return timezone.make_aware(datetime.combine(day, time()))


def ends(day: date) -> datetime:
    """The first moment after a day."""
    return begins(day + timedelta(days=1))
