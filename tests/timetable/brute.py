"""Every plan there is of a very small term, and what each is worth: to hold the planner against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product

from tilth.timetable import HALF_HOURS_A_DAY, Group, Id, Meeting, Person, Plan, Request, faults

Meetings = tuple[Meeting, ...]
LATEST = 25
"""In the very small terms nothing is different from here on."""


def best(request: Request) -> tuple[int, ...]:
    """The worth of the best plan."""
    return max(worth(request, meetings) for meetings in plans(request))


def plans(request: Request) -> Iterator[Meetings]:
    """Every plan without fault."""
    standing = tuple(meeting for group in request.groups for meeting in _kept(request, group))
    for ways in product(*(list(_ways(request, group, standing)) for group in request.groups)):
        meetings = (*standing, *(meeting for way in ways for meeting in way))
        if not _wrong(request, meetings):
            yield meetings


def places(request: Request, group: Group) -> Iterator[Meeting]:
    """Every time and place for a meeting, whether it can be or not."""
    schools = [None] if group.video else [person.school for person in request.people if person.key in group.people]
    for week, begins, school in product(range(request.weeks), range(LATEST), sorted(set(schools), key=str)):
        yield meeting(request, group, week, begins, school)


def _kept(request: Request, group: Group) -> Iterator[Meeting]:
    for week, begins in group.kept:
        yield meeting(request, group, week, begins, None)


def meeting(request: Request, group: Group, week: int, begins: int, school: Id | None) -> Meeting:
    people = [person for person in request.people if person.key in group.people]
    made = Meeting(group.key, week, begins, group.half_hours, school)
    return Meeting(
        group.key,
        week,
        begins,
        group.half_hours,
        school,
        tuple(person.key for person in people if covered(request, made, person)),
        tuple(person.key for person in people if _stocked(request, made, person)),
        {person.key: 2 * way for person in people if (way := minutes(request, person.school, school))},
    )


def covered(request: Request, made: Meeting, person: Person) -> int:
    """Half-hours of lessons that others take."""
    school = next(school for school in request.schools if school.key == person.school)
    steps = -(-minutes(request, person.school, made.school) // 30)
    hours = _hours(made.begins, made.begins - steps, made.begins + made.half_hours + steps)
    missed = [hour for hour in hours if school.lessons >> hour & 1 and not person.free >> hour & 1]
    return len(missed) if person.teaches else 0


def _stocked(request: Request, made: Meeting, person: Person) -> int:
    school = next(school for school in request.schools if school.key == person.school)
    hours = _hours(made.begins, made.begins, made.begins + made.half_hours)
    return sum(1 for hour in hours if not (person.free | school.lessons) >> hour & 1 and school.twilights >> hour & 1)


def _hours(begins: int, first: int, end: int) -> list[int]:
    return [hour for hour in range(first, end) if hour // HALF_HOURS_A_DAY == begins // HALF_HOURS_A_DAY]


def minutes(request: Request, one: Id, other: Id | None) -> int:
    if other is None or one == other:
        return 0
    return request.travel.get((one, other), request.travel.get((other, one), 0))


def _ways(request: Request, group: Group, standing: Meetings) -> Iterator[Meetings]:
    """Every set of new meetings of one group that could be if it were alone."""
    single = [place for place in places(request, group) if not _wrong(request, (*standing, place))]
    for count in range(max(0, group.meetings - len(group.kept)) + 1):
        for way in combinations(single, count):
            if not _wrong(request, (*standing, *way)):
                yield way


def _wrong(request: Request, meetings: Meetings) -> list[str]:
    """What is wrong with these meetings, whatever else is said of them."""
    found = faults(Plan(meetings, (), 10**6, 10**6), request)
    return [fault for fault in found if not fault.startswith("what is missing")]


def worth(request: Request, meetings: Meetings) -> tuple[int, ...]:
    """By the first tier, then the next: the greater the better."""
    people = {person.key: person for person in request.people}
    burden, cover, travel = Counter[Id](), Counter[Id](), 0
    for made in meetings:
        for key in next(group.people for group in request.groups if group.key == made.group):
            half_hours, way = covered(request, made, people[key]), made.travel.get(key, 0)
            burden[key] += 30 * half_hours + way
            cover[people[key].school] += half_hours
            travel += way
    shares = [
        -(-100 * cover[school.key] // (school.cover * request.weeks)) if school.cover else 0
        for school in request.schools
    ]
    return (
        len({made.group for made in meetings}),
        len(meetings),
        -max(burden.values(), default=0),
        -max(shares, default=0),
        -sum(cover.values()),
        -travel,
        -len({(made.group, made.begins) for made in meetings}),
        -sum(made.week for made in meetings),
    )
