"""The best choice of groups, tier after tier, each with a proven bound before the next is asked.

For each tier: the linear relaxation gives a bound and prices; dives along these look for a choice that reaches the
bound; if they fall short, what could still be better is few groups, decided exactly, or many, of which neighbourhoods
are. A group whose gain falls so far short that any choice with it stays below what is reached can never be in a better
one: it is screened out in all tiers that follow.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from math import floor, inf
from typing import TypeAlias

import numpy as np

from tilth.matching.solver.along import Along
from tilth.matching.solver.columns import Floats, Integers
from tilth.matching.solver.diving import dive
from tilth.matching.solver.explicit import explicit, same_people, values_of
from tilth.matching.solver.highs import best_integers
from tilth.matching.solver.mending import Mending
from tilth.matching.solver.network import Terms
from tilth.matching.solver.program import Program
from tilth.matching.solver.reaching import reach
from tilth.matching.solver.relaxing import ROUNDING, TOO_MANY, Ceiling, relax
from tilth.matching.solver.scan import Gains, best_through, counted, listed
from tilth.matching.solver.shortlist import Shortlist

DEPTHS = (1e-6, 0.05, 0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 1e9)
"""How far below nothing the gain of a group may lie to be looked at, in steps."""
TRACE = 0.01
"""A group of which the relaxation takes less is not counted among those it rests on."""
CHAINS = 1e6
"""So many chains are looked at when groups are picked."""
SEED, LITTLE = 7, 0.01
"""What chance begins from, and the least it may add to a gift, that of many equal groups some are found."""
DONE = (0.3, 0.7)
"""About how much of a tier's work is done after the dive, and while the rest is decided."""
DIVES, LEAN_DIVES, TAKEN_BACK = 24, 8, 0.8
"""So many dives at most follow the first, or so many where time is short. A quarter of them in a row that does not help
is enough, or one where the groups that could be better are few. Each begins where this share of what was chosen is
taken back, by chance."""
NEVER = -1e12
"""What a place or a gift adds that is not to be in any group."""
MODEST = 800
"""Places of a pool so small that the solver is asked about the groups that gain most."""
LEAN = 16
"""Groups worth their price, for each place, that are few."""
CORE, KERNEL = 8_000, 4_000
"""The solver chooses from so many groups that gain most, when it is asked early, and when it is asked last."""
NEARLY = 0.005
"""The share of a bound that may be missing for the solver to be asked last: where more is, it branches in vain."""
MENDED, AMONG = 20, 6_000
"""So many groups for each place are mended among; and so many in all after a dive."""
FRUITLESS, BRIEFLY = 60, 6
"""So many tries in a row without a better choice end the mending; and so many after a dive."""
FEW, FEWER, FEWEST = 8_000, 3_000, 500
"""So many groups are decided by the solver, exactly; so many where time is short, and without mending before; and so
many without a second dive."""
APART = 0.99
"""Values are whole numbers: a bound that lies less than one above is as good as reached."""
NODES = 3_000
"""How far the solver may branch before it answers with a gap."""
HOPED = 1_000
"""Whether the bound itself can be reached is asked of so many groups at most."""

Told: TypeAlias = Callable[[int, float, float, float, Integers], bool]
"""Hears of a tier, about how much of its work is done (0 to 1), the value reached, its bound and the groups
chosen; the answer is whether to go on."""


@dataclass(frozen=True)
class Choice:
    """The groups chosen, and for each tier the value reached and its proven bound.

    `alone` bounds each tier as though no other had been asked before it. A choice that was `stopped`
    is the best known by then; tiers it did not come to are bounded alone.
    """

    groups: Integers
    values: tuple[int, ...]
    bounds: tuple[int, ...]
    alone: tuple[int, ...]
    stopped: bool = False


