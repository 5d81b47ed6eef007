"""Who has asked to be forgotten, and who answers for it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from tilth.people.models import ErasureRequest, Person, Role, standing
from tilth.people.rules import played_when_asking


def open_erasures(viewer: Person) -> QuerySet[ErasureRequest]:
    """Requests that wait and that the viewer answers for: all for the operator, their schools' for a head."""
    waiting = ErasureRequest.objects.filter(done_on__isnull=True).select_related("person")
    if viewer.is_operator:
        return waiting
    heads = Role.objects.filter(standing(timezone.localdate()), person=viewer, kind=Role.Kind.HEADTEACHER)
    return waiting.filter(person__in=played_when_asking().filter(school__in=heads.values("school")).values("person"))


def my_erasure(person: Person) -> ErasureRequest | None:
    """A person's own request, while it waits."""
    return ErasureRequest.objects.filter(person=person, done_on__isnull=True).first()


def erasure(*, viewer: Person, key: UUID) -> ErasureRequest | None:
    """A request that waits and that the viewer answers for, by its person's key; else None."""
    return open_erasures(viewer).filter(person=key).first()


def due_erasures(on: date) -> QuerySet[ErasureRequest]:
    """Requests whose day has come."""
    return ErasureRequest.objects.filter(done_on__isnull=True, due_on__lte=on).select_related("person")


def who_answers_for(person: Person) -> QuerySet[Person]:
    """The heads of a person's schools, and the operators."""
    today = timezone.localdate()
    schools = person.roles.filter(standing(today)).values("school")
    heads = Role.objects.filter(standing(today), school__in=schools, kind=Role.Kind.HEADTEACHER)
    answering = Q(id__in=heads.values("person")) | Q(is_operator=True)
    return Person.objects.filter(answering, is_active=True).exclude(id=person.id)
