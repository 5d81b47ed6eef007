"""People and their roles for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from tests.factories.schools import SchoolFactory
from tilth.people.models import Person, Role


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
