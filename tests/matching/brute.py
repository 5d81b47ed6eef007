"""The best matching by trying everything: slow, plain, and written apart from the engine."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations, product

from tilth.matching import Flow, Group, Kind, LeftOver, Matching, Person, Reason, Rules, Tier, faults
from tilth.matching.half_hours import shared


def candidates(people: Sequence[Person], rules: Rules) -> list[Group]:
    """Every group in which the checker finds no fault by itself."""
    found = {}
    for size in range(2, max(rules.size_max, rules.chain_max) + 1):
        for members in permutations(sorted(people, key=lambda p: str(p.id)), size):
            for group in _groups(members):
                key = (group.kind, frozenset(group.flows))
                if key not in found and not faults(alone(group, people), people, rules):
                    found[key] = group
    return list(found.values())


def alone(group: Group, people: Sequence[Person]) -> Matching:
    """A matching of one group, with everyone else duly left over."""
    return assembled((group,), people)


def assembled(groups: Sequence[Group], people: Sequence[Person]) -> Matching:
    """A matching of these groups, with everyone else duly left over."""
    placed = {member for group in groups for member in group.members}
    left = tuple(LeftOver(p.id, Reason.NOT_NEEDED) for p in people if p.id not in placed)
    return Matching(tuple(groups), (), left, (), ())


def _groups(members: tuple[Person, ...]) -> Iterator[Group]:
    open_links = list(pairwise(members))
    closed_links = [*open_links, (members[-1], members[0])]
    for kind, links in (
        (Kind.CHAIN, open_links),
        (Kind.PAIR if len(members) == 2 else Kind.TRIAD, closed_links),
    ):
        for topics in product(*(sorted(set(g.offers) & set(r.wants), key=str) for g, r in links)):
            yield Group(
                tuple(p.id for p in members),
                tuple(Flow(g.id, r.id, t) for (g, r), t in zip(links, topics, strict=True)),
                shared(p.half_hours for p in members),
                kind,
                len({p.school for p in members}) > 1,
            )


def best_values(people: Sequence[Person], rules: Rules) -> tuple[int, ...]:
    """The best value of each tier in force, in their order."""
    groups = candidates(people, rules)
    return max(values(chosen, people, rules) for chosen in _choices(groups, people))


def _choices(groups: list[Group], people: Sequence[Person]) -> Iterator[tuple[Group, ...]]:
    load = {p.id: p.load for p in people}

    def fits(chosen: tuple[Group, ...]) -> bool:
        busy = Counter(m for g in chosen for m in g.members)
        met = Counter((f.receiver, f.topic) for g in chosen for f in g.flows)
        sets = Counter(frozenset(g.members) for g in chosen)
        return all(busy[m] <= load[m] for m in busy) and max(met.values(), default=0) <= 1 >= max(
            sets.values(), default=0
        )

    def extend(chosen: tuple[Group, ...], start: int) -> Iterator[tuple[Group, ...]]:
        yield chosen
        for place in range(start, len(groups)):
            longer = (*chosen, groups[place])
            if fits(longer):
                yield from extend(longer, place + 1)

    return extend((), 0)


def values(groups: Sequence[Group], people: Sequence[Person], rules: Rules) -> tuple[int, ...]:
    """What these groups reach in each tier in force."""
    by_id = {p.id: p for p in people}
    placed = {m for g in groups for m in g.members}
    flows = [f for g in groups for f in g.flows]
    reached = {
        Tier.WAITING: sum(by_id[m].waiting for m in placed),
        Tier.PLACED: len(placed),
        Tier.ACROSS: sum(by_id[f.giver].school != by_id[f.receiver].school for f in flows),
        Tier.WANTS: sum(by_id[f.receiver].wants[f.topic] for f in flows),
        Tier.CONFIDENCE: sum(by_id[f.giver].offers[f.topic] for f in flows),
    }
    return tuple(reached[tier] for tier in rules.tiers)
