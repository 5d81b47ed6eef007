"""Groups that stand: two or three people who develop practice together."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from tilth.jpd.models.fields import HalfHoursField
from tilth.jpd.models.rounds import Proposal
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.topics.models import Topic


class Group(models.Model):
    """People who said yes to one another. What flows between them is in the proposal it came of."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="groups")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="group")
    topics = models.ManyToManyField(Topic, related_name="+")
    half_hours = HalfHoursField()
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-started_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")), name="group_ends_after_it_starts"
            )
        ]


class GroupMember(models.Model):
    """One person in one group, and the school they came from."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships_in_groups")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="one_is_in_a_group_once")]
