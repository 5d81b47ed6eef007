"""Families of schools that could be, made from a seed: people's weeks, schools' limits, groups that want to meet."""

from __future__ import annotations

from random import Random

from tilth.timetable import DAYS, HALF_HOURS_A_DAY, Group, Person, Request, School

MORNING, AFTERNOON, TWILIGHT = range(3, 10), range(12, 16), range(16, 19)  # 9:00 to 12:30, 13:30 to 15:30, to 17:00
LESSONS = (*MORNING, *AFTERNOON)


def family(schools: int, groups: int, weeks: int = 12, *, seed: int = 1, staff: int = 36) -> Request:
    """Schools of about so many people, who are in two or three groups each at most."""
    chance = Random(seed)  # noqa: S311 chance, not secrecy
    sites = [(chance.uniform(0, 25), chance.uniform(0, 25)) for _ in range(schools)]
    named = tuple(_school(number, chance) for number in range(schools))
    people = tuple(
        _person(school, number, weeks, chance)
        for school in named
        for number in range(max(4, round(chance.gauss(staff, staff / 5))))
    )
    return Request(weeks, named, people, _groups(people, groups, weeks, chance), _travel(named, sites))


def _school(number: int, chance: Random) -> School:
    return School(
        key=f"school {number}",
        lessons=_mask((day, half_hour) for day in range(DAYS) for half_hour in LESSONS),
        twilights=_mask((day, half_hour) for day in chance.sample(range(DAYS), 2) for half_hour in TWILIGHT),
        cover=chance.choice([2, 4, 4, 6, 6, 8, 12]),
        stock=chance.choice([0, 2, 4, 4, 6, 8]),
        rooms=chance.choice([1, 2, 2, 3]),
    )


def _person(school: School, number: int, weeks: int, chance: Random) -> Person:
    return Person(
        key=f"{school.key}, {number}",
        school=school.key,
        free=_free(chance),
        away=_away(weeks, chance),
        most=chance.choice([1, 2, 2, 2, 3]),
        teaches=chance.random() > 0.06,
    )


def _free(chance: Random) -> int:
    """Hours without a class, some of the afternoons after lessons, now and then a lunch or an early morning."""
    times = []
    hours = [(day, first) for day in range(DAYS) for first in (3, 5, 8, 12, 14)]
    for day, first in chance.sample(hours, chance.choice([2, 3, 3, 4, 5])):
        times += [(day, first), (day, first + 1)]
    for day in chance.sample(range(DAYS), chance.choice([0, 1, 1, 2, 3])):
        times += [(day, half_hour) for half_hour in TWILIGHT]
    if chance.random() < 0.25:
        times += [(chance.randrange(DAYS), half_hour) for half_hour in chance.choice([(10, 11), (1, 2)])]
    return _mask(times)


def _away(weeks: int, chance: Random) -> frozenset[int]:
    """A trip, a course, or a long absence of one in fifty."""
    if chance.random() < 0.02:
        return frozenset(range(chance.randrange(weeks), weeks))
    return frozenset(chance.sample(range(weeks), chance.choice([0, 0, 0, 0, 1, 2])))


def _groups(people: tuple[Person, ...], count: int, weeks: int, chance: Random) -> tuple[Group, ...]:
    """Pairs and triads, a few larger ones; most were matched because they share an hour, mostly across schools."""
    room = {person.key: chance.choice([2, 3, 3, 4]) for person in people}
    found: list[Group] = []
    while len(found) < count:
        size = chance.choice([2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 5])
        members = chance.sample([person for person in people if room[person.key]], size)
        shared = chance.random() < 0.85
        if (shared and not _share_an_hour(members)) or len({person.school for person in members}) < min(size, 2):
            continue
        for person in members:
            room[person.key] -= 1
        found.append(_group(len(found), members, weeks, chance))
    return tuple(found)


def _group(number: int, members: list[Person], weeks: int, chance: Random) -> Group:
    meetings = chance.choice([3, 4, 4, 4, 5, 6])
    apart = min(chance.choice([1, 1, 2, 2]), max(1, weeks // meetings))
    kept = ((chance.randrange(weeks), 16),) if chance.random() < 0.03 else ()
    return Group(
        key=f"group {number}",
        people=tuple(person.key for person in members),
        meetings=meetings,
        half_hours=chance.choice([1, 2, 2, 2, 2, 3]),
        apart=apart,
        video=chance.random() < 0.75,
        kept=kept,
    )


def _share_an_hour(members: list[Person]) -> bool:
    shared = members[0].free
    for person in members:
        shared &= person.free
    return bool(shared & shared >> 1)


def _travel(schools: tuple[School, ...], sites: list[tuple[float, float]]) -> dict[tuple[object, object], int]:
    """Minutes by road between schools in a county, those far apart left unknown."""
    ways = {}
    for one, (x, y) in zip(schools, sites, strict=True):
        for other, (a, b) in zip(schools, sites, strict=True):
            minutes = round(5 + 1.6 * ((x - a) ** 2 + (y - b) ** 2) ** 0.5)
            if one.key < other.key and minutes <= 45:
                ways[one.key, other.key] = minutes
    return ways


def _mask(times: object) -> int:
    return sum(1 << day * HALF_HOURS_A_DAY + half_hour for day, half_hour in set(times))
