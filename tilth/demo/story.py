"""What the generator keeps in hand while it tells the story: chance, the calendar, the cast, and what has been made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tilth.demo.cast import Cast, Character, cast
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School


@dataclass
class Story:
    """The state of the telling."""

    chance: Random
    today: date
    cast: Cast
    seed: int = 2024
    keen: float = 1.0  # of those who would take part in rounds, the share that does: less makes a quicker story
    families: dict[str, Partnership] = field(default_factory=dict)

    @classmethod
    def begin(cls, *, seed: int, today: date, keen: float = 1.0) -> Story:
        return cls(chance=Random(seed), today=today, cast=cast(seed), seed=seed, keen=keen)  # noqa: S311 - the story has to repeat

    def chance_of(self, what: str) -> Random:
        """A chance of its own for something, which does not depend on what has happened before."""
        return Random(f"{self.seed} {what}")  # noqa: S311 - the story has to repeat

    def day(self, days_ago: int) -> date:
        """A day in the past; a weekend becomes the Friday before."""
        day = self.today - timedelta(days=days_ago)
        return day - timedelta(days=max(0, day.weekday() - 4))

    @property
    def rowan(self) -> Partnership:
        return self.families["rowan"]

    def school(self, number: str) -> School:
        return School.objects.get(number=number)

    def person(self, name: str) -> Person:
        return Person.objects.get(name=name)

    def holder(self, school: str, kind: str) -> Person:
        """Whoever plays a part in a school, such as its headteacher."""
        return self.person(next(c.name for c in self.cast.of_school[school] if (school, kind) in c.parts))

    def characters(self, school: str, year: int) -> list[Character]:
        return [character for character in self.cast.of_school[school] if year in character.years]
