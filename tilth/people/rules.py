"""Who may, about people: predicates that read as sentences."""

from __future__ import annotations

from django.utils import timezone

from tilth.people import queries
from tilth.people.models import LEADERS, STAFF, Person, Role
from tilth.schools.models import School


def holds(person: Person, school: School, kinds: frozenset[str] | set[str]) -> bool:
    """Whether a person holds one of these roles in a school today."""
    return queries.roles_in(school, timezone.localdate(), kinds).filter(person=person).exists()


def is_head_of(person: Person, school: School) -> bool:
    return holds(person, school, {Role.Kind.HEADTEACHER})


def leads(person: Person, school: School) -> bool:
    return holds(person, school, set(LEADERS))


def works_in(person: Person, school: School) -> bool:
    return holds(person, school, set(STAFF))
