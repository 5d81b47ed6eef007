"""Tilth's own engine, through its public face.

Each side solves something tiny first, so that compiling is not measured.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from random import Random
from time import process_time

from benchmarks.matching.instances import Instance, field_of, graph_of
from benchmarks.matching.pools import kidneys, teachers
from benchmarks.matching.sides import Answer
from tilth import matching
from tilth.matching import Matching, Person, Rules, Subjects, Tier, graphs
from tilth.matching.region import Wide, match_widely

DECLINES = 0.05
PLACED = Rules(tiers=(Tier.PLACED,))
SECONDS = 1.4
"""A search that is stopped is told so after so much processor time; it ends within a tenth of a second, or two."""


def exchange(instance: Instance) -> Callable[[], Answer]:
    """The best exchange in a plain graph."""
    graph = graph_of(instance)
    graphs.exchange(kidneys.saidman(24, 3, 1), 3, instance.chain)

    def solve() -> Answer:
        found = graphs.exchange(graph, 3, instance.chain)
        check = partial(graphs.faults, found, graph, 3, instance.chain)
        return Answer(found.value, found.bound, _status(found.proven), faults=check)

    return solve


def placed(instance: Instance) -> Callable[[], Answer]:
    """Most people placed in a family, and no other tier."""
    return _matched(field_of(instance).people, PLACED)


def stopped(instance: Instance) -> Callable[[], Answer]:
    """The same, stopped after so many seconds of processor time: what is known by then."""
    people = field_of(instance).people
    matching.match(teachers.field(40).people, PLACED)

    def solve() -> Answer:
        end = process_time() + SECONDS
        return _answer(matching.match(people, PLACED, watch=lambda progress: process_time() < end), people, PLACED)

    return solve


def every_tier(instance: Instance) -> Callable[[], Answer]:
    """All rules and tiers at once; value and bound are those of the first tier."""
    return _matched(field_of(instance).people, _every(instance))


def _every(instance: Instance) -> Rules:
    return Rules(max_from_one_school=2, subjects=Subjects.MIXED, minutes=field_of(instance).minutes)


def _matched(people: Sequence[Person], rules: Rules) -> Callable[[], Answer]:
    matching.match(teachers.field(40).people, rules)
    return lambda: _answer(matching.match(people, rules), people, rules)


def _answer(found: Matching, people: Sequence[Person], rules: Rules) -> Answer:
    first, widest = found.tiers[0], max(tier.gap / max(1, abs(tier.bound)) for tier in found.tiers)
    status = _status(found.proven)
    if first.tier is not Tier.PLACED:
        placed = len({member for group in found.groups for member in group.members})
        status += f", {placed} placed; widest gap of {len(found.tiers)} tiers {widest:.2%}"
    check = partial(matching.faults, found, people, rules)
    return Answer(first.value, first.bound, status, widest, check)


def _status(proven: bool) -> str:
    return "proven" if proven else "gap"


# --- more than a family -------------------------------------------------------------------------


def by_family(instance: Instance) -> Callable[[], Answer]:
    """Each family for itself, one after another."""
    field, rules = field_of(instance), PLACED
    family_of = {person.id: number for number, people in enumerate(field.families) for person in people}
    matching.match(teachers.field(40).people, rules)
    return lambda: _wide(match_widely(field.people, rules, family=lambda person: str(family_of[person.id])))


def one_pool(instance: Instance) -> Callable[[], Answer]:
    """Everybody with everybody."""
    people, rules = field_of(instance).people, PLACED
    match_widely(teachers.field(400).people, rules, batch=100)
    return lambda: _wide(match_widely(people, rules))


def _wide(found: Wide) -> Answer:
    first = found.tiers[0]
    return Answer(first.value, first.bound, _status(found.proven))


# --- repair -------------------------------------------------------------------------------------


def whole_again(instance: Instance) -> Callable[[], Answer]:
    """When some have gone, everybody is matched anew."""
    return _matched(_left(instance), PLACED)


def every_tier_whole_again(instance: Instance) -> Callable[[], Answer]:
    """The same, with all rules and tiers."""
    return _matched(_left(instance), _every(instance))


def mended(instance: Instance) -> Callable[[], Answer]:
    """When some have gone, whoever is left without a group is matched again."""
    return _mended(instance, PLACED, loosen=False)


def loosened(instance: Instance) -> Callable[[], Answer]:
    """The same, and what still stands may give way where that places more."""
    return _mended(instance, PLACED, loosen=True)


def every_tier_mended(instance: Instance) -> Callable[[], Answer]:
    """Mended with all rules and tiers."""
    return _mended(instance, _every(instance), loosen=False)


def _mended(instance: Instance, rules: Rules, *, loosen: bool) -> Callable[[], Answer]:
    """The bound on what could be placed is proven anew."""
    people, gone = field_of(instance).people, _gone(instance)
    planned = matching.match(people, rules).groups

    def solve() -> Answer:
        repair = matching.mend(planned, people, rules, gone=gone, loosen=loosen)
        status = f"{len(repair.kept)} groups kept, {len(repair.broken)} broken, {len(repair.reformed)} changed"
        asked = replace(rules, tiers=(Tier.PLACED, Tier.KEPT)) if loosen else rules
        check = partial(
            matching.faults, repair.matching, _left(instance), asked, planned=planned if loosen else repair.broken
        )
        return Answer(repair.placed, repair.bound, status, faults=check)

    return solve


def _left(instance: Instance) -> list[Person]:
    gone = _gone(instance)
    return [replace(person, away=person.id in gone) for person in field_of(instance).people]


def _gone(instance: Instance) -> frozenset[matching.Id]:
    chance = Random(instance.seed)  # noqa: S311
    return frozenset(person.id for person in field_of(instance).people if chance.random() < DECLINES)
