"""Cycles: one turn of changing a practice together, phase by phase."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tilth.jpd.models.groups import Group
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.topics.models import Topic


class Shape(models.Model):
    """A family's own shape of a cycle: its phases, and what is written in each. Those of the house are files."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="shapes")
    document = models.JSONField()  # as tilth.jpd.domain.shapes.Shape reads it
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # offered no more; cycles under way keep it

    class Meta:
        ordering = ["made_at"]

    def __str__(self) -> str:
        return str(self.document.get("name", ""))


class Cycle(models.Model):
    """One turn of a group's work. Its shape is kept with it: what others change later changes nothing here."""

    class Decision(models.TextChoices):
        AGAIN = "again", _("Turn again")
        HAND_ON = "hand_on", _("Hand it on")
        STOP = "stop", _("Stop")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="cycles")
    number = models.PositiveSmallIntegerField()  # 1 is the group's first
    shape = models.JSONField()  # as tilth.jpd.domain.shapes.Shape reads it
    phase = models.CharField(max_length=30)  # the slug of the phase it is in
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=7, choices=Decision, blank=True)
    reason = models.TextField(max_length=1000, blank=True)  # why it ended so

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="cycles_of_a_group_are_counted"),
            models.UniqueConstraint(
                fields=["group"], condition=Q(ended_at__isnull=True), name="one_cycle_of_a_group_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, decision="") | (Q(ended_at__isnull=False) & ~Q(decision="")),
                name="a_cycle_ends_by_a_decision",
            ),
            models.CheckConstraint(condition=~Q(decision="stop") | ~Q(reason=""), name="a_group_stops_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.number}"


class Step(models.Model):
    """A cycle came into a phase: when, and by whom."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="steps")
    phase = models.CharField(max_length=30)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    without_meeting = models.CharField(max_length=300, blank=True)  # why they went on although they had not met

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.phase


class Writing(models.Model):
    """What a group wrote under one heading of its cycle. Each saving is a version; the last one stands."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="writings")
    part = models.CharField(max_length=30)  # the slug of a heading in the cycle's shape
    version = models.PositiveIntegerField()
    text = models.TextField(max_length=8000, blank=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["part", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "part", "version"], name="versions_of_a_writing_are_counted")
        ]

    def __str__(self) -> str:
        return f"{self.part}, {self.version}"


class Challenge(models.Model):
    """The one question put to a group in a cycle, from outside or from a card. It wants an answer."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    cycle = models.OneToOneField(Cycle, on_delete=models.CASCADE, related_name="challenge")
    asked = models.ForeignKey(  # who was asked to put one; nobody where a card was drawn
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="challenges_asked"
    )
    question = models.TextField(max_length=1000, blank=True)  # empty until the one asked has put it
    put_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=4000, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(put_at__isnull=False, answered_at__gte=F("put_at")),
                name="a_challenge_is_put_before_it_is_answered",
            )
        ]

    def __str__(self) -> str:
        return self.question
