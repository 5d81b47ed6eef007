"""How far a search has come: the best plan known, what no plan can better, and the time that is left."""

from __future__ import annotations

from collections.abc import Iterable
from time import thread_time

from tilth.timetable.diary import Diary
from tilth.timetable.problem import Choice, Option, Problem
from tilth.timetable.tiers import MOST, Tier, rank, values
from tilth.timetable.values import Progress, Watch

Places = list[dict[int, Option]]


class Search:
    """Holds one diary with the best plan known, and the proven best of each tier."""

    def __init__(self, problem: Problem, seconds: float, seed: int, watch: Watch | None) -> None:
        self.problem, self.seconds, self.seed, self._watch = problem, seconds, seed, watch
        self._ends = thread_time() + seconds
        self.diary = Diary(problem)
        self.bounds = loosest(problem)
        self.most, self.most_groups = self.bounds[Tier.MEETINGS], self.bounds[Tier.GROUPS]
        self.share, self.stopped = 0.0, False

    @property
    def left(self) -> float:
        """Seconds of the processor, so that others on the machine do not matter; none once somebody said to stop."""
        return 0.0 if self.stopped else max(0.0, self._ends - thread_time())

    def tell(self, share: float) -> None:
        """Say about how much of the work is done, and hear whether to go on."""
        self.share = max(self.share, share)
        if self._watch and not self.stopped:
            self.stopped = not self._watch(Progress(self.diary.meetings(), self.most, self.share))

    def value(self, tier: Tier) -> int:
        return values(self.diary)[tier]

    def lift(self, numbers: Iterable[int]) -> Places:
        """Take all new meetings of these groups out of the diary."""
        return [{week: self.diary.lift(number, week) for week in list(self.diary.placed[number])} for number in numbers]

    def place(self, numbers: Iterable[int], places: Places) -> None:
        for number, placed in zip(numbers, places, strict=True):
            for week, option in placed.items():
                self.diary.place(number, week, option)

    def take(self, numbers: list[int], found: Places) -> None:
        """Place these groups as was found, unless that is worse than they stand."""
        before, known = rank(self.diary), self.lift(numbers)
        self.place(numbers, found)
        if rank(self.diary) < before:
            self.lift(numbers)
            self.place(numbers, known)


def loosest(problem: Problem) -> dict[Tier, int]:
    """Bounds that need no proof: how often each group could meet if it were alone; nothing is below nothing."""
    most = [alone(problem, choice) for choice in problem.choices]
    bounds = dict.fromkeys(Tier, 0)
    return bounds | {Tier.GROUPS: sum(1 for meetings in most if meetings), Tier.MEETINGS: sum(most)}


def alone(problem: Problem, choice: Choice) -> int:
    """How often a group could meet at most beside what is kept of it."""
    last, count = -problem.request.weeks, 0
    for week in choice.weeks if choice.options else ():
        if week - last >= choice.group.apart and not any(choice.near(week, kept) for kept, _ in choice.kept):
            last, count = week, count + 1
    return len(choice.kept) + min(choice.wanted, count)


def better(tier: Tier, one: float, other: float) -> float:
    """The tighter of two bounds of a tier."""
    return min(one, other) if tier in MOST else max(one, other)
