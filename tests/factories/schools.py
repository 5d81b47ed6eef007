"""Schools for tests."""

import factory
from factory.django import DjangoModelFactory

from tilth.schools.models import Body, RegisterImport, School, Succession, Tie


class SchoolFactory(DjangoModelFactory[School]):
    class Meta:
        model = School

    country = "GB-ENG"
    number = factory.Sequence(lambda n: str(100000 + n))
    name = factory.Sequence(lambda n: f"School {n}")
    phase = School.Phase.PRIMARY
    town = "Tilford"


class BodyFactory(DjangoModelFactory[Body]):
    """A multi-academy trust, unless another kind is asked for."""

    class Meta:
        model = Body

    country = "GB-ENG"
    number = factory.Sequence(lambda n: str(2000 + n))
    name = factory.Sequence(lambda n: f"Trust {n}")
    kind = Body.Kind.MULTI_ACADEMY_TRUST


class TieFactory(DjangoModelFactory[Tie]):
    class Meta:
        model = Tie

    school = factory.SubFactory(SchoolFactory)
    body = factory.SubFactory(BodyFactory)


class SuccessionFactory(DjangoModelFactory[Succession]):
    class Meta:
        model = Succession

    earlier = factory.SubFactory(SchoolFactory, status=School.Status.CLOSED)
    later = factory.SubFactory(SchoolFactory)


class RegisterImportFactory(DjangoModelFactory[RegisterImport]):
    class Meta:
        model = RegisterImport

    file_name = "schools.csv"
