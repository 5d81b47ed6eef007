"""People and rules as arrays for the solver, and what the solver chose as groups of people."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from tilth.matching.half_hours import shared
from tilth.matching.solver.columns import Floats, Integers
from tilth.matching.solver.network import Flags, Masks, Network, Terms
from tilth.matching.values import Flow, Group, Id, Kind, Person, Rules, Subjects, Tier
from tilth.matching.worth import Worth, staffs

WORD = 64
"""Half-hours in one word of a mask."""


@dataclass(frozen=True)
class Arrays:
    """People with room, in order, the gifts they could make, and the terms on which groups are chosen."""

    people: Sequence[Person]
    topics: Sequence[Id]
    topic_of: Integers
    terms: Terms

    def groups(self, chosen: Integers) -> tuple[Group, ...]:
        """Groups of gifts as groups of people, in the order of their members."""
        places = self.terms.network.members(chosen)
        found = [self._group(row[row >= 0], who[who >= 0]) for row, who in zip(chosen, places, strict=True)]
        return tuple(sorted(found, key=lambda group: [str(member) for member in group.members]))

    def rows(self, groups: Collection[Group]) -> Integers:
        """Groups of people as groups of gifts, without those that these people and rules do not know."""
        network, places = self.terms.network, {person.id: place for place, person in enumerate(self.people)}
        known = [g for g in groups if 0 < len(g.flows) <= network.width and places.keys() >= frozenset(g.members)]
        rows = np.full((len(known), network.width), -1, dtype=np.int32)
        for row, group in zip(rows, known, strict=True):
            gifts = [network.first[places[flow.receiver], places[flow.giver]] for flow in group.flows]
            row[: len(gifts)] = gifts if min(gifts) >= 0 else -1
        return rows[rows[:, 0] >= 0]

    def _group(self, gifts: Integers, places: Integers) -> Group:
        network, members = self.terms.network, [self.people[place] for place in places]
        flows = tuple(
            Flow(self.people[network.tails[g]].id, self.people[network.heads[g]].id, self.topics[self.topic_of[g]])
            for g in gifts
        )
        closed = len(gifts) == len(members)
        return Group(
            members=tuple(person.id for person in members),
            flows=flows,
            half_hours=shared(person.half_hours for person in members),
            kind=(Kind.PAIR if len(members) == 2 else Kind.TRIAD) if closed else Kind.CHAIN,
            crosses_schools=len({person.school for person in members}) > 1,
        )


def arrays_of(
    people: Sequence[Person], worth: Worth, standing: frozenset[Id], barred: Collection[frozenset[Id]] = ()
) -> Arrays:
    """The arrays of those of these people who have room, in order. Who is `standing` in a group needs no placing."""
    everyone, people = people, [person for person in people if person.load > 0 and not person.away]
    rules, codes = worth.rules, _Codes.of(people)
    gifts = _gifts(people, rules, codes)
    apart = _apart(people)
    masks = _masks(people, rules)
    gifts = gifts.only(_may_meet(gifts, codes, masks, apart, rules))
    worths = _worths(gifts, worth, people, codes)
    kept, at_most = _dearest(gifts, worths, codes)
    gifts = gifts.only(kept)
    places = {person.id: place for place, person in enumerate(people)}
    network = Network(
        count=len(people),
        tails=gifts.givers,
        heads=gifts.receivers,
        openers=np.array([person.gives_only for person in people], dtype=np.bool_),
        masks=masks,
        schools=codes.schools,
        apart=apart,
        size_max=rules.size_max,
        chain_max=min(rules.chain_max, len(people)) if rules.chains else 0,
        most=min(rules.max_from_one_school or len(people), len(people)),
    )
    terms = Terms(
        network=network,
        loads=codes.loads,
        members=_members(people, worth, standing),
        gifts=worths[:, kept],
        at_most=at_most,
        wants=_wants(gifts, codes),
        barred=frozenset(frozenset(places[i] for i in ids) for ids in barred if ids <= places.keys()),
        **_fairness(everyone, people, worth, standing),
    )
    return Arrays(people, codes.topics, gifts.topics, terms)


@dataclass(frozen=True)
class _Codes:
    """Numbers for schools, subjects (-1 when unknown) and topics, and each person's load."""

    school_ids: Sequence[Id]
    schools: Integers
    subjects: Integers
    topics: Sequence[Id]
    number_of: Mapping[Id, int]
    loads: Integers

    @classmethod
    def of(cls, people: Sequence[Person]) -> "_Codes":
        schools = _in_order(person.school for person in people)
        subjects = _in_order(person.subject for person in people if person.subject is not None)
        topics = _in_order(chain.from_iterable((*person.offers, *person.wants) for person in people))
        return cls(
            school_ids=list(schools),
            schools=_numbers(schools[person.school] for person in people),
            subjects=_numbers(-1 if p.subject is None else subjects[p.subject] for p in people),
            topics=list(topics),
            number_of=topics,
            loads=_numbers(person.load for person in people),
        )


