"""What came of a wave: one publication for each school and for the family, and what people make of it."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tilth.audits.models.fixed import Fixed
from tilth.audits.models.waves import Wave, WaveSchool
from tilth.people.models import Person
from tilth.schools.models import School


class PublicationRow(Fixed):
    """What was released, as bytes, once. The database refuses to change it (`guard`)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="publications")
    school = models.ForeignKey(  # empty: the picture of all schools together
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="publications"
    )
    stored = models.BinaryField()  # domain.publication.Publication
    digest = models.CharField(max_length=64)  # SHA-256 of it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "school"], condition=Q(school__isnull=False), name="one_publication_for_a_school"
            ),
            models.UniqueConstraint(
                fields=["wave"], condition=Q(school__isnull=True), name="one_publication_for_a_family"
            ),
        ]


class Prediction(models.Model):
    """What a head expects their own results to be, sealed before the wave opened: shares of 0 to 100 by item."""

    wave_school = models.OneToOneField(
        WaveSchool, primary_key=True, on_delete=models.CASCADE, related_name="prediction"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    expected = models.JSONField()  # item -> per cent favourable
    sealed_at = models.DateTimeField()
    shared = models.BooleanField(default=False)  # the head lets those who see the results see it too


class Naming(models.Model):
    """A school's head agrees that the family's page names the school beside its results."""

    wave_school = models.OneToOneField(WaveSchool, primary_key=True, on_delete=models.CASCADE, related_name="naming")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Commitment(models.Model):
    """Something a school promises because of what it heard, with somebody who sees to it and a day."""

    class State(models.TextChoices):
        PROMISED = "promised", _("Promised")
        KEPT = "kept", _("Done")
        DROPPED = "dropped", _("Given up")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    wave_school = models.ForeignKey(WaveSchool, on_delete=models.CASCADE, related_name="commitments")
    item = models.CharField(max_length=60, blank=True)  # the item it answers, if one
    heard = models.CharField(max_length=300)  # "you said": in the school's words
    promised = models.CharField(max_length=300)  # "we will"
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.PROMISED)
    outcome = models.CharField(max_length=300, blank=True)  # "we did", or why not
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "made_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("made_on")), name="a_commitment_is_due_after_it_is_made"),
            models.CheckConstraint(
                condition=Q(state="promised") | ~Q(outcome=""), name="a_settled_commitment_says_what_came_of_it"
            ),
        ]

    def __str__(self) -> str:
        return self.promised
