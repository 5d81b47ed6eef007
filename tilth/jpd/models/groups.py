"""Groups that stand: two or three people who develop practice together."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tilth.jpd.models.fields import HalfHoursField
from tilth.jpd.models.rounds import Proposal
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.topics.models import Topic


class Group(models.Model):
    """People who said yes to one another: out of a round, which says what flows between them, or formed by hand."""

    class Kind(models.TextChoices):
        EXCHANGE = "exchange", _("Pair or triad")
        DEPARTMENTS = "departments", _("Department pair")
        TEAM = "team", _("Team with a leader")
        LESSON_STUDY = "lesson_study", _("Lesson study group")
        ROUNDS = "rounds", _("Instructional rounds")
        OTHER = "other", _("Another kind of group")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="groups")
    proposal = models.OneToOneField(
        Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="group"
    )  # none when formed by hand
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.EXCHANGE)
    name = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # why it is larger than three
    formed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
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
    """One person in one group, what they are in it, and the school they came from."""

    class Part(models.TextChoices):
        MEMBER = "member", _("Member")
        LEADER = "leader", _("Leader of the team")
        COACH = "coach", _("Coach")
        STUDENT = "student", _("Student")
        TRAINEE = "trainee", _("Trainee")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships_in_groups")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=7, choices=Part, default=Part.MEMBER)
    position = models.PositiveSmallIntegerField()
    joined_on = models.DateField(default=timezone.localdate)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="one_is_in_a_group_once")]


class GroupInvitation(models.Model):
    """Somebody was asked into a group that is formed by hand. Nobody is in one who has not said yes."""

    class Answer(models.TextChoices):
        NONE = "", _("No answer yet")
        YES = "yes", _("Yes")
        NO = "no", _("Not this time")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=7, choices=GroupMember.Part, default=GroupMember.Part.MEMBER)
    answer = models.CharField(max_length=3, choices=Answer, blank=True, default=Answer.NONE)
    later = models.BooleanField(default=False)  # into a group that stood already
    invited_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["invited_at"]
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="one_is_asked_into_a_group_once")]