def choose(terms: Terms, told: Told = lambda *known: True, *, thorough: bool = True, apart: bool = True) -> Choice:
    """The best choice in the first tier; among those the best in the second; and so on.

    Not `thorough`, it takes less time over it: what dive and mending find stands. Not `apart`, tiers after
    the first are not bounded as though they stood alone.
    """
    chooser = _Chooser(terms, told, thorough)
    if not terms.tiers or not len(terms.network.tails):
        nothing = _whole(values_of(terms, chooser.chosen))
        return Choice(chooser.chosen, nothing, nothing, nothing)
    bounds = [chooser.settle(tier) for tier in range(terms.tiers)]
    most = chooser.alone(bounds) if apart else bounds
    return Choice(
        chooser.chosen,
        _whole(values_of(terms, chooser.chosen)),
        tuple(bounds),
        tuple(map(max, bounds, most)),
        chooser.stopped,
    )


def proven_most(terms: Terms, known: Integers, go_on: Callable[[float], bool]) -> int:
    """The proven most of the first tier, begun from groups `known`, without looking for a choice that reaches it."""
    return relax(Program(terms, 0), known, go_on, whole=True).ceiling.whole if len(terms.network.tails) else 0


def _whole(values: Floats) -> tuple[int, ...]:
    return tuple(round(value) for value in values)


