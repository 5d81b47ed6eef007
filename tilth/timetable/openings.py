"""What still fits: a plan's meetings once the world has moved on, and where else a group could meet beside the rest."""

from __future__ import annotations

from collections.abc import Iterable

from tilth.timetable.diary import Diary
from tilth.timetable.problem import SCREENS, Choice, Option, Problem
from tilth.timetable.values import Id, Meeting, Request


def fitting(request: Request, meetings: Iterable[Meeting]) -> list[bool]:
    """Of each meeting whether it fits beside what is kept and beside the others; of two that clash the first does."""
    return _filled(request, meetings)[1]


def openings(request: Request, meetings: Iterable[Meeting], group: Id) -> list[Meeting]:
    """Every way a group could meet once more beside these meetings, week by week, the cheapest of a week first."""
    diary, _fitting = _filled(request, meetings)
    number, choice = next((n, each) for n, each in enumerate(diary.problem.choices) if each.group.key == group)
    return [
        diary.problem.meeting(choice, week, option)
        for week in choice.weeks
        for option in sorted(choice.options, key=lambda each: each.cost)
        if diary.fits(number, week, option)
    ]


def _filled(request: Request, meetings: Iterable[Meeting]) -> tuple[Diary, list[bool]]:
    diary = Diary(Problem(request))
    numbers = {choice.group.key: number for number, choice in enumerate(diary.problem.choices)}
    return diary, [meeting.group in numbers and _place(diary, numbers[meeting.group], meeting) for meeting in meetings]


def _place(diary: Diary, number: int, meeting: Meeting) -> bool:
    option = _option(diary.problem, diary.problem.choices[number], meeting)
    fits = option is not None and diary.fits(number, meeting.week, option)
    if option and fits:
        diary.place(number, meeting.week, option)
    return fits


def _option(problem: Problem, choice: Choice, meeting: Meeting) -> Option | None:
    """The way in which it was planned, if nothing forbids it by itself."""
    place = SCREENS if meeting.school is None else problem.school_numbers.get(meeting.school)
    return next((each for each in choice.options if (each.begins, each.place) == (meeting.begins, place)), None)
