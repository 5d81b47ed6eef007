"""Why a group has no place: the smallest set of changes that would let it meet once more.

Everything else stays where the plan has it. Every half-hour of every week, at every place, is looked at; so the
smallest set is the smallest there is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tilth.timetable.diary import Diary, half_hours_in
from tilth.timetable.problem import SCREENS, Choice, Option, Problem, beginnings
from tilth.timetable.values import Group, Id, Meeting, Person, Plan, Reason, Request, School, Unplaced, Why

MENDABLE = (Why.COVER, Why.STOCK, Why.ROOMS, Why.NO_SHARED_TIME, Why.LOAD, Why.AWAY, Why.APART, Why.WAY, Why.OTHERS)
"""Among sets of one size, those with what comes first here are told."""


def reasons(request: Request, plan: Plan, group: Id) -> Unplaced:
    """How many meetings a group misses in a plan, and the smallest set of reasons: with all mended, one more fits."""
    diary = diary_of(Problem(request), plan)
    number = next(at for at, choice in enumerate(diary.problem.choices) if choice.group.key == group)
    return _unplaced(diary, number)


def unplaced(diary: Diary) -> tuple[Unplaced, ...]:
    """Every group with fewer meetings than it asked for, and why."""
    choices = diary.problem.choices
    return tuple(
        _unplaced(diary, number)
        for number, choice in enumerate(choices)
        if len(diary.weeks_of(number)) < choice.group.meetings
    )


def diary_of(problem: Problem, plan: Plan) -> Diary:
    """The diary of a plan that was made before."""
    diary, kept = Diary(problem), Counter[tuple[Id, int, int]]()
    numbers = {choice.group.key: number for number, choice in enumerate(problem.choices)}
    for choice in problem.choices:
        kept.update((choice.group.key, week, option.begins) for week, option in choice.kept)
    for meeting in plan.meetings:
        name = (meeting.group, meeting.week, meeting.begins)
        kept[name] -= 1
        if kept[name] < 0:
            diary.place(numbers[meeting.group], meeting.week, _option(problem, numbers[meeting.group], meeting))
    return diary


def mended(request: Request, group: Id, found: Sequence[Reason]) -> Request:
    """The request with all reasons mended that can be: what others have is theirs."""
    for reason in found:
        request = replace(
            request,
            weeks=request.weeks + (reason.amount if reason.why is Why.APART and reason.week is None else 0),
            schools=tuple(_mended_school(school, reason) for school in request.schools),
            people=tuple(_mended_person(person, reason) for person in request.people),
            groups=tuple(_mended_group(one, reason) if one.key == group else one for one in request.groups),
        )
    return request


def _mended_school(school: School, reason: Reason) -> School:
    if school.key != reason.school:
        return school
    more = reason.amount
    return replace(
        school,
        cover=school.cover + more * (reason.why is Why.COVER),
        stock=school.stock + more * (reason.why is Why.STOCK),
        rooms=school.rooms + more * (reason.why is Why.ROOMS),
    )


def _mended_person(person: Person, reason: Reason) -> Person:
    if person.key != reason.person:
        return person
    if reason.why is Why.NO_SHARED_TIME and reason.half_hour is not None:
        return replace(person, free=person.free | 1 << reason.half_hour)
    if reason.why is Why.AWAY and reason.week is not None:
        return replace(person, away=person.away - {reason.week})
    return replace(person, most=person.most + reason.amount * (reason.why is Why.LOAD))


def _mended_group(group: Group, reason: Reason) -> Group:
    if reason.why is Why.WAY:
        return replace(group, video=True)
    if reason.why is Why.APART and reason.week is not None:
        return replace(group, apart=group.apart - reason.amount)
    return group


def _option(problem: Problem, number: int, meeting: Meeting) -> Option:
    place = SCREENS if meeting.school is None else problem.school_numbers[meeting.school]
    return problem.option(problem.choices[number].people, meeting.begins, meeting.half_hours, place)


def _unplaced(diary: Diary, number: int) -> Unplaced:
    choice = diary.problem.choices[number]
    missing = choice.group.meetings - len(diary.weeks_of(number))
    if missing <= 0:
        return Unplaced(choice.group.key, 0, ())
    best = min(_sets(diary, number), key=_size, default=[Reason(Why.OTHERS)])
    return Unplaced(choice.group.key, missing, tuple(best or [Reason(Why.OTHERS)]))


def _size(found: list[Reason]) -> tuple[object, ...]:
    """The smallest set comes first: without what others have, by reasons, by how much, by what is told first."""
    return (
        any(reason.why is Why.OTHERS for reason in found),
        len(found),
        sum(reason.amount for reason in found),
        sorted(MENDABLE.index(reason.why) for reason in found),
        [(reason.week or 0, reason.half_hour or 0) for reason in found],
    )


def _sets(diary: Diary, number: int) -> Iterator[list[Reason]]:
    """For each week, half-hour and place, what would have to change."""
    problem, choice = diary.problem, diary.problem.choices[number]
    weeks = {week: found for week in range(problem.request.weeks) if (found := _week(diary, number, week)) is not None}
    for option, always in _always(problem, choice):
        for week, found in weeks.items():
            yield [*found, *always, *_then(diary, choice, week, option)]
        if not weeks:
            yield [Reason(Why.APART, amount=choice.group.apart), *always, *_then(diary, choice, None, option)]


def _always(problem: Problem, choice: Choice) -> Iterator[tuple[Option, list[Reason]]]:
    """Every way to meet that people's time would allow, and which half-hours would have to be free for it."""
    group = choice.group
    hosts = problem.hosts(group, choice.people)
    way = [] if hosts else [Reason(Why.WAY)]
    for begins in beginnings(group.half_hours):
        for place in hosts or [SCREENS]:
            option = problem.option(choice.people, begins, group.half_hours, place)
            busy = [
                Reason(Why.NO_SHARED_TIME, problem.people[person].key, half_hour=half_hour)
                for person in choice.people
                for half_hour in half_hours_in(problem.never(person, option.sits))
            ]
            yield option, way + busy


