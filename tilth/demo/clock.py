"""The clock a demonstration plays by: two years pass in a few seconds, and every action believes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from unittest import mock

from django.utils import timezone


@contextmanager
def at(day: date, hour: int = 10, minute: int = 0) -> Iterator[datetime]:
    """Let it be so late on `day`, here and in every action called inside."""
    moment = timezone.make_aware(datetime.combine(day, time(hour, minute)))
    with mock.patch.object(timezone, "now", lambda: moment):
        yield moment
