"""Partnerships, their schools, and the marks of leaders on the grid."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tilth.people.models import Person
from tilth.schools.models import School


class Partnership(models.Model):
    """A lasting arrangement between schools. They nest: family in alliance in region."""

    class Kind(models.TextChoices):
        FAMILY = "family", _("Family")
        ALLIANCE = "alliance", _("Alliance")
        FEDERATION = "federation", _("Hard federation")
        MULTI_ACADEMY_TRUST = "multi_academy_trust", _("Multi-academy trust")
        NETWORK = "network", _("Network")
        REGION = "region", _("Region")

    class Phase(models.TextChoices):
        PROPOSED = "proposed", _("Being formed")
        LIVE = "live", _("Live")
        PAUSED = "paused", _("Paused")
        ENDED = "ended", _("Ended")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.FAMILY)
    name = models.CharField(max_length=120)
    colour = models.CharField(max_length=12, default="leaf")  # a name from the palette, never a free value
    purpose = models.TextField(blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.PROPOSED)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One school's place in one partnership. No school is a member before its own people have agreed."""

    class State(models.TextChoices):
        INVITED = "invited", _("Invited")
        MEMBER = "member", _("Member")
        DECLINED = "declined", _("Declined")
        LEFT = "left", _("Left")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="memberships")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="memberships")
    state = models.CharField(max_length=10, choices=State, default=State.INVITED)
    chair_agrees_too = models.BooleanField(default=False)  # the school wants its chair of governors' yes as well
    invited_at = models.DateTimeField()
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "school"], name="one_place_per_school_in_a_partnership")
        ]


class PartnershipRole(models.Model):
    """A part one person plays in one partnership, from one day to another."""

    class Kind(models.TextChoices):
        LEAD = "lead", _("Partnership lead")
        COORDINATOR = "coordinator", _("Partnership coordinator")
        BROKER = "broker", _("External broker")
        RESEARCHER = "researcher", _("Researcher")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="roles")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="partnership_roles")
    kind = models.CharField(max_length=12, choices=Kind)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)


LEVEL = [MinValueValidator(1), MaxValueValidator(6)]
