"""The one change there is: something is added."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tilth.trail.models import Concern, Entry


class Keyed(Protocol):
    """Anything with a key: a person, a school, a partnership."""

    id: UUID


@transaction.atomic
def record(*, by: Keyed | None, act: str, about: Iterable[Keyed], **details: Any) -> Entry:
    """Write that `by` did `act` to everything in `about`, now. `details` are JSON values, and never personal."""
    entry = Entry.objects.create(at=timezone.now(), by=by.id if by else None, act=act, details=details)
    keys = {thing.id for thing in about} | ({by.id} if by else set())
    Concern.objects.bulk_create(Concern(entry=entry, key=key) for key in sorted(keys))
    return entry
