"""Groups to begin from, for as many people as there are: taken along the prices, in seconds."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from tilth.matching.half_hours import shared
from tilth.matching.region.greedy import ease, openness, take, tight_roles
from tilth.matching.region.people import by_roles
from tilth.matching.region.reading import Field, Flags, Floats, Integers
from tilth.matching.region.worths import Worths
from tilth.matching.values import Flow, Group, Kind, Person, Rules
from tilth.matching.worth import Worth

WITHIN = (0.02, 0.05, 0.1, 0.2, 0.3, 0.6, 1.0, 1e5)
"""How far from tight a role may be, step by step, in parts of the most a role can be worth."""
HALF_HOURS_EACH = 12
"""Of people free in more half-hours than this, so many are tried, evenly spread."""


def begin(field: Field, worth: Worth, worths: Worths, prices: Floats) -> tuple[Group, ...]:
    """Groups in which nobody is twice, taken by these role prices (see `prices`) for these worths."""
    rings = _rings(field, worths, prices)
    groups = (group_of([field.people[place] for place in ring], worth) for ring in rings)
    return tuple(group for group in groups if group is not None)


def _rings(field: Field, worths: Worths, prices: Floats) -> Iterator[list[int]]:
    sides = field.gives.starts, field.gives.topics, field.gains.starts, field.gains.topics
    half_hours = _some(field.free)
    margins = np.empty(len(field.people))
    by_roles(field, worths, prices, np.zeros_like(prices), margins)
    least = np.maximum(margins, -worths.once)
    choosing = field.has_role.copy()
    scale, last = worths.scale, -1.0
    for within in WITHIN:
        roles = half_hours, choosing, worths.giving, worths.gaining, prices, least
        if last >= 0 and _tight(sides, roles, scale * within)[-1] == _tight(sides, roles, last)[-1]:
            continue
        last = scale * within
        starts = _tight(sides, roles, last)
        filled = np.diff(starts).astype(np.int32).reshape(prices.shape)
        easy = ease(*sides, half_hours, choosing, openness(filled, field.triads, field.long_chains))
        order = np.argsort(easy, kind="stable").astype(np.int32)
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order), dtype=np.int32)
        who = np.empty(starts[-1], dtype=np.int32)
        if not len(who):
            continue
        tight_roles(*sides, *roles, last, np.zeros(prices.size, dtype=np.int32), starts, order, who)
        groups = take(*sides, *roles, last, field.triads, field.long_chains, order, rank, starts, who)
        yield from ([int(place) for place in ring if place >= 0] for ring in groups)


def _tight(
    sides: tuple[Integers, Integers, Integers, Integers],
    roles: tuple[Flags, Flags, Floats, Floats, Floats, Floats],
    within: float,
) -> Integers:
    """Where the people of each cell begin in a list of all tight roles, and where the last end."""
    filled = np.zeros(roles[4].size, dtype=np.int32)
    nobody = np.zeros(0, dtype=np.int32)
    order = np.arange(len(roles[0]), dtype=np.int32)
    tight_roles(*sides, *roles, within, filled, nobody, order, nobody)
    return np.concatenate(([0], np.cumsum(filled))).astype(np.int32)


def _some(free: Flags) -> Flags:
    """At most so many half-hours of each person, evenly spread."""
    counts = free.sum(axis=1)
    if counts.max(initial=0) <= HALF_HOURS_EACH:
        return free
    nth = np.cumsum(free, axis=1) - 1
    step = np.maximum(1, -(-counts // HALF_HOURS_EACH))[:, None]
    return np.asarray(free & (nth % step == (np.arange(len(free)) % step[:, 0])[:, None]))


def group_of(ring: Sequence[Person], worth: Worth) -> Group | None:
    """The group of these people in the order of giving, with the topics dearest to the tiers; none if not allowed."""
    if not _may_meet(ring, worth.rules):
        return None
    opener = next((place for place, person in enumerate(ring) if person.gives_only), None)
    members = ring if opener is None else [*ring[opener:], *ring[:opener]]
    links = list(zip(members, [*members[1:], members[0]], strict=True))[: None if opener is None else -1]
    kind = Kind.PAIR if len(ring) == 2 else Kind.TRIAD
    return Group(
        members=tuple(person.id for person in members),
        flows=tuple(_dearest(giver, receiver, worth) for giver, receiver in links),
        half_hours=shared(person.half_hours for person in members),
        kind=kind if opener is None else Kind.CHAIN,
        crosses_schools=len({person.school for person in members}) > 1,
    )


def _may_meet(ring: Sequence[Person], rules: Rules) -> bool:
    if any(a.avoids & {b.id, b.school} or b.avoids & {a.id, a.school} for a, b in combinations(ring, 2)):
        return False
    schools = Counter(person.school for person in ring)
    return rules.max_from_one_school is None or max(schools.values()) <= rules.max_from_one_school


def _dearest(giver: Person, receiver: Person, worth: Worth) -> Flow:
    strong = worth.rules.least_strength
    topics = [topic for topic in giver.offers if receiver.wants.get(topic, 0) >= strong]
    best = max(sorted(topics, key=str), key=lambda topic: worth.of_topic(giver, receiver, topic))
    return Flow(giver.id, receiver.id, best)
