"""A week that repeats: how often each group takes each option in the term, and what no plan can better."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import ceil, floor

from tilth.timetable.diary import Diary
from tilth.timetable.model import Model, Slot
from tilth.timetable.problem import Choice, Option
from tilth.timetable.search import Search, better
from tilth.timetable.solver import Answer
from tilth.timetable.tiers import MOST, Tier, values

CARE = 1e-4
"""Bounds are rounded to whole numbers with this much care for the solver's own."""
NODES = 20
"""How far the solver may branch over a pattern."""
CHEAP = 8
"""So many of a group's cheapest options are looked at beside those of the first pattern, for the tiers after the first."""
LATER = (Tier.PEOPLE, Tier.SCHOOLS, Tier.COVER, Tier.TRAVEL, Tier.REGULAR)

Patterns = dict[int, list[tuple[Option, int]]]


def whole_term(search: Search) -> Model:
    """The program of patterns beside what is kept."""
    choices = search.problem.choices
    term = tuple(range(search.problem.request.weeks))
    options = {number: choice.options for number, choice in enumerate(choices)}
    return Model(Diary(search.problem), range(len(choices)), [term], options)


def bound(search: Search, model: Model, tier: Tier) -> None:
    """Prove what a tier can reach at most beside all that the model keeps, by its relaxation."""
    answer = model.program.minimise(model.costs[tier], whole=False, seconds=search.left)
    if answer.proven:
        proven(search, model, tier, answer)


def proven(search: Search, model: Model, tier: Tier, answer: Answer) -> None:
    """Take the bound of an answer, in whole numbers, if it is tighter than the known."""
    value = model.value(tier, answer.bound)
    if abs(value) < float("inf"):
        whole = floor(value + CARE) if tier in MOST else ceil(value - CARE)
        search.bounds[tier] = int(better(tier, search.bounds[tier], whole))


def find(search: Search, model: Model) -> Patterns:
    """The best pattern, tier after tier: the first two among all options, the others among the cheapest."""
    bound(search, model, Tier.MEETINGS)
    search.most = search.bounds[Tier.MEETINGS]
    bound(search, model, Tier.GROUPS)
    search.most_groups = search.bounds[Tier.GROUPS]
    model.keep(Tier.GROUPS, search.bounds[Tier.GROUPS])
    answer = model.program.minimise(model.costs[Tier.MEETINGS], nodes=NODES, seconds=search.left / 2)
    if answer.values is None:
        return {}
    proven(search, model, Tier.MEETINGS, answer)
    found = model.meetings(answer.values)
    return _refined(search, model, patterns(found)) or patterns(found)


def _refined(search: Search, model: Model, first: Patterns) -> Patterns:
    """The pattern bettered in the tiers that follow, with as many groups and meetings."""
    choices = search.problem.choices
    options = {number: few(choice, [option for option, _ in first.get(number, [])]) for number, choice in enumerate(choices)}
    small, best = Model(model.diary, range(len(choices)), model.blocks, options), first
    small.keep(Tier.GROUPS, search.bounds[Tier.GROUPS])
    small.keep(Tier.MEETINGS, sum(times for taken in first.values() for _, times in taken) + kept(search))
    for tier in LATER:
        answer = small.program.minimise(small.costs[tier], nodes=NODES, seconds=search.left / 6)
        if answer.values is None:
            break
        best = patterns(small.meetings(answer.values))
        small.keep(tier, small.value(tier, sum(answer.values[column] * cost for column, cost in small.costs[tier].items())) + CARE)
    return best


def kept(search: Search) -> int:
    return sum(len(choice.kept) for choice in search.problem.choices)


def few(choice: Choice, also: Sequence[Option]) -> list[Option]:
    """The cheapest options of a group, and others that matter."""
    cheapest = sorted(choice.options, key=lambda option: option.cost)[:CHEAP]
    return sorted({*cheapest, *also}, key=lambda option: option.cost)


def patterns(found: Sequence[tuple[Slot, int]]) -> Patterns:
    taken: Mapping[int, list[tuple[Option, int]]] = defaultdict(list)
    for slot, times in found:
        taken[slot.number].append((slot.option, times))
    return dict(taken)


def bound_the_rest(search: Search, model: Model) -> None:
    """Prove what the later tiers can reach beside what the plan has reached in those before."""
    reached = values(search.diary)
    model.keep(Tier.MEETINGS, reached[Tier.MEETINGS])
    for tier in list(Tier)[2:]:
        bound(search, model, tier)
        model.keep(tier, reached[tier])
