"""Reads of notes. A note is its author's alone until it is shared; then its group's present members'. Nobody else's."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from tilth.jpd.models import Group, Moment, Note
from tilth.jpd.queries.groups import present_as
from tilth.people.models import Person

ON_A_DEVICE = timedelta(days=14)  # so long a note comes to each device of its author


def _lines() -> Prefetch[str]:
    return Prefetch("moments", queryset=Moment.objects.filter(gone=False).defer("photo"), to_attr="lines")


def _readable(viewer: Person) -> QuerySet[Note]:
    mine = Q(author=viewer) | Q(shared=True, group__in=present_as(viewer).values("group"))
    return Note.objects.filter(mine, gone=False).select_related("author", "group", "group__partnership")


def notes_in(viewer: Person, group: Group) -> QuerySet[Note]:
    """The notes of a group that the viewer may read, the latest first, each with its `lines`."""
    return _readable(viewer).filter(group=group).prefetch_related(_lines())


def note(*, viewer: Person, key: UUID) -> Note | None:
    """A note the viewer may read, with its `lines`."""
    return _readable(viewer).filter(id=key).prefetch_related(_lines()).first()


def photo(*, viewer: Person, key: UUID) -> Moment | None:
    """A photo in a note that the viewer may read."""
    return Moment.objects.filter(id=key, gone=False, photo__isnull=False, note__in=_readable(viewer)).first()


def own_line(*, viewer: Person, key: UUID) -> Moment | None:
    """A line in a note of the viewer's."""
    return (
        Moment.objects.filter(id=key, gone=False, note__author=viewer, note__gone=False).select_related("note").first()
    )


def group_written_in(*, viewer: Person, key: UUID) -> Group | None:
    """A group in which the viewer works now."""
    return Group.objects.filter(id=key, members__in=present_as(viewer)).select_related("partnership").first()


def written_by(person: Person) -> QuerySet[Note]:
    """Every note of a person, with its lines."""
    return Note.objects.filter(author=person, gone=False).select_related("group").prefetch_related(_lines())


def on_devices(viewer: Person, now: datetime) -> list[Note]:
    """The viewer's notes of the last days as their devices keep them: with lines that are gone, so that each hears."""
    every_line = Prefetch("moments", queryset=Moment.objects.defer("photo"), to_attr="lines")
    recent = Note.objects.filter(author=viewer, begun_at__gte=now - ON_A_DEVICE)
    return list(recent.prefetch_related(every_line))
