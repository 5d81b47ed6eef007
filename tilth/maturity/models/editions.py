"""Editions of the maturity model: the house's, and those that partnerships made their own."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from tilth.partnerships.models import Partnership
from tilth.people.models import Person


class Edition(models.Model):
    """The model as it stood for a while: written once. Assessments stay on the one they were made with."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # Empty: the house's own, which every school may use.
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.CASCADE, related_name="editions"
    )
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()  # domain.model.Model
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    changed = models.TextField(blank=True)  # what and why, in a sentence of whoever changed it

    class Meta:
        ordering = ["number"]
        get_latest_by = "number"
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="editions_are_counted"),
            models.UniqueConstraint(
                fields=["number"], condition=Q(partnership__isnull=True), name="the_houses_editions_are_counted"
            ),
        ]


class Carried(models.Model):
    """What was agreed of a strand goes on to hold under a later edition that says it in other words: written once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agreement = models.ForeignKey("maturity.Agreement", on_delete=models.CASCADE, related_name="carried")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="carried")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "edition"], name="carried_once_to_an_edition"),
        ]
