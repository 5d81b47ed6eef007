"""Instruments that a school or a partnership has made its own. Those of the house are files in `audits/instruments`."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School


class OwnInstrument(models.Model):
    """One version of a school's or a partnership's own instrument. A version that a wave has used is never changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    partnership = models.ForeignKey(Partnership, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    slug = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    based_on = models.CharField(max_length=80)  # "staff-head 1": the slug and version it was copied from
    document = models.JSONField()  # of the shape domain.instruments.Instrument
    ready = models.BooleanField(default=False)  # finished: may be used in waves, and changes no more
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["slug", "-version"]
        constraints = [
            models.CheckConstraint(
                condition=Q(school__isnull=True) ^ Q(partnership__isnull=True), name="an_own_instrument_has_one_owner"
            ),
            models.UniqueConstraint(
                fields=["school", "slug", "version"], condition=Q(school__isnull=False), name="one_version_in_a_school"
            ),
            models.UniqueConstraint(
                fields=["partnership", "slug", "version"],
                condition=Q(partnership__isnull=False),
                name="one_version_in_a_partnership",
            ),
        ]

    def __str__(self) -> str:
        return str(self.document.get("title", self.slug))
