"""A week that repeats: how often each group takes each option in the term, and what no plan can better."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
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
ROUGHLY = {Tier.PEOPLE: 0.02, Tier.SCHOOLS: 0.02, Tier.COVER: 0.02, Tier.TRAVEL: 0.02}
"""The part that may be missing of the best pattern, for the tiers after the first two."""
"""How far the solver may branch over a pattern."""
NEARLY = 0.002
"""The part that may be missing of the most meetings a pattern has: what is left of it is told as a gap."""
CHEAP = 8
"""So many of a group's cheapest options at each place are looked at beside those of the first pattern."""
PATTERNED = (Tier.GROUPS, Tier.MEETINGS, Tier.PEOPLE, Tier.SCHOOLS, Tier.COVER, Tier.TRAVEL)

Patterns = dict[int, dict[Option, int]]


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


def find(search: Search) -> Patterns:
    """The best pattern, tier after tier: the first two among all options, the others among the cheapest."""
    model = whole_term(search)
    bound(search, model, Tier.MEETINGS)
    search.most = search.bounds[Tier.MEETINGS]
    bound(search, model, Tier.GROUPS)
    model.keep(Tier.GROUPS, search.bounds[Tier.GROUPS])
    answer = _most_meetings(search, model)
    if answer.values is None:
        model = _with_groups(search)
        answer = _most_meetings(search, model)
    search.most_groups = search.bounds[Tier.GROUPS]
    if answer.values is None:
        return {}
    proven(search, model, Tier.MEETINGS, answer)
    return _refined(search, model, patterns(model.meetings(answer.values)))


def _most_meetings(search: Search, model: Model) -> Answer:
    return model.program.minimise(model.costs[Tier.MEETINGS], nodes=NODES, seconds=search.left / 2, roughly=NEARLY)


def _with_groups(search: Search) -> Model:
    """The program that keeps as many groups as a pattern in whole numbers can have, where the relaxation has more."""
    model = whole_term(search)
    answer = model.program.minimise(model.costs[Tier.GROUPS], nodes=NODES, seconds=search.left / 3)
    proven(search, model, Tier.GROUPS, answer)
    if answer.values is not None:
        model.keep(Tier.GROUPS, model.reached(Tier.GROUPS, answer.values))
    return model


def _refined(search: Search, model: Model, first: Patterns) -> Patterns:
    """A pattern of few options, tier after tier. Fewer sizes fill up a week less well, so all tiers are asked again."""
    choices = search.problem.choices
    options = {number: few(choice, list(first.get(number, {}))) for number, choice in enumerate(choices)}
    small, known = Model(model.diary, range(len(choices)), model.blocks, options), None
    for tier in PATTERNED:
        answer = small.program.minimise(
            small.costs[tier], nodes=NODES, seconds=search.left / 6, begun=known, roughly=ROUGHLY.get(tier, 0.0)
        )
        if answer.values is None:
            break
        known = answer.values
        small.keep(tier, small.reached(tier, known))
    return first if known is None else patterns(small.meetings(known))


def few(choice: Choice, also: Sequence[Option]) -> list[Option]:
    """The cheapest options of a group at each place, and others that matter."""
    chosen = set(also)
    for place in {option.place for option in choice.options}:
        here = sorted((option for option in choice.options if option.place == place), key=lambda option: option.cost)
        chosen.update(here[:CHEAP])
    return sorted(chosen, key=lambda option: option.cost)


def patterns(found: Sequence[tuple[Slot, int]]) -> Patterns:
    taken: Patterns = defaultdict(dict)
    for slot, times in found:
        taken[slot.number][slot.option] = times
    return dict(taken)


def bound_the_rest(search: Search) -> None:
    """Prove what each tier can reach beside what the plan has reached in those before."""
    reached, model = values(search.diary), whole_term(search)
    if reached[Tier.GROUPS] < search.bounds[Tier.GROUPS]:
        search.bounds[Tier.MEETINGS] = search.most  # the known one was beside more groups than were reached
    for tier in Tier:
        if tier not in MOST:
            bound(search, model, tier)
        model.keep(tier, reached[tier])
