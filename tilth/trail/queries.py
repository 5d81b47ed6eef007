"""Reading the trail, by those it concerns."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tilth.trail.models import Concern, Entry
from tilth.trail.telling import Day, by_day, keys_concerning

PAGE = 100


def entries_concerning(keys: Collection[UUID], limit: int | None = PAGE) -> QuerySet[Entry]:
    """The latest entries that concern any of the keys, with their concerns. Two queries."""
    about = Concern.objects.filter(key__in=keys).values("entry")
    return Entry.objects.filter(id__in=about).prefetch_related("concerns").order_by("-at", "id")[:limit]


def days_concerning(viewer: Any, limit: int = PAGE) -> list[Day]:
    """What happened to a viewer and to what they lead, in words, day by day."""
    return by_day(entries_concerning(keys_concerning(viewer), limit))


def days_about(keys: Collection[UUID], limit: int | None = PAGE) -> list[Day]:
    """What happened to what has these keys, in words, day by day; all of it where `limit` is None."""
    return by_day(entries_concerning(keys, limit))
