"""What is held about one person: for their own eyes."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tilth.audits.models import Commitment, Naming, OwnInstrument, Prediction, Wave
from tilth.people.models import Person


def planned_by(person: Person) -> QuerySet[Wave]:
    return Wave.objects.filter(planned_by=person).select_related("terms")


def predictions_of(person: Person) -> QuerySet[Prediction]:
    return Prediction.objects.filter(person=person).select_related("wave_school__school", "wave_school__wave__terms")


def namings_by(person: Person) -> QuerySet[Naming]:
    return Naming.objects.filter(by=person).select_related("wave_school__school", "wave_school__wave__terms")


def promised_by(person: Person) -> QuerySet[Commitment]:
    """What somebody promised, or sees to."""
    return Commitment.objects.filter(Q(by=person) | Q(owner=person))


def instruments_by(person: Person) -> QuerySet[OwnInstrument]:
    return OwnInstrument.objects.filter(by=person)
