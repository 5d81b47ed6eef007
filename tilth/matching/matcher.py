"""From people and rules to the best set of groups."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tilth.matching.explain import coverage_of, explain, unmeetable_in
from tilth.matching.solver.packing import choose
from tilth.matching.pool import Pool, gather, in_order
from tilth.matching.program import TIERS, as_packing
from tilth.matching.rings import Ring, as_group, every_ring
from tilth.matching.values import Group, Id, Matching, Person, Rules, TierValue

PLAIN = Rules()


def match(people: Iterable[Person], rules: Rules = PLAIN, locked: Sequence[Group] = ()) -> Matching:
    """The best set of new groups beside the `locked` ones, and why the rest are left over.

    Locked groups use up their members' load and the wants they meet, and stand as they are.
    The order in which people come does not matter. Two people with one id are a ValueError.
    """
    everyone = in_order(people)
    groups, tiers = _best_groups(everyone, rules, locked)
    together = (*locked, *groups)
    return Matching(
        groups=groups,
        tiers=tiers,
        left_over=explain(everyone, rules, together),
        coverage=coverage_of(everyone, together),
        unmeetable=unmeetable_in(everyone),
        locked=tuple(locked),
    )


def _best_groups(
    people: Sequence[Person], rules: Rules, locked: Sequence[Group]
) -> tuple[tuple[Group, ...], tuple[TierValue, ...]]:
    pool = gather(with_what_is_left(people, locked), rules)
    standing = {frozenset(group.members) for group in locked}
    rings = [ring for ring in every_ring(pool) if _ids(pool, ring) not in standing]
    placed = frozenset[Id]().union(*standing)
    choice = choose(as_packing(pool, rings, placed))
    groups = tuple(as_group(pool, rings[column]) for column in choice.columns if column < len(rings))
    return groups, tuple(map(TierValue, TIERS, choice.values, choice.bounds, choice.bounds))


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
