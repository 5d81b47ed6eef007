"""People and their roles for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from tests.factories.schools import SchoolFactory
from tilth.people.models import ClassMember, Person, Role, SchoolClass


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")


class RoleFactory(DjangoModelFactory[Role]):
    """A role that has stood since the first of September 2020: a teacher's, unless another kind is asked for."""

    class Meta:
        model = Role

    person = factory.SubFactory(PersonFactory)
    school = factory.SubFactory(SchoolFactory)
    kind = Role.Kind.TEACHER
    starts_on = date(2020, 9, 1)


class SchoolClassFactory(DjangoModelFactory[SchoolClass]):
    class Meta:
        model = SchoolClass

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Class {n}")


def student_in(school_class: SchoolClass, **person: object) -> Person:
    """Somebody who learns in a class: without an e-mail address, unless one is given."""
    student = PersonFactory(**{"email": None, **person})
    RoleFactory(person=student, school=school_class.school, kind=Role.Kind.STUDENT)
    ClassMember.objects.create(school_class=school_class, person=student, kind=ClassMember.Kind.STUDENT)
    return student


def teacher_of(school_class: SchoolClass, **person: object) -> Person:
    """Somebody who teaches a class."""
    teacher = PersonFactory(**person)
    RoleFactory(person=teacher, school=school_class.school)
    ClassMember.objects.create(school_class=school_class, person=teacher, kind=ClassMember.Kind.TEACHER)
    return teacher
