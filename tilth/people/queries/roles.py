"""Who holds which role where, and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from tilth.people.models import Person, Role, standing
from tilth.schools.models import School


def roles_in(school: School, on: date, kinds: Iterable[str] = Role.Kind.values) -> QuerySet[Role]:
    """Roles that stand in a school on a day, of the given kinds."""
    return Role.objects.filter(standing(on), school=school, kind__in=kinds).select_related("person", "school")


def schools_of(person: Person, on: date, kinds: Iterable[str] = Role.Kind.values) -> QuerySet[School]:
    """Schools in which a person holds a role of the given kinds on a day."""
    held = Role.objects.filter(standing(on), person=person, kind__in=kinds)
    return School.objects.filter(id__in=held.values("school"))


def heads_of(school: School, on: date) -> QuerySet[Person]:
    return Person.objects.filter(id__in=roles_in(school, on, [Role.Kind.HEADTEACHER]).values("person"))


def chairs_of(school: School, on: date) -> QuerySet[Person]:
    return Person.objects.filter(id__in=roles_in(school, on, [Role.Kind.CHAIR]).values("person"))