def _in_order(ids: Iterator[Id]) -> dict[Id, int]:
    return {one: number for number, one in enumerate(sorted(set(ids), key=str))}


def _numbers(numbers: Iterator[int]) -> Integers:
    return np.fromiter(numbers, dtype=np.int32)


@dataclass(frozen=True)
class _Gifts:
    """Giver, receiver, topic, the strength of the want and the confidence of the offer, a row for each gift."""

    givers: Integers
    receivers: Integers
    topics: Integers
    strengths: Integers
    confidences: Integers

    def only(self, wanted: NDArray[np.int64] | Flags) -> "_Gifts":
        """Some of them."""
        return _Gifts(
            self.givers[wanted], self.receivers[wanted], self.topics[wanted], self.strengths[wanted],
            self.confidences[wanted],
        )  # fmt: skip


def _gifts(people: Sequence[Person], rules: Rules, codes: _Codes) -> _Gifts:
    """Each offer beside each want of its topic."""
    offers = _table((p, codes.number_of[t], level) for p, one in enumerate(people) for t, level in one.offers.items())
    wants = _table(
        (place, codes.number_of[topic], strength)
        for place, person in enumerate(people)
        if not person.gives_only
        for topic, strength in person.wants.items()
        if strength >= rules.least_strength
    )
    wants = wants[np.argsort(wants[:, 1], kind="stable")]
    begins = np.searchsorted(wants[:, 1], offers[:, 1], "left")
    many = np.searchsorted(wants[:, 1], offers[:, 1], "right") - begins
    offer = np.repeat(np.arange(len(offers)), many)
    want = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many) + np.repeat(begins, many)
    return _Gifts(offers[offer, 0], wants[want, 0], offers[offer, 1], wants[want, 2], offers[offer, 2])


def _table(rows: Iterator[tuple[int, int, int]]) -> Integers:
    return np.array(list(rows), dtype=np.int32).reshape(-1, 3)


def _may_meet(gifts: _Gifts, codes: _Codes, masks: Masks, apart: Flags, rules: Rules) -> Flags:
    """Whether the two of each gift may be in one group."""
    one, other = gifts.givers, gifts.receivers
    may: Flags = (one != other) & (masks[one] & masks[other]).any(axis=1)
    if len(apart):
        may &= ~apart[one, other]
    if rules.max_from_one_school == 1:
        may &= codes.schools[one] != codes.schools[other]
    return may


def _apart(people: Sequence[Person]) -> Flags:
    """Who must not be in one group, both ways; empty when nobody avoids anybody."""
    count = len(people)
    if not any(person.avoids for person in people):
        return np.zeros((0, 0), dtype=np.bool_)
    answering: dict[Id, list[int]] = {}
    for place, person in enumerate(people):
        for name in (person.id, person.school):
            answering.setdefault(name, []).append(place)
    apart = np.zeros((count, count), dtype=np.bool_)
    for place, person in enumerate(people):
        for avoided in person.avoids:
            apart[place, answering.get(avoided, [])] = True
    return apart | apart.T


