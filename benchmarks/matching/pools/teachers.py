"""Teachers as schools have them: what they offer and want, when they are free, where they work.

Topics come in clusters: some for everybody, the others by subject and phase. In each cluster few
topics are named by many and many by few (Zipf), and what is wanted most is not what is offered
most. A teacher has six to ten half-hours of the week free, and the school one or two meetings
after lessons, for which most schools of a family keep the same day. Everything follows from the
seed, and a hundred thousand people take seconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from tilth.matching import Person, mask_of

SUBJECTS = ("English", "mathematics", "science", "computing", "humanities", "languages", "arts", "sport", "early years")
PHASES = ("primary", "secondary")
FOR_ALL = ("behaviour", "feedback", "inclusion", "leading", "planning", "wellbeing")
DAYS, LESSONS, TWILIGHTS = range(5), range(8), (8, 9)
"""Half-hours of a day: eight with lessons, then two after them."""
HALF_HOURS_A_DAY = 10
OWN, ALL, OTHER = 0.5, 0.4, 0.1
"""Where a topic comes from: the teacher's own cluster, one for everybody, any."""
ZIPF = 0.75
OPENERS = 0.045


@dataclass(frozen=True)
class Field:
    """People, where each family of schools begins and ends among them, and the minutes between schools of a family."""

    people: tuple[Person, ...]
    families: tuple[tuple[Person, ...], ...]
    minutes: dict[tuple[str, str], int]


def field(size: int, *, families: int = 1, topics: int = 150, seed: int = 1, avoiding: float = 0.0) -> Field:
    """So many people in so many families of about one size; `avoiding` is the share who avoid somebody."""
    chance = Random(seed)  # noqa: S311
    words = _Words(topics, chance)
    ends = [size * number // families for number in range(families + 1)]
    made = [_Family(chance, words, number, ends[number], ends[number + 1], avoiding) for number in range(families)]
    people = tuple(tuple(family.people()) for family in made)
    minutes = {way: taken for family in made for way, taken in family.minutes()}
    return Field(tuple(person for family in people for person in family), people, minutes)


class _Words:
    """The topics in their clusters, and how often each is named."""

    def __init__(self, count: int, chance: Random) -> None:
        clusters = [("all", area) for area in FOR_ALL] + [(phase, subject) for phase in PHASES for subject in SUBJECTS]
        self.clusters: dict[tuple[str, str], list[str]] = {cluster: [] for cluster in clusters}
        for number in range(count):
            phase, subject = clusters[number % len(clusters)]
            self.clusters[phase, subject].append(f"{subject}, {phase}, {number // len(clusters) + 1}")
        self._wanted = {cluster: chance.sample(topics, len(topics)) for cluster, topics in self.clusters.items()}
        self._fame = {cluster: _fame(len(topics)) for cluster, topics in self.clusters.items()}
        self._for_all = [("all", area) for area in FOR_ALL]
        self._names = clusters

    def offered(self, own: tuple[str, str], chance: Random) -> str:
        cluster = self._cluster(own, chance)
        return chance.choices(self.clusters[cluster], cum_weights=self._fame[cluster])[0]

    def wanted(self, own: tuple[str, str], chance: Random) -> str:
        cluster = self._cluster(own, chance)
        return chance.choices(self._wanted[cluster], cum_weights=self._fame[cluster])[0]

    def _cluster(self, own: tuple[str, str], chance: Random) -> tuple[str, str]:
        where = chance.random()
        if where < OWN:
            return own
        return chance.choice(self._for_all if where < OWN + ALL else self._names)


def _fame(count: int) -> list[float]:
    return list(accumulate((rank + 1) ** -ZIPF for rank in range(count)))


@dataclass(frozen=True)
class _School:
    name: str
    phase: str
    size: int
    twilights: tuple[int, ...]
    place: tuple[float, float]


class _Family:
    """Schools on a map, and the people in them."""

    def __init__(self, chance: Random, words: _Words, number: int, begin: int, end: int, avoiding: float) -> None:
        self.chance, self.words, self.number = chance, words, number
        self.begin, self.end, self.avoiding = begin, end, avoiding
        self.schools = list(self._schools())

    def _schools(self) -> Iterator[_School]:
        """Three primaries to a secondary, until everybody has a place."""
        together, left = self.chance.choice(DAYS), self.end - self.begin
        while left > 0:
            phase = self.chance.choice(("primary", "primary", "primary", "secondary"))
            typical = 75 if phase == "secondary" else 28
            size = min(left, max(8, round(self.chance.lognormvariate(0, 0.3) * typical)))
            days = {together if self.chance.random() < 0.6 else self.chance.choice(DAYS), self.chance.choice(DAYS)}
            twilights = tuple(day * HALF_HOURS_A_DAY + self.chance.choice(TWILIGHTS) for day in sorted(days))
            name = f"school-{self.number:03}-{left:04}"
            yield _School(name, phase, size, twilights, (self.chance.gauss(0, 8), self.chance.gauss(0, 8)))
            left -= size

    def people(self) -> Iterator[Person]:
        number = self.begin
        for school in self.schools:
            for _ in range(school.size):
                yield self._person(number, school)
                number += 1

    def _person(self, number: int, school: _School) -> Person:
        chance, own = self.chance, (school.phase, self.chance.choice(SUBJECTS))
        opens = chance.random() < OPENERS
        offers = {self.words.offered(own, chance) for _ in range(chance.choice((1, 2, 3, 3, 4)))}
        wants = {self.words.wanted(own, chance) for _ in range(chance.choice((1, 2, 2, 3)))} - offers
        free = chance.sample(range(len(DAYS) * len(LESSONS)), chance.randint(6, 10))
        return Person(
            id=_name(number),
            school=school.name,
            offers={topic: chance.choice((1, 2, 2, 3)) for topic in sorted(offers)},
            wants={} if opens else {topic: chance.choice((1, 2, 3)) for topic in sorted(wants)},
            half_hours=mask_of([*map(_in_lessons, free), *school.twilights]),
            gives_only=opens,
            avoids=self._avoided(number),
            waiting=chance.choice((0, 0, 0, 0, 1, 1, 2)),
            subject=own[1],
        )

    def _avoided(self, number: int) -> frozenset[str]:
        if self.chance.random() >= self.avoiding:
            return frozenset()
        return frozenset({_name(self.chance.randrange(self.begin, self.end))} - {_name(number)})

    def minutes(self) -> Iterator[tuple[tuple[str, str], int]]:
        """By road between any two schools: the straight way, and a third, at forty kilometres an hour."""
        for place, one in enumerate(self.schools):
            for other in self.schools[:place]:
                across = [a - b for a, b in zip(one.place, other.place, strict=True)]
                yield (one.name, other.name), 5 + round(sum(way * way for way in across) ** 0.5 * 1.33 * 60 / 40)


def _name(number: int) -> str:
    return f"teacher-{number:06}"


def _in_lessons(lesson: int) -> int:
    day, half_hour = divmod(lesson, len(LESSONS))
    return day * HALF_HOURS_A_DAY + half_hour
