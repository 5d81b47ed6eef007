"""A request with its names turned into numbers, and every way each group could meet in a week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tilth.timetable.values import HALF_HOURS, HALF_HOURS_A_DAY, Group, Id, Meeting, Person, Request, School

SCREENS = -1
"""The place of a meeting on screens."""
MINUTES = 30
"""Of a half-hour."""

Counts = tuple[tuple[int, int], ...]
"""Numbers of people or schools, each with how much."""


@dataclass(frozen=True)
class Option:
    """One way for a group to meet in any week: when, where, and what it takes of whom. People are numbers."""

    begins: int
    place: int
    sits: int  # mask of the meeting itself
    busy: Counts  # each person's mask: the meeting, and the way there and back
    cover: Counts  # half-hours of lessons that others take
    stock: Counts  # half-hours of training days
    travel: Counts  # minutes, there and back
    schools: Counts  # half-hours of cover of each school

    @cached_property
    def load(self) -> Counts:
        """Minutes each person gives beyond the meeting: lessons left to others, and the way."""
        minutes = Counter({person: MINUTES * half_hours for person, half_hours in self.cover})
        minutes.update(dict(self.travel))
        return tuple(sorted(minutes.items()))

    @cached_property
    def cost(self) -> tuple[int, ...]:
        """The least of these is the cheapest: cover, way, stock, and then the earliest in the week."""
        sums = (sum(amount for _, amount in counts) for counts in (self.cover, self.travel, self.stock))
        return (*sums, self.begins, self.place)


@dataclass(frozen=True)
class Choice:
    """A group with its people as numbers, the ways it could meet, and the weeks in which nobody is away."""

    group: Group
    people: tuple[int, ...]
    options: tuple[Option, ...]
    weeks: tuple[int, ...]
    kept: tuple[tuple[int, Option], ...]

    @property
    def wanted(self) -> int:
        """Meetings to look for beside those that are kept."""
        return max(0, self.group.meetings - len(self.kept))

    def near(self, week: int, other: int) -> bool:
        """Whether meetings in these two weeks would be too close."""
        return abs(week - other) < self.group.apart


class Problem:
    """Everything that plans are made from, by number. Raises ValueError where a request contradicts itself."""

    def __init__(self, request: Request) -> None:
        _refuse_contradictions(request)
        self.request = request
        self.schools: Sequence[School] = request.schools
        self.people: Sequence[Person] = request.people
        self.school_numbers = {school.key: number for number, school in enumerate(request.schools)}
        self.person_numbers = {person.key: number for number, person in enumerate(request.people)}
        self.home = [self.school_numbers[person.school] for person in request.people]
        self.choices = [self._choice(group) for group in request.groups]

    def meeting(self, choice: Choice, week: int, option: Option) -> Meeting:
        """What the plan says of this meeting."""
        return Meeting(
            choice.group.key,
            week,
            option.begins,
            choice.group.half_hours,
            None if option.place == SCREENS else self.schools[option.place].key,
            tuple(self.people[person].key for person, _ in option.cover),
            tuple(self.people[person].key for person, _ in option.stock),
            {self.people[person].key: minutes for person, minutes in option.travel},
        )

    def minutes(self, one: int, other: int) -> int | None:
        """The way between two schools, if it is known."""
        if one == other:
            return 0
        names, travel = (self.schools[one].key, self.schools[other].key), self.request.travel
        return travel.get(names, travel.get(names[::-1]))

    def hosts(self, group: Group, people: Iterable[int]) -> list[int]:
        """Where a group could meet: on screens if it may, or else at a school of its own that all can reach."""
        if group.video:
            return [SCREENS]
        homes = sorted({self.home[person] for person in people})
        return [host for host in homes if all(self.minutes(home, host) is not None for home in homes)]

    def option(self, people: Iterable[int], begins: int, half_hours: int, place: int) -> Option:
        """What meeting there and then takes, whether or not everybody can."""
        sits = stretch(begins, half_hours)
        busy, cover, stock, travel, schools = [], [], [], [], Counter[int]()
        for person in people:
            minutes = 0 if place == SCREENS else self.minutes(self.home[person], place) or 0
            mask = sits | way(begins, half_hours, minutes)
            covered, stocked = self.covered(person, mask), self.twilight(person, sits)
            busy.append((person, mask))
            cover += [(person, covered)] * bool(covered)
            stock += [(person, stocked)] * bool(stocked)
            travel += [(person, 2 * minutes)] * bool(minutes)
            schools[self.home[person]] += covered
        by_school = tuple((school, half_hours) for school, half_hours in sorted(schools.items()) if half_hours)
        return Option(begins, place, sits, tuple(busy), tuple(cover), tuple(stock), tuple(travel), by_school)

    def covered(self, person: int, mask: int) -> int:
        """Half-hours of lessons of this person in a mask that others would take."""
        who = self.people[person]
        return (mask & ~who.free & self.schools[self.home[person]].lessons).bit_count() if who.teaches else 0

    def twilight(self, person: int, mask: int) -> int:
        """Half-hours of a mask in which this person could be only in time of a training day."""
        school = self.schools[self.home[person]]
        return (mask & ~self.people[person].free & ~school.lessons & school.twilights).bit_count()

    def never(self, person: int, mask: int) -> int:
        """The half-hours of a mask in which this person cannot be anywhere."""
        school = self.schools[self.home[person]]
        return mask & ~(self.people[person].free | school.lessons | school.twilights)

    def _choice(self, group: Group) -> Choice:
        people = tuple(self.person_numbers[key] for key in group.people)
        away = set[int]().union(*(self.people[person].away for person in people))
        weeks = tuple(week for week in range(self.request.weeks) if week not in away)
        kept = tuple(
            (week, self.option(people, begins, group.half_hours, SCREENS)) for week, begins in sorted(group.kept)
        )
        return Choice(group, people, tuple(self._options(group, people)), weeks, kept)

    def _options(self, group: Group, people: tuple[int, ...]) -> Iterator[Option]:
        """Every way that nobody's week, nor a limit of cover or stock by itself, forbids."""
        for begins in beginnings(group.half_hours):
            sits = stretch(begins, group.half_hours)
            if any(self.never(person, sits) for person in people):
                continue
            for place in self.hosts(group, people):
                option = self.option(people, begins, group.half_hours, place)
                if self._bearable(option):
                    yield option

    def _bearable(self, option: Option) -> bool:
        return (
            all(half_hours <= self.schools[school].cover for school, half_hours in option.schools)
            and all(half_hours <= self.schools[self.home[person]].stock for person, half_hours in option.stock)
            and (option.place == SCREENS or self.schools[option.place].rooms > 0)
        )


