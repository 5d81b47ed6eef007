"""The plain way to plan a term: who has fewest ways to meet goes first, and takes the cheapest of the earliest week."""

from __future__ import annotations

from tilth.timetable.diary import Diary
from tilth.timetable.problem import Problem


def fill(diary: Diary, order: list[int] | None = None) -> None:
    """Give every group one more meeting in turn, for as long as any finds a place."""
    problem = diary.problem
    turns = scarcest_first(problem) if order is None else order
    while turns:
        turns = [number for number in turns if _one_more(diary, number)]


def scarcest_first(problem: Problem) -> list[int]:
    """The groups with fewest ways to meet first."""
    return sorted(range(len(problem.choices)), key=lambda number: (len(problem.choices[number].options), number))


def _one_more(diary: Diary, number: int) -> bool:
    """One more meeting for a group, in the earliest week that has room, at the least cost in it."""
    choice = diary.problem.choices[number]
    by_cost = sorted(choice.options, key=lambda option: option.cost)
    for week in choice.weeks:
        if diary.is_open(number, week):
            for option in by_cost:
                if diary.has_room(week, option):
                    diary.place(number, week, option)
                    return True
    return False
