"""Betters a plan a neighbourhood at a time: some groups are lifted out of it, and placed anew, exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from random import Random

from tilth.timetable.diary import Diary
from tilth.timetable.model import Model
from tilth.timetable.patterns import Patterns, few
from tilth.timetable.problem import Option
from tilth.timetable.search import Places, Search
from tilth.timetable.solver import Floats
from tilth.timetable.tiers import Tier, loads, values

NODES = 20
"""How far the solver may branch over one neighbourhood."""
LONGEST = 3.0
"""Seconds for one neighbourhood, if it comes to that."""
FOR_BOUNDS = 0.25
"""The share of all time that is left for proof."""


class Range(Enum):
    """What a group may take: the pattern as often as it says; also what is cheap; what it has, in other weeks."""

    PATTERN = "pattern"
    CHEAP = "cheap"
    WEEKS = "weeks"


KEPT_BACK = 0.4
"""The share of the time that a goal leaves to those after it, if it comes to that."""


@dataclass(frozen=True)
class Goal:
    """What is bettered at a time and how much each weighs; groups lifted; how often at most, and in vain."""

    weights: Mapping[Tier, float]
    opened: int
    rounds: int
    patience: int
    range: Range = Range.CHEAP

    @property
    def first(self) -> list[Tier]:
        """What the goal is about; the tiers after that only tip the scales."""
        return list(self.weights)[:2]


GOALS = (
    Goal({Tier.GROUPS: 50.0, Tier.MEETINGS: 1.0}, 60, 80, 16, Range.PATTERN),
    Goal(
        {
            Tier.GROUPS: 50.0,
            Tier.MEETINGS: 1.0,
            Tier.PEOPLE: 5e-4,
            Tier.COVER: 2e-3,
            Tier.TRAVEL: 5e-5,
            Tier.REGULAR: 2e-3,
        },
        24,
        200,
        24,
    ),
    Goal({Tier.PEOPLE: 50.0, Tier.SCHOOLS: 1.0, Tier.COVER: 1e-2}, 12, 40, 6),
    Goal({Tier.COVER: 200.0, Tier.TRAVEL: 1.0, Tier.REGULAR: 1e-2}, 12, 60, 10),
    Goal({Tier.REGULAR: 1.0, Tier.EARLY: 1e-3}, 12, 40, 10),
    Goal({Tier.EARLY: 1.0}, 24, 150, 25, Range.WEEKS),
)


class Mending:
    """Neighbourhoods around what is weakest, chosen by chance that is seeded."""

    def __init__(self, search: Search, liked: Patterns) -> None:
        self.search, self.liked = search, liked
        self.chance = Random(search.seed)  # noqa: S311 chance, not secrecy
        self.groups_of: dict[int, list[int]] = {}
        for number, choice in enumerate(search.problem.choices):
            for person in choice.people:
                self.groups_of.setdefault(person, []).append(number)
        self.movable = [number for number, choice in enumerate(search.problem.choices) if choice.options]

    def run(self) -> None:
        """Better one goal after the other."""
        reserve = FOR_BOUNDS * self.search.seconds
        for stage, goal in enumerate(GOALS if self.movable else ()):
            fruitless, stop = 0, reserve + (self.search.left - reserve) * KEPT_BACK
            for at in range(goal.rounds):
                if fruitless >= goal.patience or self.search.left <= stop or self._reached(goal):
                    break
                fruitless = 0 if self._once(goal) else fruitless + 1
                self.search.tell(0.4 + 0.5 * (stage + at / goal.rounds) / len(GOALS))
            earlier(self.search.diary)

    def _reached(self, goal: Goal) -> bool:
        now = values(self.search.diary)
        return all(now[tier] == self.search.bounds[tier] for tier in goal.first)

    def _once(self, goal: Goal) -> bool:
        """Place one neighbourhood anew; whether that bettered what the goal is about."""
        numbers, before = self._around(self._weak(goal.weights), goal.opened), values(self.search.diary)
        again(self.search, numbers, {number: self._options(number, goal) for number in numbers}, goal.weights)
        after = values(self.search.diary)
        return any(after[tier] != before[tier] for tier in goal.first)

    def _options(self, number: int, goal: Goal) -> dict[Option, int]:
        """What this group may be placed in, and how often."""
        used, liked = Counter(self.search.diary.placed[number].values()), self.liked.get(number, {})
        if goal.range is not Range.CHEAP:
            return liked if goal.range is Range.PATTERN else used
        choice = self.search.problem.choices[number]
        return dict.fromkeys(few(choice, [*liked, *used]), choice.wanted)

    def _weak(self, goal: Mapping[Tier, float]) -> list[int]:
        """Groups in which the goal could be bettered."""
        diary = self.search.diary
        if Tier.MEETINGS in goal:
            return [n for n in self.movable if len(diary.placed[n]) < self.search.problem.choices[n].wanted]
        if Tier.PEOPLE in goal:
            return self._burdened()
        if Tier.COVER in goal:
            return [n for n in self.movable if any(option.load for option in diary.placed[n].values())]
        return self.movable

    def _burdened(self) -> list[int]:
        options = [option for placed in self.search.diary.placed for option in placed.values()]
        burdens = loads(options)
        worst = max(burdens.values(), default=0)
        people = [person for person, minutes in burdens.items() if minutes == worst]
        return [number for person in people for number in self.groups_of[person]]

    def _around(self, weak: list[int], opened: int) -> list[int]:
        """A weak group, and those who share people or cover with it; filled up by chance."""
        first = self.chance.choice(weak or self.movable)
        near = self._nearness(first)
        order = sorted(self.movable, key=lambda number: (-near[number], self.chance.random()))
        weakest = [number for number in weak if near[number]]
        self.chance.shuffle(weakest)
        return sorted(list(dict.fromkeys([first, *weakest[: opened // 3], *order]))[:opened])

    def _nearness(self, first: int) -> Counter[int]:
        """How much each group has to do with one: people most, schools a little."""
        problem, near = self.search.problem, Counter[int]()
        people = problem.choices[first].people
        for person in people:
            for number in self.groups_of[person]:
                near[number] += 2
        schools = {problem.home[person] for person in people}
        school = self.chance.choice(sorted(schools))
        for number in self.movable:
            near[number] += any(problem.home[person] == school for person in problem.choices[number].people)
        return near


def earlier(diary: Diary) -> None:
    """Move meetings to earlier weeks as they are, the first ones first, for as long as any can be moved."""
    moved = 1
    while moved:
        places = sorted((week, number) for number, placed in enumerate(diary.placed) for week in placed)
        moved = sum(_pulled(diary, number, week) for week, number in places)


def _pulled(diary: Diary, number: int, week: int) -> bool:
    """Whether one meeting could be moved to the earliest week that has room for it."""
    option = diary.lift(number, week)
    first = next(one for one in diary.problem.choices[number].weeks if one == week or diary.fits(number, one, option))
    diary.place(number, first, option)
    return first < week


def again(search: Search, numbers: list[int], options: Patterns, goal: Mapping[Tier, float]) -> None:
    """Place some groups anew, each option so often at most, no tier before the goal worse."""
    reached, known = values(search.diary), search.lift(numbers)
    model = Model(search.diary, numbers, weeks(search), {number: list(options[number]) for number in numbers})
    model.repeat(options)
    search.place(numbers, known)
    for tier in Tier:
        if tier in goal:
            break
        model.keep(tier, reached[tier])
    answer = model.program.minimise(
        _weighed(goal, model), nodes=NODES, seconds=min(LONGEST, search.left), seed=search.seed
    )
    if answer.values is not None:
        search.take(numbers, placed(model, numbers, answer.values))


def _weighed(goal: Mapping[Tier, float], model: Model) -> dict[int, float]:
    costs = dict[int, float]()
    for tier, weight in goal.items():
        for column, cost in model.costs[tier].items():
            costs[column] = costs.get(column, 0.0) + weight * cost
    return costs


def weeks(search: Search) -> list[tuple[int, ...]]:
    """A block for each week."""
    return [(week,) for week in range(search.problem.request.weeks)]


def placed(model: Model, numbers: list[int], found: Floats) -> Places:
    """The meetings of an answer, by group and week."""
    places: dict[int, dict[int, Option]] = {number: {} for number in numbers}
    for slot, _ in model.meetings(found):
        places[slot.number][slot.block[0]] = slot.option
    return list(places.values())
