"""Schools for tests."""

import factory
from factory.django import DjangoModelFactory

from tilth.schools.models import School


class SchoolFactory(DjangoModelFactory[School]):
    class Meta:
        model = School

    country = "GB-ENG"
    number = factory.Sequence(lambda n: str(100000 + n))
    name = factory.Sequence(lambda n: f"School {n}")
    phase = School.Phase.PRIMARY
    town = "Tilford"