def _masks(people: Sequence[Person], rules: Rules) -> Masks:
    """The half-hours of each, in words; all of them where no timetable is kept or none is needed."""
    kept = [person.half_hours if rules.need_half_hour else None for person in people]
    words = max(1, -(-max((mask.bit_length() for mask in kept if mask is not None), default=1) // WORD))
    whole = (1 << WORD * words) - 1
    return np.array(
        [[((whole if m is None else m) >> WORD * word) % (1 << WORD) for word in range(words)] for m in kept],
        dtype=np.uint64,
    ).reshape(len(people), words)


def _dearest(gifts: _Gifts, worths: Floats, codes: _Codes) -> tuple[NDArray[np.int64], Floats]:
    """The gifts from giver to receiver, the dearest topic first, and that alone for who has room for one group.

    With it the most that any of those between the same two is worth, in each tier.
    """
    order = np.lexsort((gifts.topics, *-worths[::-1], gifts.receivers, gifts.givers))
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (np.diff(gifts.givers[order]) != 0) | (np.diff(gifts.receivers[order]) != 0)
    begins = np.flatnonzero(first)
    most = np.maximum.reduceat(worths[:, order], begins, axis=1) if len(begins) else worths
    kept = first | (codes.loads[gifts.receivers[order]] > 1)
    return order[kept], most[:, np.cumsum(first)[kept] - 1]


def _worths(gifts: _Gifts, worth: Worth, people: Sequence[Person], codes: _Codes) -> Floats:
    """What each gift is worth in each tier (tiers x gifts)."""
    return np.array([_worth(tier, gifts, worth, people, codes) for tier in worth.tiers], dtype=np.float64).reshape(
        len(worth.tiers), len(gifts.givers)
    )


def _worth(
    tier: Tier, gifts: _Gifts, worth: Worth, people: Sequence[Person], codes: _Codes
) -> NDArray[np.int32] | Flags:
    one, other = gifts.givers, gifts.receivers
    match tier:
        case Tier.WANTS:
            return gifts.strengths
        case Tier.CONFIDENCE:
            return gifts.confidences
        case Tier.ACROSS:
            return np.asarray(codes.schools[one] != codes.schools[other])
        case Tier.SUBJECT:
            mine, theirs = codes.subjects[one], codes.subjects[other]
            alike = (mine == theirs) == (worth.rules.subjects is Subjects.SAME)
            return np.asarray((mine >= 0) & (theirs >= 0) & alike)
        case Tier.TRAVEL:
            ids = codes.school_ids
            minutes = np.array([[worth.rules.apart(a, b) for b in ids] for a in ids], dtype=np.int32).reshape(
                len(ids), len(ids)
            )
            return np.asarray(-minutes[codes.schools[one], codes.schools[other]])
        case Tier.KEPT:
            return _planned(gifts, worth.planned, people, codes)
    return np.zeros(len(one), dtype=np.int32)


def _planned(gifts: _Gifts, planned: Collection[Flow], people: Sequence[Person], codes: _Codes) -> Flags:
    """Which of these gifts were planned before."""
    places = {person.id: place for place, person in enumerate(people)}
    known = [
        (places[flow.giver] * len(people) + places[flow.receiver]) * len(codes.topics) + codes.number_of[flow.topic]
        for flow in planned
        if flow.giver in places and flow.receiver in places and flow.topic in codes.number_of
    ]
    names = (gifts.givers.astype(np.int64) * len(people) + gifts.receivers) * len(codes.topics) + gifts.topics
    return np.isin(names, known)


def _members(people: Sequence[Person], worth: Worth, standing: frozenset[Id]) -> Floats:
    return np.array(
        [[0 if p.id in standing else worth.member(tier, p) for p in people] for tier in worth.tiers], dtype=np.float64
    ).reshape(len(worth.tiers), len(people))


def _wants(gifts: _Gifts, codes: _Codes) -> Integers:
    """A number for each want of who has room for several groups; -1 for all others."""
    several = codes.loads[gifts.receivers] > 1
    names = gifts.receivers[several].astype(np.int64) * len(codes.topics) + gifts.topics[several]
    numbers = np.full(len(gifts.givers), -1, dtype=np.int32)
    numbers[several] = np.unique(names, return_inverse=True)[1]
    return numbers


class _Fairness(TypedDict, total=False):
    """What `Terms` knows of the staffs among which the tier counts."""

    fair: int
    staff: Integers
    sizes: Integers
    stood: Integers


def _fairness(everyone: Sequence[Person], people: Sequence[Person], worth: Worth, standing: frozenset[Id]) -> _Fairness:
    if Tier.FAIRNESS not in worth.tiers:
        return {}
    members = list(staffs(everyone, worth.rules, standing).values())
    school_of = {member: number for number, staff in enumerate(members) for member in staff - standing}
    return {
        "fair": worth.tiers.index(Tier.FAIRNESS),
        "staff": _numbers(school_of.get(person.id, -1) for person in people),
        "sizes": _numbers(len(staff) for staff in members),
        "stood": _numbers(len(staff & standing) for staff in members),
    }
