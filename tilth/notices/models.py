"""Notices, and how often a person wants to hear."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from tilth.people.models import Person

LONGEST_HEADLINE = 160


class Notice(models.Model):
    """One thing a person is asked or told, whole in itself: it can be understood without signing in."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    about = models.UUIDField(db_index=True)  # the key of what it is about: settling and repeating go by it
    kind = models.CharField(max_length=60)  # the app and a word: "jpd.proposal"
    headline = models.CharField(max_length=LONGEST_HEADLINE)
    body = models.TextField(blank=True)
    link = models.CharField(max_length=200, blank=True)  # the path where it can be answered
    asks = models.BooleanField(default=False)  # something is wanted of the person, until settled
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "about"],
                condition=models.Q(settled_at__isnull=True),
                name="one_open_notice_of_a_kind_about_a_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def way(self) -> str | None:
        """Where it leads, if anywhere: what is done leads nowhere."""
        return self.link if self.link and not self.settled_at else None


class Rhythm(models.Model):
    """How often a person wants their notices by e-mail."""

    class Choice(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Once a day")
        WEEKLY = "weekly", _("Once a week")

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="rhythm")
    choice = models.CharField(max_length=10, choices=Choice, default=Choice.DAILY)