def stretch(begins: int, half_hours: int) -> int:
    """The mask of so many half-hours from this one, to the end of the day at most."""
    return ((1 << half_hours) - 1 << begins) & _day(begins)


def way(begins: int, half_hours: int, minutes: int) -> int:
    """The mask of the way there before a meeting and back after it, within the day."""
    steps = -(-minutes // MINUTES)
    return ((1 << half_hours + 2 * steps) - 1 << begins >> steps) & _day(begins)


def beginnings(half_hours: int) -> list[int]:
    """The half-hours at which a meeting so long may begin."""
    return [begins for begins in range(HALF_HOURS) if begins % HALF_HOURS_A_DAY + half_hours <= HALF_HOURS_A_DAY]


def _day(begins: int) -> int:
    return (1 << HALF_HOURS_A_DAY) - 1 << begins - begins % HALF_HOURS_A_DAY


def _refuse_contradictions(request: Request) -> None:
    schools, people = [{thing.key for thing in things} for things in (request.schools, request.people)]
    for what, things in (("school", request.schools), ("person", request.people), ("group", request.groups)):
        _once(what, [thing.key for thing in things])
    if any(person.school not in schools for person in request.people):
        raise ValueError("somebody is of a school that is not named")
    for group in request.groups:
        if not group.people or not people.issuperset(group.people) or len(set(group.people)) < len(group.people):
            raise ValueError("a group has people who are named, each once")
        if group.half_hours < 1 or group.apart < 1:
            raise ValueError("a meeting takes a half-hour or more, and a group meets once a week at most")
        if not all(0 <= week < request.weeks and 0 <= begins < HALF_HOURS for week, begins in group.kept):
            raise ValueError("a meeting that is kept lies within the term")


def _once(what: str, keys: list[Id]) -> None:
    if len(set(keys)) < len(keys):
        raise ValueError(f"a {what} is named twice")
