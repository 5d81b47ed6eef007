"""From people and rules to the best set of groups."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import add

from tilth.matching.explain import coverage_of, explain, unmeetable_in
from tilth.matching.pool import Pool, gather, in_order
from tilth.matching.program import as_packing, offset
from tilth.matching.rings import Ring, as_group, every_ring
from tilth.matching.solver.packing import choose
from tilth.matching.values import Group, Id, Matching, Person, Progress, Rules, TierValue, Watch
from tilth.matching.worth import Worth

PLAIN = Rules()


def match(
    people: Iterable[Person],
    rules: Rules = PLAIN,
    locked: Sequence[Group] = (),
    *,
    planned: Collection[Group] = (),
    barred: Collection[frozenset[Id]] = (),
    watch: Watch | None = None,
) -> Matching:
    """The best set of new groups beside the `locked` ones, and why the rest are left over.

    Locked groups use up their members' load and the wants they meet, and stand as they are. Groups
    once `planned` matter to `Tier.KEPT` alone. No new group has exactly the people of a `barred`
    set. `watch` is told of progress and may end the search.
    The order in which people come does not matter. Two people with one id are a ValueError.
    """
    everyone = in_order(people)
    search = _Search.of(everyone, Worth.of(rules, planned), locked, barred, watch)
    groups, tiers, stopped = search.best()
    together = (*locked, *groups)
    return Matching(
        groups=groups,
        tiers=tiers,
        left_over=explain(everyone, rules, together, locked=locked, barred=barred),
        coverage=coverage_of(everyone, together),
        unmeetable=unmeetable_in(everyone),
        locked=tuple(locked),
        stopped=stopped,
    )


@dataclass(frozen=True)
class _Search:
    """Everything that could be chosen, and who is told how far the choosing has come."""

    people: Sequence[Person]
    worth: Worth
    standing: frozenset[Id]
    pool: Pool
    rings: Sequence[Ring]
    watch: Watch | None

    @classmethod
    def of(
        cls,
        people: Sequence[Person],
        worth: Worth,
        locked: Sequence[Group],
        barred: Collection[frozenset[Id]],
        watch: Watch | None,
    ) -> "_Search":
        together = {frozenset(group.members) for group in locked}
        pool = gather(with_what_is_left(people, locked), worth.rules, worth)
        never = together.union(barred)
        rings = [ring for ring in every_ring(pool) if _ids(pool, ring) not in never]
        return cls(people, worth, frozenset[Id]().union(*together), pool, rings, watch)

    def best(self) -> tuple[tuple[Group, ...], tuple[TierValue, ...], bool]:
        """The groups, what they reach, and whether the search was stopped before its end."""
        packing, begun = as_packing(self.pool, self.rings, self.worth, self.standing)
        choice = choose(packing, begun, self._told)
        groups, tiers = self._groups(choice.columns), self.worth.tiers
        values = self.worth.reached(groups, self.people, self.standing)
        bounds, alone = (list(map(add, map(offset, tiers), most)) for most in (choice.bounds, choice.alone))
        return groups, tuple(map(TierValue, tiers, values, bounds, alone)), choice.stopped

    def _groups(self, columns: Iterable[int]) -> tuple[Group, ...]:
        return tuple(as_group(self.pool, self.rings[column]) for column in columns if column < len(self.rings))

    def _told(self, at: int, value: int, bound: int, columns: Sequence[int]) -> bool:
        tier = self.worth.tiers[at]
        known = partial(self._groups, columns)
        share = (at + 1) / len(self.worth.tiers)
        progress = Progress(tier, value + offset(tier), bound + offset(tier), share, known)
        return self.watch is None or self.watch(progress)


def _ids(pool: Pool, ring: Ring) -> frozenset[Id]:
    return frozenset(pool.people[member].id for member in ring.members)


def with_what_is_left(people: Iterable[Person], locked: Iterable[Group]) -> list[Person]:
    """People with the load and the wants that the groups already standing leave them."""
    busy = Counter(member for group in locked for member in group.members)
    met = {(flow.receiver, flow.topic) for group in locked for flow in group.flows}
    return [
        replace(
            person,
            load=max(0, person.load - busy[person.id]),
            wants={topic: strength for topic, strength in person.wants.items() if (person.id, topic) not in met},
        )
        for person in people
    ]
