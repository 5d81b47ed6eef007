"""A second opinion on a matching: written apart from the engine, sharing none of its reasoning."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations

from tilth.matching.half_hours import shared
from tilth.matching.values import Group, Id, Kind, Matching, Person, Reason, Rules, Subjects, Tier

SIZES = {Kind.PAIR: 2, Kind.TRIAD: 3}


def faults(matching: Matching, people: Iterable[Person], rules: Rules, planned: Collection[Group] = ()) -> list[str]:
    """Everything wrong with a matching of these people, in sentences; none when it may be used.

    `planned` are the groups that the matching was asked to keep to. The sentences are for those
    who run the system: they may name people who must not meet.
    """
    by_id = {person.id: person for person in people}
    strangers = list(_strangers(matching, by_id))
    return [
        *strangers,
        *(fault for group in matching.groups if _known(group, by_id) for fault in _in_group(group, by_id, rules)),
        *_over_load(matching, by_id),
        *_met_twice(matching),
        *_same_group_twice(matching),
        *_forgotten(matching, by_id),
        *([] if strangers else _wrongly_stated(matching, by_id, rules, planned)),
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
    yield from _flows(group, people, rules)
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


def _flows(group: Group, people: Mapping[Id, Person], rules: Rules) -> Iterator[str]:
    if sorted(map(str, group.links())) != sorted(str((flow.giver, flow.receiver)) for flow in group.flows):
        yield f"not everyone gives and gains as they should in {group.members}"
    for flow in group.flows:
        if flow.giver in people and flow.topic not in people[flow.giver].offers:
            yield f"{flow.giver} does not offer {flow.topic}"
        strength = people[flow.receiver].wants.get(flow.topic) if flow.receiver in people else rules.least_strength
        if strength is None:
            yield f"{flow.receiver} does not want {flow.topic}"
        elif strength < rules.least_strength:
            yield f"{flow.receiver} does not want {flow.topic} strongly enough"


def _meeting(group: Group, members: list[Person], rules: Rules) -> Iterator[str]:
    for person in members:
        if person.away:
            yield f"{person.id} is away, and yet in {group.members}"
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
    new, standing = (
        Counter((flow.receiver, flow.topic) for group in groups for flow in group.flows)
        for groups in (matching.groups, matching.locked)
    )
    for (receiver, topic), count in new.items():
        if count + standing[receiver, topic] > 1:
            yield f"{receiver} would gain {topic} {count + standing[receiver, topic]} times"


def _same_group_twice(matching: Matching) -> Iterator[str]:
    new, standing = (
        Counter(frozenset(group.members) for group in groups) for groups in (matching.groups, matching.locked)
    )
    for members, count in new.items():
        if count + standing[members] > 1:
            yield f"{sorted(map(str, members))} would form {count + standing[members]} groups"


def _forgotten(matching: Matching, people: Mapping[Id, Person]) -> Iterator[str]:
    placed = {member for group in (*matching.locked, *matching.groups) for member in group.members}
    explained = Counter(left.person for left in matching.left_over)
    for person in people:
        if explained[person] != (person not in placed):
            yield f"{person} is neither in a group nor left over, or both"
    for left in matching.left_over:
        if left.person not in people:
            yield f"{left.person} is left over but not among the people"
        elif (left.reason is Reason.AWAY) != people[left.person].away:
            yield f"whether {left.person} is away is wrongly stated"


def _wrongly_stated(
    matching: Matching, people: Mapping[Id, Person], rules: Rules, planned: Collection[Group]
) -> Iterator[str]:
    """Tiers whose value is not what the groups reach, or that cannot be bounded as they say."""
    if tuple(stated.tier for stated in matching.tiers) != rules.asked(planned=bool(planned)):
        yield "the tiers stated are not those asked for"
    for stated in matching.tiers:
        reached = _reached(stated.tier, matching, people, rules, planned)
        if stated.value != reached:
            yield f"{stated.tier} is stated to be {stated.value}, but is {reached}"
        if not stated.value <= stated.bound <= stated.alone:
            yield f"the bound of {stated.tier} is below its value, or above what it could be alone"


def _reached(
    tier: Tier, matching: Matching, people: Mapping[Id, Person], rules: Rules, planned: Collection[Group]
) -> int:
    """What the new groups reach in a tier, counted afresh."""
    standing = {member for group in matching.locked for member in group.members}
    newly = {member for group in matching.groups for member in group.members} - standing
    flows = [flow for group in matching.groups for flow in group.flows]
    givers, receivers = [people[flow.giver] for flow in flows], [people[flow.receiver] for flow in flows]
    match tier:
        case Tier.WAITING:
            return sum(people[member].waiting for member in newly)
        case Tier.PLACED:
            return len(newly)
        case Tier.WANTS:
            return sum(receiver.wants.get(flow.topic, 0) for receiver, flow in zip(receivers, flows, strict=True))
        case Tier.CONFIDENCE:
            return sum(giver.offers.get(flow.topic, 0) for giver, flow in zip(givers, flows, strict=True))
        case Tier.FAIRNESS:
            return _fairness(people.values(), rules, standing, newly)
        case Tier.KEPT:
            return len(set(flows) & {flow for group in planned for flow in group.flows})
        case Tier.ACROSS | Tier.SUBJECT | Tier.TRAVEL:
            return sum(_between(tier, *ends, rules) for ends in zip(givers, receivers, strict=True))


def _between(tier: Tier, giver: Person, receiver: Person, rules: Rules) -> int:
    """What a gift counts because of where its ends are, or what they teach."""
    if tier is Tier.ACROSS:
        return 1 if giver.school != receiver.school else 0
    if tier is Tier.TRAVEL:
        there, back = (giver.school, receiver.school), (receiver.school, giver.school)
        return -(rules.minutes[there] if there in rules.minutes else rules.minutes.get(back, 0))
    if giver.subject is None or receiver.subject is None:
        return 0
    liked = {Subjects.SAME: giver.subject == receiver.subject, Subjects.MIXED: giver.subject != receiver.subject}
    return 1 if liked.get(rules.subjects) else 0


def _fairness(people: Iterable[Person], rules: Rules, standing: set[Id], newly: set[Id]) -> int:
    here: Counter[Id] = Counter()
    placed: Counter[Id] = Counter()
    for person in people:
        gains = person.gives_only or max(person.wants.values(), default=0) >= rules.least_strength
        if person.id in standing or (gains and person.load >= 1 and not person.away):
            here[person.school] += 1
            placed[person.school] += person.id in standing or person.id in newly
    return min((placed[school] * 100 // here[school] for school in here), default=100)
