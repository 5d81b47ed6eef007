"""Who may, about people: predicates that read as sentences, and the sets of people they stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from rules.permissions import add_perm

from tilth.people.models import (
    GOVERNING,
    LEADERS,
    STAFF,
    ClassMember,
    ErasureRequest,
    Person,
    Role,
    SchoolClass,
    standing,
)
from tilth.schools.models import School


class Permission(StrEnum):
    """What may be allowed about people."""

    SEE_PERSON = "people.see_person"
    RUN_CLASS = "people.run_class"  # print slips, renew the code
    CARRY_OUT_ERASURES = "people.carry_out_erasures"
    ERASE = "people.erase"
    SEE_PEOPLE_OF = "people.see_people_of"  # of a school
    SEE_STUDENTS_OF = "people.see_students_of"
    IMPORT_PEOPLE = "people.import_people"
    KEEP_PEOPLE = "people.keep_people"  # add one, end a role
    END_ROLE = "people.end_role"


ADULTS = STAFF | GOVERNING
YOUNG_OR_PARENT = frozenset({Role.Kind.STUDENT, Role.Kind.PARENT})
Circle = Callable[[Person], QuerySet[Person]]
_circles: list[Circle] = []
StandingPeople = Callable[[date], QuerySet[Person]]
standing_above: list[StandingPeople] = []


def register_shared_circle(circle: Circle) -> Circle:
    """Let a part above say with whom a person shares live work beyond their schools: a queryset of people.

    Students and parents among them stay hidden, whatever the circle says.
    """
    if circle not in _circles:
        _circles.append(circle)
    return circle


def register_standing(people: StandingPeople) -> StandingPeople:
    """Let a part above say who plays a part there on a day: their account is not closed with their last school."""
    if people not in standing_above:
        standing_above.append(people)
    return people


def holds(person: Person, school: School, kinds: Iterable[str]) -> bool:
    """Whether a person holds one of these roles in a school today."""
    return _roles(person, kinds).filter(school=school).exists()


def is_head_of(person: Person, school: School) -> bool:
    return holds(person, school, {Role.Kind.HEADTEACHER})


def leads(person: Person, school: School) -> bool:
    return holds(person, school, LEADERS)


def works_in(person: Person, school: School) -> bool:
    return holds(person, school, STAFF)


def belongs_to(person: Person, school: School) -> bool:
    """Whether an adult works in a school or governs it, or runs the installation."""
    return person.is_operator or holds(person, school, ADULTS)


def keeps_people_of(person: Person, school: School) -> bool:
    """Whether a person looks after a school's list of people: who leads it, its business manager, or the operator."""
    return person.is_operator or holds(person, school, LEADERS | {Role.Kind.BUSINESS_MANAGER})


def keeps_role(person: Person, role: Role) -> bool:
    return keeps_people_of(person, role.school)


def teaches(person: Person, school_class: SchoolClass) -> bool:
    """Whether a person is a teacher of a class, and still works in its school."""
    member = ClassMember.objects.filter(school_class=school_class, person=person, kind=ClassMember.Kind.TEACHER)
    return works_in(person, school_class.school) and member.exists()


def known_to(viewer: Person) -> QuerySet[Person]:
    """The people a person may see: themself; in their schools everybody if they work there, adults if they govern;
    and the adults of every shared circle. Students and parents see nobody else, and only a school's own staff see them.
    """
    working = _roles(viewer, STAFF).values("school")
    governing = _roles(viewer, GOVERNING).values("school")
    seen = Q(id=viewer.id) | _has(school__in=working) | _has(school__in=governing, kind__in=ADULTS)
    if is_grown(viewer):
        for circle in _circles:
            seen |= Q(id__in=circle(viewer).values("id")) & _grown()
    return Person.objects.filter(seen, is_active=True)


def is_grown(person: Person) -> bool:
    """Whether a person is neither a student nor only a parent: those see no other people."""
    return Person.objects.filter(_grown(), id=person.id).exists()


def _grown() -> Q:
    """The condition that a person is staff or governs, or plays no part in any school, as brokers do."""
    return _has(kind__in=ADULTS) | ~_has(kind__in=YOUNG_OR_PARENT)


def _has(**facts: object) -> Q:
    """The condition that a person holds a standing role of these facts."""
    held = Role.objects.filter(standing(timezone.localdate()), **facts)
    return Q(id__in=held.values("person"))


def _roles(person: Person, kinds: Iterable[str]) -> QuerySet[Role]:
    return Role.objects.filter(standing(timezone.localdate()), person=person, kind__in=kinds)


def sees(viewer: Person, person: Person) -> bool:
    return known_to(viewer).filter(id=person.id).exists()


def runs(person: Person, school_class: SchoolClass) -> bool:
    return leads(person, school_class.school) or teaches(person, school_class)


def is_operator_or_head(person: Person) -> bool:
    return person.is_operator or _roles(person, {Role.Kind.HEADTEACHER}).exists()


def answers_for(person: Person, request: ErasureRequest) -> bool:
    """Whether a person is the operator, or heads a school in which the one who asks played a part when they asked."""
    headed = _roles(person, {Role.Kind.HEADTEACHER}).values("school")
    return person.is_operator or played_when_asking().filter(person=request.person_id, school__in=headed).exists()


def played_when_asking() -> QuerySet[Role]:
    """The roles people held on the day they asked to be forgotten: a school left long ago answers for nobody."""
    still = Q(ends_on__isnull=True) | Q(ends_on__gte=F("person__erasure_request__asked_on"))
    return Role.objects.filter(still, person__erasure_request__isnull=False)


add_perm(Permission.SEE_PERSON, sees)
add_perm(Permission.RUN_CLASS, runs)
add_perm(Permission.CARRY_OUT_ERASURES, is_operator_or_head)
add_perm(Permission.ERASE, answers_for)
add_perm(Permission.SEE_PEOPLE_OF, belongs_to)
add_perm(Permission.SEE_STUDENTS_OF, works_in)
add_perm(Permission.IMPORT_PEOPLE, keeps_people_of)
add_perm(Permission.KEEP_PEOPLE, keeps_people_of)
add_perm(Permission.END_ROLE, keeps_role)
