"""Partnerships, the schools in them, and what was asked and answered on the way."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
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

    class Colour(models.TextChoices):
        LEAF = "leaf", _("Leaf green")
        SOIL = "soil", _("Warm soil")
        AMBER = "amber", _("Amber")
        BLUE = "blue", _("Blue")
        GREY = "grey", _("Stone grey")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.FAMILY)
    name = models.CharField(max_length=120)
    colour = models.CharField(max_length=12, choices=Colour, default=Colour.LEAF)  # never a free value
    purpose = models.TextField(blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.PROPOSED)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="a_partnership_is_not_inside_itself"),
            models.CheckConstraint(
                condition=Q(phase__in=["proposed", "live", "paused", "ended"]), name="a_partnership_is_in_a_known_phase"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PhaseChange(models.Model):
    """A partnership entered a phase: written once. `by` is empty when it came about by itself."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="phase_changes")
    phase = models.CharField(max_length=10, choices=Partnership.Phase)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at"]


class Ending(models.Model):
    """How a partnership ended well: why, what was learnt, what is kept, and the thanks."""

    partnership = models.OneToOneField(Partnership, primary_key=True, on_delete=models.CASCADE, related_name="ending")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()
    learnt = models.TextField()
    kept = models.TextField(blank=True)
    thanks = models.TextField(blank=True)


class Membership(models.Model):
    """One school's place in one partnership. No school is a member before its own people have agreed."""

    class State(models.TextChoices):
        INVITED = "invited", _("Invited")
        MEMBER = "member", _("Member")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Invitation withdrawn")
        LEFT = "left", _("Left")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="memberships")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="memberships")
    state = models.CharField(max_length=10, choices=State, default=State.INVITED)
    proposes = models.BooleanField(default=False)  # the school whose idea it was
    chair_agrees_too = models.BooleanField(default=False)  # the school wants its chair of governors' yes as well
    agreed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["school__name", "school__town"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "school"], name="one_place_per_school_in_a_partnership"),
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(proposes=True), name="one_school_proposes_a_partnership"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["invited", "declined", "withdrawn"])
                | Q(state__in=["member", "left"], agreed_by__isnull=False, joined_on__isnull=False),
                name="a_member_has_somebodys_yes_and_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="left") | Q(left_on__gte=F("joined_on")), name="a_school_leaves_after_it_joined"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.partnership}"


class Invitation(models.Model):
    """A school was asked to join: written once. A school that says no may be asked once more, later."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="invitations")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class Answer(models.Model):
    """Somebody answered an invitation for their school, as its headteacher or its chair: written once."""

    class Standing(models.TextChoices):
        HEADTEACHER = "headteacher", _("headteacher")
        CHAIR = "chair", _("chair of governors")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(max_length=12, choices=Standing)
    yes = models.BooleanField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["invitation", "standing"], name="one_answer_of_each_standing"),
            models.CheckConstraint(condition=Q(yes=True) | ~Q(reason=""), name="a_no_comes_with_a_reason"),
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
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="partnership_roles")
    kind = models.CharField(max_length=12, choices=Kind)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # the last day; open while empty

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="partnership_role_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["partnership", "person", "kind"],
                condition=Q(ends_on__isnull=True),
                name="one_open_partnership_role_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.partnership}"


class NestingRequest(models.Model):
    """One partnership asks to sit inside another; the leads of the larger one answer."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waiting for an answer")
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Declined")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    part = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="nesting_requests")
    whole = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="requests_to_nest")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(part=F("whole")), name="no_partnership_asks_to_sit_inside_itself"),
            models.CheckConstraint(
                condition=Q(state="asked") | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="an_answered_request_says_by_whom_and_when",
            ),
            models.UniqueConstraint(
                fields=["part"], condition=Q(state="asked"), name="one_open_request_to_nest_per_partnership"
            ),
        ]
