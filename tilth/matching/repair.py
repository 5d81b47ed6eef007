"""Mending what declines, absences and newcomers undo, with as little disturbance as asked, beside a proven bound."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from tilth.matching.explain import Family
from tilth.matching.matcher import PLAIN, bound_of, match
from tilth.matching.ordering import in_order
from tilth.matching.values import Flow, Group, Id, Matching, Person, Rules, Tier, Watch
from tilth.matching.worth import Worth


@dataclass(frozen=True)
class Repair:
    """What stands after a mending.

    Of the groups before, those that are `kept` stand gift for gift; the `broken` ones fell or lost
    somebody; the `reformed` ones, not yet firm, gave way to others. The `matching` holds the kept
    ones among its locked groups, or where they were loosened among its groups. `placed_again` are
    the people of broken groups who are in a new one. `placed` counts everybody in a group.
    """

    matching: Matching
    kept: tuple[Group, ...]
    broken: tuple[Group, ...]
    reformed: tuple[Group, ...]
    placed_again: tuple[Id, ...]
    placed: int
    bound: int
    """The proven most that could be placed if everything were opened again; what stands already counts."""

    @property
    def more(self) -> int:
        """How many more, at the very most, any further disturbance could place."""
        return self.bound - self.placed


def mend(
    before: Sequence[Group],
    people: Iterable[Person],
    rules: Rules = PLAIN,
    *,
    gone: Collection[Id] = frozenset(),
    declined: Collection[Group] = (),
    firm: Collection[Group] = (),
    loosen: bool = False,
    bound: int | None = None,
    watch: Watch | None = None,
) -> Repair:
    """Match again whoever is left without a group; what nobody left or declined stands.

    The people `gone` (or no longer among the people) join nothing. The same people as in a group
    `declined`, now or earlier, are not proposed again as one. With `loosen` the groups that are not
    `firm` may give way too: `Tier.KEPT` then comes right after `Tier.PLACED`, so that as few gifts
    as possible change. A `bound` already proven for these people, or more of them, spares its proof.
    """
    here = without(people, gone)
    barred = frozenset(frozenset(group.members) for group in declined)
    present = {person.id for person in here}.difference(gone)
    proposed = [group for group in before if frozenset(group.members) not in barred]
    standing = [group for group in proposed if present.issuperset(group.members)]
    unmoved = frozenset(map(_gifts, firm if loosen else standing))
    locked = [group for group in standing if _gifts(group) in unmoved]
    planned = frozenset(proposed).difference(locked)
    asked = _gently(rules) if loosen else rules
    matching = match(here, asked, locked, planned=planned, barred=barred, watch=watch)
    if bound is None:
        bound = at_most(here, rules) if matching.stopped else most_placed(here, rules, watch, standing)
    return _repair(matching, before, standing, bound)


def without(people: Iterable[Person], gone: Collection[Id]) -> tuple[Person, ...]:
    """The people by id, those gone marked as away: so does `mend` match them."""
    return tuple(replace(person, away=True) if person.id in gone else person for person in in_order(people))


def most_placed(
    people: Sequence[Person], rules: Rules, watch: Watch | None = None, known: Collection[Group] = ()
) -> int:
    """A proven bound on how many of these people, in the order of their ids, any groups could place.

    Good groups, if some are `known`, make it quicker.
    """
    return bound_of(people, Worth.of(replace(rules, tiers=(Tier.PLACED,))), watch, known)


def at_most(people: Sequence[Person], rules: Rules) -> int:
    """How many of these people, in the order of their ids, any group could hold: a bound at hardly any cost."""
    family = Family.of(people, rules, ())
    return sum(family.meets(family.structure, place) for place in range(len(people)))


def _gifts(group: Group) -> frozenset[Flow]:
    """What makes a group the same: every gift."""
    return frozenset(group.flows)


def _gently(rules: Rules) -> Rules:
    """The same rules, with keeping what was planned asked for right after placing people."""
    others = [tier for tier in rules.tiers if tier is not Tier.KEPT]
    place = others.index(Tier.PLACED) + 1 if Tier.PLACED in others else 0
    return replace(rules, tiers=(*others[:place], Tier.KEPT, *others[place:]))


def _members(groups: Iterable[Group]) -> set[Id]:
    return {member for group in groups for member in group.members}


def _repair(matching: Matching, before: Sequence[Group], standing: Sequence[Group], bound: int) -> Repair:
    now = (*matching.locked, *matching.groups)
    known, still, stood = (set(map(_gifts, groups)) for groups in (before, now, standing))
    broken = tuple(group for group in before if _gifts(group) not in stood)
    placed = len(_members(now))
    again = _members(broken) & _members(group for group in now if _gifts(group) not in known)
    return Repair(
        matching=matching,
        kept=tuple(group for group in standing if _gifts(group) in still),
        broken=broken,
        reformed=tuple(group for group in standing if _gifts(group) not in still),
        placed_again=tuple(sorted(again, key=str)),
        placed=placed,
        bound=max(bound, placed),
    )
