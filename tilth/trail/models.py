"""The trail: entries, and whom or what each concerns. Rows are added, and never changed or taken away."""

from __future__ import annotations

from typing import Any, NoReturn
from uuid import uuid4

from django.db import models


class Unchangeable(TypeError):
    """Somebody tried to change or delete what is on the trail. The database refuses it too: see `guard`."""


class AddOnlyQuerySet(models.QuerySet[Any]):
    """Rows that can be read and added."""

    def update(self, **changes: Any) -> NoReturn:
        raise Unchangeable("The trail is never changed.")

    def delete(self) -> NoReturn:
        raise Unchangeable("Nothing on the trail is deleted.")


class AddOnly(models.Model):
    """A row that is written once."""

    objects = AddOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Unchangeable("The trail is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unchangeable("Nothing on the trail is deleted.")


class Entry(AddOnly):
    """One thing somebody did. The trail lies below people, so it knows them by their keys alone.

    `act` is the app and a past participle ("partnerships.school_invited"); `details` hold what the sentence needs,
    never anything about a person beyond a key.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField(db_index=True)
    by = models.UUIDField(null=True)  # a person's key; empty when Tilth did it by itself
    act = models.CharField(max_length=80)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at"]
        verbose_name_plural = "entries"


class Concern(AddOnly):
    """The key of something an entry is about: a person, a school, a partnership."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="concerns")
    key = models.UUIDField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "key"], name="one_concern_per_key_in_an_entry")]
