"""The best matching by trying everything: slow, plain, and written apart from engine and checker."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, permutations, product

from tilth.matching import (
    Flow,
    Group,
    Kind,
    LeftOver,
    Matching,
    Person,
    Reason,
    Rules,
    Subjects,
    Tier,
    TierValue,
)

RINGS = {2: Kind.PAIR, 3: Kind.TRIAD}


def candidates(people: Sequence[Person], rules: Rules) -> list[Group]:
    """Every group that the rules allow by itself, each ring once."""
    ordered = sorted(people, key=lambda person: str(person.id))
    found: dict[frozenset[Flow], Group] = {}
    for size in range(2, max(rules.size_max, rules.chain_max) + 1):
        for members in permutations(ordered, size):
            if _may_meet(members, rules):
                for group in _groups(members, rules):
                    found.setdefault(frozenset(group.flows), group)
    return list(found.values())


def _may_meet(members: tuple[Person, ...], rules: Rules) -> bool:
    ids, schools = {p.id for p in members}, [p.school for p in members]
    if any(p.away or p.load < 1 or p.avoids & (ids - {p.id}) for p in members):
        return False
    if any(one.avoids & {other.school} for one, other in permutations(members, 2)):
        return False
    if rules.max_from_one_school is not None and max(map(schools.count, schools)) > rules.max_from_one_school:
        return False
    return not rules.need_half_hour or _common(members) != 0


def _common(members: tuple[Person, ...]) -> int | None:
    masks = [p.half_hours for p in members if p.half_hours is not None]
    common = -1
    for mask in masks:
        common &= mask
    return common if masks else None


def _groups(members: tuple[Person, ...], rules: Rules) -> Iterator[Group]:
    size, openers = len(members), [p.gives_only for p in members]
    links = list(pairwise(members))
    if rules.chains and size <= rules.chain_max and openers == [True] + [False] * (size - 1):
        yield from _with_topics(members, links, Kind.CHAIN, rules)
    if size <= rules.size_max and not any(openers):
        yield from _with_topics(members, [*links, (members[-1], members[0])], RINGS[size], rules)


def _with_topics(
    members: tuple[Person, ...], links: list[tuple[Person, Person]], kind: Kind, rules: Rules
) -> Iterator[Group]:
    gifts = [
        [t for t in sorted(giver.offers, key=str) if receiver.wants.get(t, 0) >= rules.least_strength]
        for giver, receiver in links
    ]
    for topics in product(*gifts):
        yield Group(
            tuple(p.id for p in members),
            tuple(Flow(g.id, r.id, t) for (g, r), t in zip(links, topics, strict=True)),
            _common(members),
            kind,
            len({p.school for p in members}) > 1,
        )


def alone(group: Group, people: Sequence[Person]) -> Matching:
    """A matching of one group, with everyone else duly left over."""
    return assembled((group,), people)


def assembled(
    groups: Sequence[Group],
    people: Sequence[Person],
    rules: Rules = Rules(),  # noqa: B008
    planned: Collection[Group] = (),
    locked: Sequence[Group] = (),
) -> Matching:
    """A matching of these groups, with everyone else duly left over, that claims to be the best."""
    placed = {member for group in (*groups, *locked) for member in group.members}
    left = (LeftOver(p.id, Reason.AWAY if p.away else Reason.NOT_NEEDED) for p in people if p.id not in placed)
    asked, reached = rules.asked(planned=bool(planned)), values(groups, people, rules, planned, locked)
    tiers = (TierValue(tier, value, value, value) for tier, value in zip(asked, reached, strict=True))
    return Matching(tuple(groups), tuple(tiers), tuple(left), (), (), tuple(locked))


def best_values(
    people: Sequence[Person], rules: Rules, planned: Collection[Group] = (), locked: Sequence[Group] = ()
) -> tuple[int, ...]:
    """The best value of each tier in force, in their order."""
    groups = candidates(people, rules)
    return max(values(chosen, people, rules, planned, locked) for chosen in choices(groups, people, locked))


def choices(
    groups: Sequence[Group], people: Sequence[Person], locked: Sequence[Group] = ()
) -> Iterator[tuple[Group, ...]]:
    """Every set of these groups that people have room for beside the locked ones."""
    load = {p.id: p.load for p in people}

    def fits(new: Group, others: tuple[Group, ...]) -> bool:
        met = {(flow.receiver, flow.topic) for group in others for flow in group.flows}
        return (
            all(sum(member in group.members for group in others) < load[member] for member in new.members)
            and all((flow.receiver, flow.topic) not in met for flow in new.flows)
            and all(set(group.members) != set(new.members) for group in others)
        )

    def extend(chosen: tuple[Group, ...], start: int) -> Iterator[tuple[Group, ...]]:
        yield chosen
        for place in range(start, len(groups)):
            if fits(groups[place], (*locked, *chosen)):
                yield from extend((*chosen, groups[place]), place + 1)

    return extend((), 0)


def values(
    groups: Sequence[Group],
    people: Sequence[Person],
    rules: Rules,
    planned: Collection[Group] = (),
    locked: Sequence[Group] = (),
) -> tuple[int, ...]:
    """What these groups reach in each tier in force."""
    by_id = {p.id: p for p in people}
    standing = {m for g in locked for m in g.members}
    placed = {m for g in groups for m in g.members}
    gifts = [(by_id[f.giver], by_id[f.receiver], f.topic) for g in groups for f in g.flows]
    before = [f for g in planned for f in g.flows]
    reached = {
        Tier.WAITING: sum(by_id[m].waiting for m in placed - standing),
        Tier.PLACED: len(placed - standing),
        Tier.WANTS: sum(r.wants[t] for _, r, t in gifts),
        Tier.ACROSS: sum(g.school != r.school for g, r, _ in gifts),
        Tier.FAIRNESS: _smallest_share(people, rules, standing, placed | standing),
        Tier.SUBJECT: sum(_liked(g.subject, r.subject, rules.subjects) for g, r, _ in gifts),
        Tier.CONFIDENCE: sum(g.offers[t] for g, _, t in gifts),
        Tier.TRAVEL: -sum(_minutes(rules, g.school, r.school) for g, r, _ in gifts),
        Tier.KEPT: sum(Flow(g.id, r.id, t) in before for g, r, t in gifts),
    }
    return tuple(reached[tier] for tier in rules.asked(planned=bool(planned)))


def _liked(one: object, other: object, subjects: Subjects) -> bool:
    if None in (one, other):
        return False
    return {Subjects.ANY: False, Subjects.SAME: one == other, Subjects.MIXED: one != other}[subjects]


def _minutes(rules: Rules, one: object, other: object) -> int:
    return next((m for pair, m in rules.minutes.items() if pair == (one, other)), 0) or next(
        (m for pair, m in rules.minutes.items() if pair == (other, one) and (one, other) not in rules.minutes), 0
    )


def _smallest_share(people: Sequence[Person], rules: Rules, standing: set, placed: set) -> int:
    here: dict[object, list[bool]] = {}
    for p in people:
        strong = [t for t, strength in p.wants.items() if strength >= rules.least_strength]
        if p.id in standing or (p.load and not p.away and (p.gives_only or strong)):
            here.setdefault(p.school, []).append(p.id in placed)
    return min([int(100 * sum(school) / len(school)) for school in here.values()] or [100])