def _week(diary: Diary, number: int, week: int) -> list[Reason] | None:
    """What stands in the way of a group in a week whatever the half-hour; nothing can help where it meets already."""
    problem, choice = diary.problem, diary.problem.choices[number]
    nearest = min((abs(week - other) for other in diary.weeks_of(number)), default=choice.group.apart)
    if nearest == 0:
        return None
    found = []
    if nearest < choice.group.apart:
        found.append(Reason(Why.APART, week=week, amount=choice.group.apart - nearest))
    for person in choice.people:
        who, load = problem.people[person], diary.load[person][week]
        if week in who.away:
            found.append(Reason(Why.AWAY, who.key, week=week))
        if load >= who.most:
            found.append(Reason(Why.LOAD, who.key, week=week, amount=load + 1 - who.most))
    return found


def _then(diary: Diary, choice: Choice, week: int | None, option: Option) -> Iterator[Reason]:
    """What is wanting in a week at one half-hour and place; a week after the term holds nothing yet."""
    problem, schools = diary.problem, diary.problem.schools
    for school, half_hours in option.schools:
        used = 0 if week is None else diary.cover[school][week]
        if (short := used + half_hours - schools[school].cover) > 0:
            yield Reason(Why.COVER, school=schools[school].key, week=week, amount=short)
    yield from _stock(diary, option)
    if week is not None:
        for person, mask in option.busy:
            if taken := diary.busy[person][week] & mask:
                first = half_hours_in(taken)[0]
                yield Reason(Why.OTHERS, problem.people[person].key, half_hour=first, week=week)
    if option.place != SCREENS:
        yield from _rooms(diary, week, option)


def _stock(diary: Diary, option: Option) -> Iterator[Reason]:
    """Schools whose people have too little time of training days left: as much more as any of them lacks."""
    problem, short = diary.problem, dict[int, int]()
    for person, half_hours in option.stock:
        school = problem.home[person]
        lacks = diary.stock[person] + half_hours - problem.schools[school].stock
        short[school] = max(short.get(school, 0), lacks)
    for school, lacks in short.items():
        if lacks > 0:
            yield Reason(Why.STOCK, school=problem.schools[school].key, amount=lacks)


def _rooms(diary: Diary, week: int | None, option: Option) -> Iterator[Reason]:
    school = diary.problem.schools[option.place]
    used = [0 if week is None else diary.rooms[option.place, week, one] for one in half_hours_in(option.sits)]
    if (short := max(used) + 1 - school.rooms) > 0:
        yield Reason(Why.ROOMS, school=school.key, half_hour=option.begins, week=week, amount=short)
