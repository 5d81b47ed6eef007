"""A second opinion on a plan: written apart from the planner, sharing none of its reasoning."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from tilth.timetable.values import HALF_HOURS, HALF_HOURS_A_DAY, Group, Id, Meeting, Person, Plan, Request, School


def faults(plan: Plan, request: Request) -> list[str]:
    """Everything wrong with a plan, in sentences; none when it may be used.

    Meetings that are kept stand whatever they take; what they take is gone for the others.
    """
    checker = _Checker(plan, request)
    strangers = list(checker.strangers())
    if strangers:
        return strangers
    return [
        *checker.kept_missing(),
        *(fault for meeting in plan.meetings for fault in checker.of_meeting(meeting)),
        *checker.of_groups(),
        *checker.clashes(),
        *checker.limits(),
        *checker.figures(),
    ]


class _Checker:
    def __init__(self, plan: Plan, request: Request) -> None:
        self.plan, self.request = plan, request
        self.groups: dict[Id, Group] = {group.key: group for group in request.groups}
        self.people: dict[Id, Person] = {person.key: person for person in request.people}
        self.schools: dict[Id, School] = {school.key: school for school in request.schools}

    def strangers(self) -> Iterator[str]:
        for meeting in self.plan.meetings:
            if meeting.group not in self.groups:
                yield f"{meeting.group} meets but is not among the groups"
            elif not (0 <= meeting.week < self.request.weeks and 0 <= meeting.begins < HALF_HOURS):
                yield f"{meeting.group} meets outside the term"

    def kept_missing(self) -> Iterator[str]:
        there = Counter((meeting.group, meeting.week, meeting.begins) for meeting in self.plan.meetings)
        for group in self.request.groups:
            for (week, begins), times in Counter(group.kept).items():
                if there[group.key, week, begins] < times:
                    yield f"a meeting of {group.key} that stands is not kept"
                if there[group.key, week, begins] > times:
                    yield f"{group.key} meets once more when it meets already"

    def is_kept(self, meeting: Meeting) -> bool:
        return (meeting.week, meeting.begins) in self.groups[meeting.group].kept

    def of_meeting(self, meeting: Meeting) -> Iterator[str]:
        group = self.groups[meeting.group]
        if meeting.half_hours != group.half_hours:
            yield f"a meeting of {group.key} is not as long as it should be"
        told = (sorted(map(str, meeting.covered)), sorted(map(str, meeting.from_stock)), dict(meeting.travel))
        costs = [self.costs(meeting, self.people[key]) for key in group.people]
        covered = sorted(str(key) for key, cost in zip(group.people, costs, strict=True) if cost[0])
        stocked = sorted(str(key) for key, cost in zip(group.people, costs, strict=True) if cost[1])
        travel = {key: cost[2] for key, cost in zip(group.people, costs, strict=True) if cost[2]}
        if told != (covered, stocked, travel):
            yield f"what a meeting of {group.key} takes is wrongly stated"
        if not self.is_kept(meeting):
            yield from self.of_new(meeting, group)

    def of_new(self, meeting: Meeting, group: Group) -> Iterator[str]:
        if meeting.begins % HALF_HOURS_A_DAY + meeting.half_hours > HALF_HOURS_A_DAY:
            yield f"a meeting of {group.key} goes on beyond its day"
        if meeting.school is None and not group.video:
            yield f"{group.key} may not meet on screens"
        for key in group.people:
            person, school = self.people[key], self.schools[self.people[key].school]
            if meeting.week in person.away:
                yield f"{key} is away when {group.key} meets"
            if meeting.school is not None and self.minutes(person.school, meeting.school) is None:
                yield f"nobody knows the way of {key} to where {group.key} meets"
            for half_hour in self.sitting(meeting):
                if not (person.free | school.lessons | school.twilights) >> half_hour & 1:
                    yield f"{key} cannot be there when {group.key} meets"

    def of_groups(self) -> Iterator[str]:
        meetings = defaultdict[Id, list[Meeting]](list)
        for meeting in self.plan.meetings:
            meetings[meeting.group].append(meeting)
        for key, held in meetings.items():
            group = self.groups[key]
            if len(held) > max(group.meetings, len(group.kept)):
                yield f"{key} meets more often than it asked to"
            for one, other in combinations(held, 2):
                close = abs(one.week - other.week) < group.apart
                if close and not (self.is_kept(one) and self.is_kept(other)):
                    yield f"{key} meets again too soon"

    def clashes(self) -> Iterator[str]:
        diary = defaultdict[tuple[Id, int], list[tuple[Meeting, set[int]]]](list)
        for meeting in self.plan.meetings:
            for key in self.groups[meeting.group].people:
                taken = set(self.taken(meeting, self.people[key]))
                for other, theirs in diary[key, meeting.week]:
                    if taken & theirs and not (self.is_kept(meeting) and self.is_kept(other)):
                        yield f"{key} would be in {meeting.group} and {other.group} at once"
                diary[key, meeting.week].append((meeting, taken))

    def limits(self) -> Iterator[str]:
        """What is over its limit, unless all of it is meetings that are kept."""
        used, new = Counter[tuple[object, ...]](), set[tuple[object, ...]]()
        for meeting in self.plan.meetings:
            for limited, amount in self.uses(meeting):
                used[limited] += amount
                if amount and not self.is_kept(meeting):
                    new.add(limited)
        for limited in sorted(new, key=str):
            if used[limited] > self.limit(limited):
                yield f"{' '.join(map(str, limited))}: {used[limited]}, and only {self.limit(limited)} can be"

    def uses(self, meeting: Meeting) -> Iterator[tuple[tuple[object, ...], int]]:
        for key in self.groups[meeting.group].people:
            person = self.people[key]
            cover, stock, _ = self.costs(meeting, person)
            yield ("cover", person.school, meeting.week), cover
            yield ("stock", key), stock
            yield ("meetings", key, meeting.week), 1
        if meeting.school is not None:
            for half_hour in self.sitting(meeting):
                yield ("rooms", meeting.school, meeting.week, half_hour), 1

    def limit(self, limited: tuple[object, ...]) -> int:
        what, key = limited[0], limited[1]
        if what == "cover":
            return self.schools[key].cover
        if what == "rooms":
            return self.schools[key].rooms
        person = self.people[key]
        return self.schools[person.school].stock - person.used if what == "stock" else person.most

    def figures(self) -> Iterator[str]:
        met = {meeting.group for meeting in self.plan.meetings}
        if len(self.plan.meetings) > self.plan.bound or len(met) > self.plan.groups_bound:
            yield "a bound is below what was reached"
        held = Counter(meeting.group for meeting in self.plan.meetings)
        missing = {key: group.meetings - held[key] for key, group in self.groups.items()}
        told = [(unplaced.group, unplaced.missing) for unplaced in self.plan.unplaced]
        if sorted(told, key=str) != sorted(((key, left) for key, left in missing.items() if left > 0), key=str):
            yield "what is missing is wrongly stated"

    def costs(self, meeting: Meeting, person: Person) -> tuple[int, int, int]:
        """Half-hours of cover and of stock, and minutes on the way."""
        school = self.schools[person.school]
        cover = [
            half_hour
            for half_hour in self.taken(meeting, person)
            if school.lessons >> half_hour & 1 and not person.free >> half_hour & 1 and person.teaches
        ]
        stock = [
            half_hour
            for half_hour in self.sitting(meeting)
            if school.twilights >> half_hour & 1 and not (person.free | school.lessons) >> half_hour & 1
        ]
        return len(cover), len(stock), 2 * self.one_way(meeting, person)

    def one_way(self, meeting: Meeting, person: Person) -> int:
        return 0 if meeting.school is None else self.minutes(person.school, meeting.school) or 0

    def sitting(self, meeting: Meeting) -> range:
        return self.within(meeting, 0)

    def taken(self, meeting: Meeting, person: Person) -> range:
        """The half-hours of the meeting and of the way there and back."""
        return self.within(meeting, (self.one_way(meeting, person) + 29) // 30)

    def within(self, meeting: Meeting, more: int) -> range:
        first = meeting.begins // HALF_HOURS_A_DAY * HALF_HOURS_A_DAY
        ends = meeting.begins + meeting.half_hours + more
        return range(max(first, meeting.begins - more), min(first + HALF_HOURS_A_DAY, ends))

    def minutes(self, one: Id, other: Id) -> int | None:
        if one == other:
            return 0
        return self.request.travel.get((one, other), self.request.travel.get((other, one)))
