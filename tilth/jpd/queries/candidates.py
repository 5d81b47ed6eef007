"""Whom somebody can ask into a group: staff of their partnership's schools, and students of their own school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from tilth.jpd.queries.exchange import FOUND_AT_ONCE
from tilth.partnerships.models import Partnership
from tilth.partnerships.queries import agreed_schools
from tilth.people.models import STAFF, Person, Role
from tilth.people.queries import schools_of, standing
from tilth.schools.models import School


@dataclass(frozen=True)
class Candidate:
    """Somebody who can be asked, from which school, and whether as a student."""

    person: Person
    school: School
    student: bool

    def __str__(self) -> str:
        return self.person.name

    @property
    def id(self) -> UUID:
        return self.person.id


def candidates(
    viewer: Person, partnership: Partnership, *, words: str = "", keys: Sequence[UUID] | None = None
) -> list[Candidate]:
    """Those of this name, or with these keys, each from one school."""
    if keys is None and not words.strip():
        return []
    today = timezone.localdate()
    own = schools_of(viewer, today, STAFF).values("id")
    may = Q(kind__in=STAFF) | Q(kind=Role.Kind.STUDENT, school__in=own)
    meant = Q(person__in=keys) if keys is not None else Q(person__name__icontains=words.strip())
    held = Role.objects.filter(standing(today), may, meant, school__in=agreed_schools(partnership).values("id"))
    held = held.exclude(person=viewer).filter(person__is_active=True).select_related("person", "school")
    found: dict[UUID, Candidate] = {}
    for role in held.order_by("person__name", "school__name"):
        student = role.kind == Role.Kind.STUDENT
        if role.person_id not in found or found[role.person_id].student:
            found[role.person_id] = Candidate(role.person, role.school, student)
    return list(found.values())[: FOUND_AT_ONCE if keys is None else None]
