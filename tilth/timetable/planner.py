"""Makes the plan of a term: a pattern of the week, its meetings shared out over the weeks, and that bettered."""

from __future__ import annotations

from tilth.timetable.diary import Diary
from tilth.timetable.mending import Mending, placed, weeks
from tilth.timetable.model import Model
from tilth.timetable.patterns import Patterns, bound_the_rest, find, proven
from tilth.timetable.plain import fill
from tilth.timetable.problem import Option, Problem
from tilth.timetable.reasons import unplaced
from tilth.timetable.search import Search
from tilth.timetable.tiers import Tier, values
from tilth.timetable.values import Plan, Request, Watch

SMALL = 3_000
"""A term with so few options of all groups in all weeks is decided exactly."""


def plan(request: Request, *, seconds: float = 20.0, seed: int = 0, watch: Watch | None = None) -> Plan:
    """The best term of meetings that can be found in about so many seconds, with the proven most there could be.

    The same request and seed give the same plan, unless time ran out or the watch said to stop.
    """
    search = Search(Problem(request), seconds, seed, watch)
    fill(search.diary)
    search.tell(0.05)
    if search.left > 0:
        _search(search)
    return written(search)


def greedy(request: Request) -> Plan:
    """The plain way, to compare with: in turn, the cheapest of the earliest week. Its bounds are not much."""
    search = Search(Problem(request), 0.0, 0, None)
    fill(search.diary)
    return written(search)


def _search(search: Search) -> None:
    found = find(search)
    search.tell(0.3)
    if _places(search) <= SMALL:
        _decide(search)
    else:
        everybody = list(range(len(search.problem.choices)))
        plain = [dict(placed) for placed in search.diary.placed]
        _begin(search, found)
        Mending(search, found).run()
        search.take(everybody, plain)
        fill(search.diary)
        bound_the_rest(search)
    search.tell(1.0)


def _places(search: Search) -> int:
    return sum(len(choice.options) * len(choice.weeks) for choice in search.problem.choices)


def _decide(search: Search) -> None:
    """Every tier, exactly."""
    numbers = list(range(len(search.problem.choices)))
    known = search.lift(numbers)
    options = {number: choice.options for number, choice in enumerate(search.problem.choices)}
    model = Model(search.diary, numbers, weeks(search), options)
    search.place(numbers, known)
    search.bounds[Tier.MEETINGS] = search.most
    for tier in Tier:
        answer = model.program.minimise(model.costs[tier], seconds=search.left)
        proven(search, model, tier, answer)
        if answer.values is not None:
            search.take(numbers, placed(model, numbers, answer.values))
        model.keep(tier, search.value(tier))
    search.most_groups = search.bounds[Tier.GROUPS]


def _begin(search: Search, found: Patterns) -> None:
    """Share the meetings of a pattern out over the weeks, the dearest first."""
    search.lift(range(len(search.problem.choices)))
    dearest = sorted(
        ((option, number, times) for number, taken in found.items() for option, times in taken.items()),
        key=lambda one: (-one[0].cost[0], one[1], one[0].cost),
    )
    for option, number, times in dearest:
        _share_out(search.diary, number, option, times)


def _share_out(diary: Diary, number: int, option: Option, times: int) -> None:
    for week in diary.problem.choices[number].weeks:
        if times and diary.fits(number, week, option):
            diary.place(number, week, option)
            times -= 1


def written(search: Search) -> Plan:
    """The plan of a search, with reasons for what is missing."""
    problem, diary = search.problem, search.diary
    meetings = [
        problem.meeting(choice, week, option)
        for choice, placed in zip(problem.choices, diary.placed, strict=True)
        for week, option in sorted([*choice.kept, *placed.items()], key=lambda pair: (pair[0], pair[1].begins))
    ]
    tiers = tuple((str(tier), float(value), float(search.bounds[tier])) for tier, value in values(diary).items())
    return Plan(tuple(meetings), unplaced(diary), search.most, search.most_groups, tiers)
