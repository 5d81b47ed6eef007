"""From people and rules to the best set of groups."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial
from math import floor

from tilth.matching.arrays import Arrays, arrays_of
from tilth.matching.explain import coverage_of, explain, unmeetable_in
from tilth.matching.ordering import in_order
from tilth.matching.solver.choice import choose, proven_most
from tilth.matching.solver.columns import Integers
from tilth.matching.values import Group, Id, Matching, Person, Progress, Rules, Tier, TierValue, Watch
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
    groups, tiers, stopped = best_groups(everyone, Worth.of(rules, planned), locked, barred, watch)
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


def best_groups(
    people: Sequence[Person],
    worth: Worth,
    locked: Sequence[Group] = (),
    barred: Collection[frozenset[Id]] = (),
    watch: Watch | None = None,
    *,
    thorough: bool = True,
    apart: bool = True,
) -> tuple[tuple[Group, ...], tuple[TierValue, ...], bool]:
    """New groups among people in order, what they reach, and whether the search was stopped before its end.

    Not `thorough`, it takes less time; not `apart`, what a tier could reach were it asked first is left at its bound.
    """
    together = {frozenset(group.members) for group in locked}
    standing = frozenset[Id]().union(*together)
    arrays = arrays_of(with_what_is_left(people, locked), worth, standing, together.union(barred))
    tell = partial(_tell, worth.tiers, arrays, watch) if watch else _go_on
    choice = choose(arrays.terms, tell, thorough=thorough, apart=apart)
    tiers = tuple(map(TierValue, worth.tiers, choice.values, choice.bounds, choice.alone))
    return arrays.groups(choice.groups), tiers, choice.stopped


def bound_of(people: Sequence[Person], worth: Worth, watch: Watch | None = None, known: Collection[Group] = ()) -> int:
    """The proven most of the first tier among people in order, found without any groups to show for it.

    Good groups, if some are `known`, make it quicker.
    """
    arrays = arrays_of(people, worth, frozenset(), frozenset())

    def go_on(bound: float) -> bool:
        return watch is None or watch(Progress(worth.tiers[0], 0, floor(bound), 1.0, tuple))

    return proven_most(arrays.terms, arrays.rows(known), go_on)


def _go_on(*known: object) -> bool:
    return True


def _tell(
    tiers: Sequence[Tier],
    arrays: Arrays,
    watch: Watch,
    at: int,
    within: float,
    value: float,
    bound: float,
    chosen: Integers,
) -> bool:
    share = (at + within) / len(tiers)
    return watch(Progress(tiers[at], round(value), round(bound), share, partial(arrays.groups, chosen)))


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
        if person.id in busy
        else person
        for person in people
    ]
