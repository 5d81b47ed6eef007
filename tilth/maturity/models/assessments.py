"""Assessments: who places each strand, where they placed it, and what the group agreed."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tilth.maturity.models.editions import Edition
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School

SLUG = 40


class Stage(models.IntegerChoices):
    """The four stages, by their place. Their names are the model's."""

    FIRST = 0
    SECOND = 1
    THIRD = 2
    FOURTH = 3


def _stage(field: str = "stage") -> Q:
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (0, 3)})


class Assessment(models.Model):
    """One time that a school places itself (within), or a partnership (between): each alone first, then together."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="assessments")
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.CASCADE, related_name="assessments"
    )
    # With a school it is the school's own, made as a member of the partnership if there is one; without, all schools'.
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="assessments")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closes_on = models.DateField()  # the last day to place
    shown_at = models.DateTimeField(null=True, blank=True)  # when the group saw all placements; for good
    ended_at = models.DateTimeField(null=True, blank=True)  # agreed as far as it goes, or given up
    shared_at = models.DateTimeField(null=True, blank=True)  # a school lets the leaders of its partners see its claims

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(partnership__isnull=False) | Q(school__isnull=False), name="an_assessment_is_of_something"
            ),
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(ended_at__isnull=True),
                name="a_school_is_assessed_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(ended_at__isnull=True, school__isnull=True),
                name="a_partnership_is_assessed_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.school or self.partnership)


class Assessor(models.Model):
    """Somebody who is asked to place the strands, and as what."""

    class Standing(models.TextChoices):
        HEAD = "head", _("Headteacher")
        SENIOR = "senior", _("Senior leader")
        TEACHER = "teacher", _("Teacher")
        STAFF = "staff", _("Other staff")
        GOVERNOR = "governor", _("Governor")
        STUDENT = "student", _("Student")
        PARTNER = "partner", _("Partnership lead or coordinator")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="assessors")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="assessing")
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(max_length=10, choices=Standing)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["school__name", "person__name"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "person"], name="one_assessor_per_person"),
        ]


class Placement(models.Model):
    """Where one assessor places one strand. Theirs alone, and theirs to change, until all are shown."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    assessor = models.ForeignKey(Assessor, on_delete=models.CASCADE, related_name="placements")
    strand = models.CharField(max_length=SLUG)
    stage = models.PositiveSmallIntegerField(null=True, blank=True, choices=Stage.choices)  # empty: cannot say
    words = models.CharField(max_length=600, blank=True)
    evidence = models.CharField(max_length=600, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["strand"]
        constraints = [
            models.UniqueConstraint(fields=["assessor", "strand"], name="one_placement_of_a_strand"),
            models.CheckConstraint(condition=_stage(), name="placed_at_a_stage"),
        ]


class Agreement(models.Model):
    """What the group says of a strand after talking: a stage, or that it does not agree. The latest holds."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="agreements")
    strand = models.CharField(max_length=SLUG)
    stage = models.PositiveSmallIntegerField(null=True, blank=True, choices=Stage.choices)  # empty: we do not agree
    words = models.CharField(max_length=600, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        get_latest_by = "at"
        constraints = [
            models.CheckConstraint(condition=_stage(), name="agreed_at_a_stage"),
            models.CheckConstraint(
                condition=Q(stage__isnull=False) | ~Q(words=""), name="disagreement_is_said_in_words"
            ),
        ]


class Objection(models.Model):
    """One of the group cannot stand behind what was agreed, and says why: while it stands, nothing is agreed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="objections")
    assessor = models.ForeignKey(Assessor, on_delete=models.CASCADE, related_name="objections")
    words = models.CharField(max_length=600)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "assessor"], name="one_objection_to_an_agreement"),
        ]
