"""A second opinion on a matching: written apart from the engine, sharing none of its reasoning."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from tilth.matching.half_hours import shared
from tilth.matching.values import Group, Id, Kind, Matching, Person, Rules

SIZES = {Kind.PAIR: 2, Kind.TRIAD: 3}


def faults(matching: Matching, people: Iterable[Person], rules: Rules) -> list[str]:
    """Everything wrong with a matching of these people, in sentences; none when it may be used.

    The sentences are for those who run the system: they may name people who must not meet.
    """
    by_id = {person.id: person for person in people}
    return [
        *_strangers(matching, by_id),
        *(fault for group in matching.groups if _known(group, by_id) for fault in _in_group(group, by_id, rules)),
        *_over_load(matching, by_id),
        *_met_twice(matching),
        *_same_group_twice(matching),
        *_forgotten(matching, by_id),
        *_beyond_bound(matching),
    ]


def _known(group: Group, people: Mapping[Id, Person]) -> bool:
    return all(member in people for member in group.members)


def _strangers(matching: Matching, people: Mapping[Id, Person]) -> Iterator[str]:
    for group in matching.groups:
        for member in group.members:
            if member not in people:
                yield f"{member} is in a group but not among the people"


def _in_group(group: Group, people: Mapping[Id, Person], rules: Rules) -> Iterator[str]:
    members = [people[member] for member in group.members]
    yield from _shape(group, members, rules)
    yield from _flows(group, people)
    yield from _meeting(group, members, rules)
    yield from _schools(group, members, rules)


def _shape(group: Group, members: list[Person], rules: Rules) -> Iterator[str]:
    size = len(members)
    if len(set(group.members)) < size:
        yield f"somebody is twice in {group.members}"
    if group.kind is Kind.CHAIN:
        if not rules.chains or not 2 <= size <= rules.chain_max:
            yield f"a chain of {size} is not allowed: {group.members}"
        if not members[0].gives_only:
            yield f"{members[0].id} begins a chain without an opening offer"
    elif size != SIZES[group.kind] or size > rules.size_max:
        yield f"a {group.kind} of {size} is not allowed: {group.members}"
    for person in members[group.kind is Kind.CHAIN :]:
        if person.gives_only:
            yield f"{person.id} asks nothing back yet, but would gain in {group.members}"


def _flows(group: Group, people: Mapping[Id, Person]) -> Iterator[str]:
    if sorted(map(str, group.links())) != sorted(str((flow.giver, flow.receiver)) for flow in group.flows):
        yield f"not everyone gives and gains as they should in {group.members}"
    for flow in group.flows:
        if flow.giver in people and flow.topic not in people[flow.giver].offers:
            yield f"{flow.giver} does not offer {flow.topic}"
        if flow.receiver in people and flow.topic not in people[flow.receiver].wants:
            yield f"{flow.receiver} does not want {flow.topic}"


def _meeting(group: Group, members: list[Person], rules: Rules) -> Iterator[str]:
    half_hours = shared(person.half_hours for person in members)
    if group.half_hours != half_hours:
        yield f"the half-hours of {group.members} are not those they share"
    if rules.need_half_hour and half_hours == 0:
        yield f"no half-hour suits everyone in {group.members}"
    for one, other in combinations(members, 2):
        if one.avoids & {other.id, other.school} or other.avoids & {one.id, one.school}:
            yield f"{one.id} and {other.id} must not meet"


def _schools(group: Group, members: list[Person], rules: Rules) -> Iterator[str]:
    schools = Counter(person.school for person in members)
    if group.crosses_schools != (len(schools) > 1):
        yield f"whether {group.members} crosses schools is wrongly stated"
    if rules.max_from_one_school is not None and max(schools.values()) > rules.max_from_one_school:
        yield f"too many from one school in {group.members}"


def _over_load(matching: Matching, people: Mapping[Id, Person]) -> Iterator[str]:
    standing = Counter(member for group in matching.locked for member in group.members)
    new = Counter(member for group in matching.groups for member in group.members)
    for member, count in new.items():
        if member in people and count + standing[member] > people[member].load:
            yield f"{member} is in {count + standing[member]} groups, more than {people[member].load}"


def _met_twice(matching: Matching) -> Iterator[str]:
    flows = [flow for group in (*matching.locked, *matching.groups) for flow in group.flows]
    for (receiver, topic), count in Counter((flow.receiver, flow.topic) for flow in flows).items():
        if count > 1:
            yield f"{receiver} would gain {topic} {count} times"


def _same_group_twice(matching: Matching) -> Iterator[str]:
    sets = Counter(frozenset(group.members) for group in (*matching.locked, *matching.groups))
    for members, count in sets.items():
        if count > 1:
            yield f"{sorted(map(str, members))} would form {count} groups"


def _forgotten(matching: Matching, people: Mapping[Id, Person]) -> Iterator[str]:
    placed = {member for group in (*matching.locked, *matching.groups) for member in group.members}
    explained = Counter(left.person for left in matching.left_over)
    for person in people:
        if explained[person] != (person not in placed):
            yield f"{person} is neither in a group nor left over, or both"


def _beyond_bound(matching: Matching) -> Iterator[str]:
    for tier in matching.tiers:
        if tier.value > tier.bound:
            yield f"the bound of {tier.tier} is below its value"
