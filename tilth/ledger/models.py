"""Tables of the contribution ledger."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.topics.models import Topic


class Entry(models.Model):
    """Something that happened, as the part says in which it happened. A correction is a further version: none is lost.

    `source` is the key of what happened there (a meeting, a visit); the last version stands.
    """

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Meeting")
        OBSERVATION = "observation", _("Observed lesson")
        COACHING = "coaching", _("Coaching")
        VISIT = "visit", _("Visit")
        REVIEW = "review", _("Review")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    source = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    stands = models.BooleanField(default=True)  # the last version
    withdrawn = models.BooleanField(default=False)  # it turned out that it had not happened: no gifts, no costs
    kind = models.CharField(max_length=12, choices=Kind)
    partnership = models.ForeignKey(Partnership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField()
    link = models.CharField(max_length=200)  # the page of what happened: there it is corrected by those it names
    why = models.CharField(max_length=200, blank=True)  # what was wrong with the version before
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["-happened_on", "-at"]
        indexes = [models.Index(fields=["partnership", "happened_on"], condition=Q(stands=True), name="what_stands")]
        constraints = [
            models.UniqueConstraint(fields=["source", "version"], name="versions_of_an_entry_are_counted"),
            models.UniqueConstraint(fields=["source"], condition=Q(stands=True), name="one_version_of_an_entry_stands"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.happened_on}"


class Gift(models.Model):
    """Minutes that one person gave to another, and the schools from which they came that day.

    Somebody who was forgotten leaves the minutes to their school.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="gifts")
    giver = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    giver_school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    receiver_school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "giver", "receiver"], name="one_gift_between_two_in_an_entry"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="a_gift_takes_time"),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="nobody_gives_to_themself"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} min"


class Cost(models.Model):
    """What something that happened took from a school: minutes of its training days, of cover, of travel; or pence."""

    class Kind(models.TextChoices):
        STOCK = "stock", _("Training-day time")
        COVER = "cover", _("Cover")
        TRAVEL = "travel", _("Travel")
        MONEY = "money", _("Money")

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="costs")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind)
    amount = models.PositiveIntegerField()  # person-minutes, but pence for money

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "school", "kind"], name="one_cost_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.amount}"
