"""What follows from a claim: partners who look at it, schools that offer help, steps that were begun."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from tilth.maturity.models.assessments import SLUG, Agreement, Stage
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School


class PartnerLook(models.Model):
    """A partner school is asked to look at a school's claim of one strand, and says what it sees."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="looks")
    partner = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    broker = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    question = models.CharField(max_length=600, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stage = models.PositiveSmallIntegerField(null=True, blank=True, choices=Stage.choices)  # where they would place it
    words = models.CharField(max_length=2000, blank=True)
    declined = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(max_length=2000, blank=True)  # what the school makes of it
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "partner"], name="a_partner_looks_at_a_claim_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(person__isnull=False), name="a_look_is_somebodys"
            ),
        ]


class HelpOffer(models.Model):
    """A school that came further with a strand is willing to help its partners with it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="help_offers")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="help_offers")
    strand = models.CharField(max_length=SLUG)
    words = models.CharField(max_length=600)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["school__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "school", "strand"],
                condition=Q(ended_at__isnull=True),
                name="one_help_offer_for_a_strand",
            ),
        ]


class NextStep(models.Model):
    """Somebody began what the board proposed: written once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="next_steps")
    strand = models.CharField(max_length=SLUG)
    side = models.CharField(max_length=10)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
