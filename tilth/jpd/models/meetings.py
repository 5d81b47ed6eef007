"""Meetings of groups: proposed, agreed, held or not, and who was there."""

from __future__ import annotations

from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tilth.jpd.models.cycles import Cycle
from tilth.jpd.models.groups import Group
from tilth.jpd.models.time import TermPlan
from tilth.people.models import Person
from tilth.schools.models import School


class Meeting(models.Model):
    """One time a group meets."""

    class Purpose(models.TextChoices):
        MEETING = "meeting", _("Meeting")
        OBSERVATION = "observation", _("Observed lesson")
        COACHING = "coaching", _("Coaching")
        VISIT = "visit", _("Visit")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")  # by a plan: nobody has been asked yet
        AGREED = "agreed", _("Agreed")
        HELD = "held", _("It happened")
        NOT_HELD = "not_held", _("It did not happen")
        CANCELLED = "cancelled", _("Called off")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="meetings")
    cycle = models.ForeignKey(Cycle, null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings")
    plan = models.ForeignKey(TermPlan, null=True, blank=True, on_delete=models.SET_NULL, related_name="placed")
    purpose = models.CharField(max_length=12, choices=Purpose, default=Purpose.MEETING)
    state = models.CharField(max_length=9, choices=State, default=State.AGREED)
    begins_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60, validators=[MinValueValidator(15), MaxValueValidator(480)])
    at_school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=120, blank=True)  # a room, or in words
    video = models.URLField(max_length=300, blank=True)  # where they meet on screens
    from_stock = models.BooleanField(default=False)  # in time of a training day taken apart
    sequence = models.PositiveIntegerField(default=0)  # how often calendars were told of a change
    why = models.CharField(max_length=300, blank=True)  # why it did not happen, was called off or corrected
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["begins_at"]
        indexes = [models.Index(fields=["state", "begins_at"], name="meetings_to_come")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {self.begins_at:%Y-%m-%d %H:%M}"


class Attendance(models.Model):
    """One person in one meeting: whether they will come, whether they came and for how long, and what it took."""

    class Answer(models.TextChoices):
        NONE = "", _("No answer yet")
        YES = "yes", _("Yes")
        NO = "no", _("No")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=3, choices=Answer, blank=True, default=Answer.NONE)
    gives = models.BooleanField(default=True)  # in most meetings everybody both gives and gains
    gains = models.BooleanField(default=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)  # empty until somebody has said; 0: was not there
    cover = models.PositiveSmallIntegerField(default=0)  # minutes of lessons that others took
    travel = models.PositiveSmallIntegerField(default=0)  # minutes, both ways

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_is_at_a_meeting_once"),
            models.CheckConstraint(condition=Q(gives=True) | Q(gains=True), name="whoever_comes_gives_or_gains"),
        ]


class Feed(models.Model):
    """A calendar for a person's own programme: all their meetings, or one group's. Its secret is all it needs."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="feeds")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="feeds")
    secret = models.CharField(max_length=43, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "group"], name="one_feed_of_a_person_for_a_group"),
            models.UniqueConstraint(fields=["person"], condition=Q(group=None), name="one_feed_of_a_person_for_all"),
        ]