class _Chooser:
    """The best choice known, what it has reached, and what is screened out."""

    def __init__(self, terms: Terms, told: Told, thorough: bool) -> None:
        self.terms, self.told, self.thorough = terms, told, thorough
        self.chosen = np.zeros((0, terms.network.width), dtype=np.int32)
        self.stopped = False
        self._known = self._support = self.chosen
        self._few, self._dives = (FEW, DIVES) if thorough else (FEWER, LEAN_DIVES)
        self._screens: list[Gains] = []
        self._floors: list[float] = []
        self._shortlist: Shortlist | None = None
        self._decided = -1  # the tier decided along with the one before
        self._counted: dict[tuple[int, float], tuple[int, int]] = {}

    def settle(self, tier: int) -> int:
        """Find the best of a tier beside what the tiers before must keep; its bound."""
        program = Program(self.terms, tier, tuple(self._floors))
        if tier == self._decided:
            return self._settled(tier, round(self._value(tier)))
        if self.stopped:
            return relax(Program(self.terms, tier), self._known[:0], lambda bound: False).ceiling.whole
        if self._shortlist:
            bound = self._decide_among(self._shortlist, program, inf)
            return self._settled(tier, bound)
        relaxed = relax(program, self._known, lambda bound: self._tell(tier, bound, 0.0))
        ceiling, self._known = relaxed.ceiling, relaxed.groups
        self._support = relaxed.groups[relaxed.parts > TRACE]
        for attempt, few in (
            (self._dive, self._few),
            (self._ask, FEWEST),
            (self._dive_again, FEWEST),
            (self._mend, self._few if program.tier else FEWER),
            (self._core_if_lean, self._few),
        ):
            if self._value(tier) < ceiling.whole and not self.stopped and not self._are_few(program, ceiling, few):
                ceiling = attempt(program, ceiling) or ceiling
        bound = ceiling.whole
        if self._value(tier) < bound and not self.stopped:
            bound = self._decide(program, ceiling)
        self._screens.append(ceiling.reaching(self._value(tier)))
        self._known = np.unique(np.concatenate([self._known, self.chosen]), axis=0)
        return self._settled(tier, bound)

    def _settled(self, tier: int, bound: int) -> int:
        """Keep what a tier has reached from now on; its bound."""
        self._floors.append(self._value(tier))
        self._tell(tier, bound, 1.0)
        return max(bound, round(self._value(tier)))

    def alone(self, bounds: list[int]) -> list[int]:
        """What each tier can reach at most when no other is asked before it."""
        terms = replace(self.terms, gifts=self.terms.at_most)
        others, last = range(1, terms.tiers), terms.tiers - 1

        def go_on(bound: float) -> bool:
            return self._tell(last, bounds[last], 1.0)

        more = [relax(Program(terms, tier), self._known, go_on, whole=True).ceiling.whole for tier in others]
        return [bounds[0], *more]

    def _value(self, tier: int) -> float:
        return float(values_of(self.terms, self.chosen)[tier])

    def _tell(self, tier: int, bound: float, done: float) -> bool:
        if not self.stopped:
            self.stopped = not self.told(tier, done, self._value(tier), floor(bound + ROUNDING), self.chosen)
        return not self.stopped

    def _dive(self, program: Program, ceiling: Ceiling) -> None:
        """Follow the relaxation down to a choice."""
        self._take(self._dived(self.chosen[:0], program, ceiling), program.tier)

    def _ask(self, program: Program, ceiling: Ceiling) -> Ceiling:
        """The bound, less what cannot be reached, as long as few groups are to be asked about."""
        network, tier = self.terms.network, program.tier
        if tier or not self.thorough or network.chains > TOO_MANY:
            return ceiling
        while self._value(tier) + 1 < ceiling.whole and not self.stopped:
            hoped = [ceiling.reaching(ceiling.whole)]
            if counted(network, hoped, HOPED) > HOPED:
                break
            go_on = partial(self._tell, tier, ceiling.whole, DONE[0])
            found, never = reach(program, self._allowed(listed(network, hoped)), ceiling.whole, go_on)
            self._take(found, tier)
            if not never:
                break
            ceiling = replace(ceiling, most=ceiling.whole - 1)
        return ceiling

    def _dive_again(self, program: Program, ceiling: Ceiling) -> None:
        """Take back most of what was chosen, dive anew and mend a little, until that helps no more or the rest are few.

        In later tiers few choices keep what was reached before, and dives seldom find one.
        """
        chance, fruitless, among = np.random.default_rng(SEED), 0, self.chosen[:0]
        for _ in range(0 if program.tier else self._dives):
            before = self._value(program.tier)
            if before >= ceiling.whole or self.stopped or fruitless == self._dives // 4:
                break
            found = self._dived(self.chosen[chance.random(len(self.chosen)) >= TAKEN_BACK], program, ceiling)
            self._take(found, program.tier)
            few = self.stopped or self._are_few(program, ceiling, FEWER)
            if self.thorough and not few:
                among = among if len(among) else self._near(ceiling, AMONG, self.chosen)
                for better in self._mended(found, among, program, ceiling, BRIEFLY):
                    self._take(better, program.tier)
                    if not self._tell(program.tier, ceiling.whole, DONE[0]):
                        break
            self._tell(program.tier, ceiling.whole, DONE[0])
            fruitless = 0 if self._value(program.tier) > before else fruitless + 1
            if few and fruitless:
                break

    def _dived(self, stay: Integers, program: Program, ceiling: Ceiling) -> Integers:
        """What a dive finds beside the groups that stay."""
        known = self._allowed(np.concatenate([self.chosen, self._known]))
        hoped, go_on = ceiling.whole - program.constant, partial(self._tell, program.tier, ceiling.whole, DONE[0])
        return self._once(dive(program, known, partial(self._fresh, program), hoped, stay, go_on))

    def _fresh(self, program: Program, prices: Floats, left: Floats) -> Integers:
        """Groups that gain at these prices, of those for whom there is room left."""
        network, gains = self.terms.network, program.gains(prices)
        room = left[: network.count] >= 1
        wants = left[network.count + self.terms.wants] >= 1
        places = np.where(room, gains.places, NEVER)
        gifts = np.where((self.terms.wants < 0) | wants, gains.gifts, NEVER)
        best = best_through(network, Gains(places, gifts), network.patience)
        return self._allowed(np.concatenate([best.groups[best.gains > ROUNDING], best.go_together]))

    def _once(self, groups: Integers) -> Integers:
        """Without those that would bring the same people together again."""
        together, sets = same_people(self.terms, self.terms.network.members(groups))
        first = np.unique(together, return_index=True)[1]
        return groups[np.union1d(np.flatnonzero(together < 0), first)] if sets else groups

    def _take(self, groups: Integers, tier: int) -> None:
        """Choose these groups if they are as good, by the first tier, then the next, as far as this one."""
        known, new = (values_of(self.terms, some)[: tier + 1].tolist() for some in (self.chosen, groups))
        if new >= known:
            self.chosen = groups

    def _near(self, ceiling: Ceiling, many: int, also: Integers) -> Integers:
        """About so many of the groups that gain most and could be in a choice as good as this one.

        All down to some depth; of those a step deeper, the best through each place when chance adds a little to gifts.
        """
        network, gains, beam = self.terms.network, ceiling.gains, self.terms.network.beam(CHAINS)
        screens = [[Gains(gains.places, gains.gifts, -depth), *self._screens] for depth in DEPTHS]
        few = next((at for at, some in enumerate(screens) if counted(network, some, many, beam) > many), len(DEPTHS))
        picked = [also, listed(network, screens[few - 1], beam)] if few else [also]
        if few < len(DEPTHS):
            times = -(-(many - sum(map(len, picked))) // network.count)
            picked += self._by_chance(gains, DEPTHS[few], times)
        return self._allowed(np.concatenate(picked))

    def _by_chance(self, gains: Gains, depth: float, times: int) -> Iterator[Integers]:
        """Groups that gain most through each place when chance adds up to so much to each gift; so many times over."""
        network, chance = self.terms.network, np.random.default_rng(SEED)
        for _ in range(times):
            gifts = gains.gifts + chance.uniform(0.0, max(depth, LITTLE), len(gains.gifts))
            best = best_through(network, Gains(gains.places, gifts), network.patience)
            yield np.concatenate([best.groups[best.gains > 0], best.go_together])

    def _allowed(self, groups: Integers) -> Integers:
        """Each once, without those that are barred."""
        groups = np.unique(groups, axis=0)
        if not self.terms.barred or not len(groups):
            return groups
        sets = (frozenset(row[row >= 0].tolist()) for row in self.terms.network.members(groups))
        return groups[[places not in self.terms.barred for places in sets]]

    def _decide(self, program: Program, ceiling: Ceiling) -> int:
        """What the solver makes of the groups that could better the choice, exactly when they are few; the bound.

        Where all that a choice as good could hold are few, the next tier is decided along with this one.
        """
        if not self._are_few(program, ceiling, self._few):
            if self._lacks_little(program, ceiling):
                self._core(program, ceiling, KERNEL)
            return ceiling.whole
        network = self.terms.network
        as_good = [ceiling.reaching(self._value(program.tier)), *self._screens]
        nowhere, most = np.zeros(network.count), min(ceiling.bound, ceiling.most)
        more = program.tier + 1 < self.terms.tiers
        if more and counted(network, as_good, self._few) <= self._few:
            self._shortlist = Shortlist(self._allowed(listed(network, as_good)), nowhere)
            return self._decide_among(self._shortlist, program, most)
        groups = self._allowed(listed(network, self._bettering(program, ceiling)))
        return self._answered(Shortlist(groups, nowhere), program, most, along=False)

    def _decide_among(self, shortlist: Shortlist, program: Program, bound: float) -> int:
        """What the solver makes of all groups that a choice as good could hold, exactly; the bound."""
        values = values_of(self.terms, self.chosen)
        self._shortlist, tighter = shortlist.narrowed(program, values)
        bound = min(bound, tighter)
        if floor(bound + ROUNDING) <= values[program.tier] or not self._tell(program.tier, bound, 0.0):
            return floor(bound + ROUNDING)
        return self._answered(self._shortlist, program, bound, along=True)

    def _answered(self, shortlist: Shortlist, program: Program, bound: float, *, along: bool) -> int:
        """What the solver makes of these groups and those chosen, where asked for the next tier along; the bound."""
        tier, groups = program.tier, self._allowed(np.concatenate([self.chosen, shortlist.groups]))
        worth, columns, limits, begun = explicit(program, groups, self.chosen)
        tiers = Along.of(program, groups, worth, bound) if along else Along(worth)
        go_on, least = partial(self._tell, tier, bound, DONE[-1]), shortlist.least
        answer = best_integers(tiers.both, columns, limits, begun, NODES, APART, plainly=True, go_on=go_on, least=least)
        self.chosen = groups[answer.taken[answer.taken < len(groups)]]
        first = self._value(tier)
        if tiers.two and tiers.second(answer.bound, first - program.constant) < self._value(tier + 1) + 1 - ROUNDING:
            self._decided = tier + 1
        bound = min(bound, tiers.first(answer.bound) + program.constant)  # none at all when stopped at once
        return max(round(first), floor(bound + ROUNDING))

    def _bettering(self, program: Program, ceiling: Ceiling) -> list[Gains]:
        """The screens that every group of a better choice passes."""
        return [ceiling.reaching(self._value(program.tier) + 1), *self._screens]

    def _are_few(self, program: Program, ceiling: Ceiling, few: int) -> bool:
        network = self.terms.network
        if network.chains > TOO_MANY:
            return False
        now = (program.tier, self._value(program.tier))
        count, cap = self._counted.get(now, (0, -1))
        if cap < min(few, count):  # the counting had ended before
            count = counted(network, self._bettering(program, ceiling), few)
            self._counted = {now: (count, few)}
        return count <= few

    def _is_lean(self, program: Program, ceiling: Ceiling) -> bool:
        """Whether few groups are worth their price, in a pool that the solver takes in its stride."""
        network = self.terms.network
        few = LEAN * network.count
        if program.tier or network.count > MODEST or not self.thorough:
            return False
        return counted(network, [ceiling.reaching(ceiling.bound), *self._screens], few) <= few

    def _core_if_lean(self, program: Program, ceiling: Ceiling) -> None:
        if self._is_lean(program, ceiling):
            self._core(program, ceiling)

    def _lacks_little(self, program: Program, ceiling: Ceiling) -> bool:
        """Whether what is missing of the first tier in a modest pool is so little that the solver may find it."""
        lacking = ceiling.whole - self._value(program.tier)
        if self.terms.network.count > MODEST:
            return False
        return self.thorough and not (program.tier or self.stopped) and 0 < lacking <= NEARLY * ceiling.whole

    def _core(self, program: Program, ceiling: Ceiling, many: int = CORE) -> None:
        """What the solver makes of the groups that gain most, without much branching."""
        groups = self._near(ceiling, many, np.concatenate([self.chosen, self._support]))
        worth, columns, limits, begun = explicit(program, groups, self.chosen)
        go_on = partial(self._tell, program.tier, ceiling.whole, DONE[-1])
        most = ceiling.whole - program.constant
        answer = best_integers(worth, columns, limits, begun, 1, target=most, go_on=go_on)
        self._take(groups[answer.taken[answer.taken < len(groups)]], program.tier)
        self._tell(program.tier, ceiling.whole, DONE[-1])

    def _mend(self, program: Program, ceiling: Ceiling) -> None:
        """Better the choice a neighbourhood at a time."""
        if not (self.thorough or program.tier):
            return
        among = self._near(ceiling, MENDED * self.terms.network.count, self.chosen)
        for better in self._mended(self.chosen, among, program, ceiling, FRUITLESS):
            self.chosen = better
            if not self._tell(program.tier, ceiling.whole, DONE[-1]):
                return

    def _mended(
        self, chosen: Integers, among: Integers, program: Program, ceiling: Ceiling, fruitless: int
    ) -> Iterator[Integers]:
        """Choices ever as good as this one or better; so many tries in a row that do not help are the last."""
        groups = self._allowed(np.concatenate([chosen, among]))
        worth, columns, limits, begun = explicit(program, groups, chosen)
        prices = np.concatenate([ceiling.prices, np.zeros(len(limits) - len(ceiling.prices))])
        short = np.minimum(worth - columns.at(prices), 0.0)
        mending = Mending(columns, limits, worth, ceiling.whole - program.constant, short)
        for taken in mending.of(begun, fruitless):
            yield groups[taken[taken < len(groups)]]
