"""A school's own people, for those who belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from tilth.people.models import STAFF, ClassMember, Person, Role, SchoolClass
from tilth.people.rules import ADULTS, belongs_to, leads
from tilth.schools.models import School


@dataclass(frozen=True)
class Part:
    """One person and the roles they hold in one school now, or will."""

    person: Person
    roles: tuple[Role, ...]

    @property
    def works(self) -> bool:
        """Whether they are on the staff; else they govern."""
        return any(role.kind in STAFF for role in self.roles)


def own_school(*, viewer: Person, key: UUID) -> School | None:
    """A school that the viewer belongs to as an adult, or any school for an operator; else None."""
    school = School.objects.filter(id=key).first()
    return school if school and belongs_to(viewer, school) else None


def role_of_school(*, viewer: Person, key: UUID) -> Role | None:
    """A role that has not ended, in a school that the viewer belongs to; else None."""
    role = Role.objects.filter(_not_over(timezone.localdate()), id=key).select_related("person", "school").first()
    return role if role and belongs_to(viewer, role.school) else None


def adults_of(school: School) -> list[Part]:
    """Staff and governors of a school with their roles, by name."""
    roles = Role.objects.filter(_not_over(timezone.localdate()), school=school, kind__in=ADULTS)
    ordered = roles.select_related("person", "school").order_by("person__name", "person_id", "kind")
    return [Part(person, tuple(held)) for person, held in groupby(ordered, key=lambda role: role.person)]


def students_of(school: School) -> QuerySet[Role]:
    """The student roles of a school, by name: for pages behind SEE_STUDENTS_OF."""
    students = Role.objects.filter(_not_over(timezone.localdate()), school=school, kind=Role.Kind.STUDENT)
    return students.select_related("person", "school").order_by("person__name", "id")


def classes_seen(viewer: Person, school: School) -> QuerySet[SchoolClass]:
    """The open classes of a school, each with its number of `students` and whether the viewer `runs` it, so may print
    slips for it. For pages behind SEE_STUDENTS_OF."""
    taught = ClassMember.objects.filter(school_class=OuterRef("id"), person=viewer, kind=ClassMember.Kind.TEACHER)
    learners = Count("members", filter=Q(members__kind=ClassMember.Kind.STUDENT))
    found = SchoolClass.objects.filter(_not_over(timezone.localdate()), school=school)
    runs = Value(True) if leads(viewer, school) else Exists(taught)
    return found.annotate(students=learners, runs=runs)


def _not_over(today: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gte=today)
