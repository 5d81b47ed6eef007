"""The trail: entries, and whom or what each concerns."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class Entry(models.Model):
    """One thing somebody did. The trail lies below people, so it knows them by their keys alone.

    `act` is the app and a past participle ("partnerships.school_invited"); `details` hold what the sentence needs,
    never anything about a person beyond a key.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)  # a person's key; empty when Tilth did it by itself
    act = models.CharField(max_length=80)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at"]
        verbose_name_plural = "entries"


class Concern(models.Model):
    """The key of something an entry is about: a person, a school, a partnership."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="concerns")
    key = models.UUIDField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "key"], name="one_concern_per_key_in_an_entry")]
