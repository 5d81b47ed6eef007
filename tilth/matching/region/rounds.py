"""One pool of thousands of people: begun along the prices, then mended batch by batch, all under one bound."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

import numpy as np

from tilth.matching.region.batches import Batch, Sharing, Solve
from tilth.matching.region.ceilings import Ceiling, Ceilings
from tilth.matching.region.crews import Crew
from tilth.matching.region.people import by_roles
from tilth.matching.region.reading import Field
from tilth.matching.region.standing import Standing
from tilth.matching.region.start import begin
from tilth.matching.region.values import Wide
from tilth.matching.values import Id, Progress, TierValue, Watch
from tilth.matching.worth import MEMBERS, Worth

NEARLY = 0.999
"""Prices are fine enough when this much of what they promise is reached."""
WORTH_MENDING = 1e-3
"""Who is left over, and by the prices would add more than this, should be placed."""
FRUITFUL, FRUITLESS = 0.02, 2
"""A round should bring this part of what is lacking; so many in a row that do not are enough."""
ROUNDS = 8
"""About so many rounds are run, to tell how far the search has come."""


@dataclass
class Rounds:
    """The search in one pool: what stands, what could be, and how far it has come."""

    field: Field
    crew: Crew
    solve: Solve
    seed: int
    batch: int
    watch: Watch | None

    def __post_init__(self) -> None:
        """Bound every tier, and take groups along the prices; finer prices where groups fall short."""
        self.tiers = self.field.rules.asked(planned=False)
        self.ceilings = Ceilings.of(self.field, self.tiers)
        self.standing = Standing(self.field.people, self.field.rules)
        self.turn, self.share, self.stopped = 0, 0.0, False

    def matched(self) -> Wide:
        """The groups when no round helps any more, or the best is proven, or the watch says so."""
        self._begin(self.ceilings.richer)
        self._chase()
        if self._refined():
            self._begin(self.ceilings.guide)
            self._chase()
        if not self._proven() and self._round(self._sharing().everyone(self.standing.groups)):
            self._chase()
        return Wide(self.standing.groups, self._values(), self.ceilings.prices(), self.stopped)

    def _begin(self, guide: Ceiling) -> None:
        worth = Worth.of(self.field.rules)
        groups = begin(self.field, worth, guide.worths, guide.roles)
        fresh = Standing(self.field.people, self.field.rules, groups)
        self.standing = max(self.standing, fresh, key=lambda standing: standing.values)

    def _refined(self) -> bool:
        """Whether finer prices were looked for, where people may be placed by them or proven not to be."""
        short = [v.tier for v in self._values() if v.tier in MEMBERS and v.value < NEARLY * v.bound]
        if not short or self.stopped:
            return False
        self.ceilings = self.ceilings.finer(short)
        return True

    def _chase(self) -> None:
        """Round after round about those who should be placed, until some in a row do not help."""
        fruitless = 0
        while fruitless < FRUITLESS and not self.stopped and (wanting := self._wanting()):
            before = self._lacking()
            self._round(self._sharing().around(wanting, self.standing.groups))
            fruitless = 0 if self._lacking() < before * (1 - FRUITFUL) else fruitless + 1

    def _lacking(self) -> int:
        """What people might yet be placed, and of those who wait."""
        return sum(value.gap for value in self._values() if value.tier in MEMBERS)

    def _wanting(self) -> list[Id]:
        """Who is left over at a loss, while a tier that counts people may be bettered."""
        if not self._lacking():
            return []
        guide = self.ceilings.guide
        margins = np.empty(len(self.field.people))
        by_roles(self.field, guide.worths, guide.roles, np.zeros_like(guide.roles), margins)
        losing = guide.worths.once + margins > WORTH_MENDING
        left_over = set(self.standing.left_over())
        return [p.id for p, loses in zip(self.field.people, losing, strict=True) if loses and p.id in left_over]

    def _sharing(self) -> Sharing:
        self.turn += 1
        return Sharing(self.standing.people, self.batch, Random(f"{self.seed}/{self.turn}"))  # noqa: S311

    def _round(self, batches: Iterable[Batch]) -> bool:
        """Whether any batch, matched anew, was for the better."""
        if self.stopped:
            return False
        planned = list(self.standing.jobs(batches))
        helped = False
        results = self.crew.map(self.solve, [job for _, job in planned])
        for number, ((batch, _), done) in enumerate(zip(planned, results, strict=True), 1):
            helped |= self.standing.accept(batch, done.groups)
            if not self._told(number / len(planned)):
                return False
        return helped

    def _told(self, of_round: float) -> bool:
        """Whether to go on."""
        if self.watch is None:
            return True
        values = self._values()
        first = next((value for value in values if value.gap), values[-1])
        self.share = max(self.share, min(0.99, (self.turn - 1 + of_round) / ROUNDS))
        standing = self.standing
        groups = standing.groups
        self.stopped = not self.watch(Progress(first.tier, first.value, first.bound, self.share, lambda: groups))
        return not self.stopped

    def _proven(self) -> bool:
        return not any(value.gap for value in self._values())

    def _values(self) -> tuple[TierValue, ...]:
        reached = self.standing.values
        alone = map(self.ceilings.of_alone, self.tiers)
        return tuple(map(TierValue, self.tiers, reached, self.ceilings.given(reached), alone))
