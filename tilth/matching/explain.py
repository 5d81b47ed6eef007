"""Why a group is one, why somebody is left over, and what the family as a whole lacks: computed, so true.

Private exclusions play no part here: reasons are found as though there were none, so that nothing
said to anybody speaks of one or changes its wording because of one.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tilth.matching.prospects import EVERYBODY, WHENEVER, Places, Prospects, free_at, strong_wants, who
from tilth.matching.values import Coverage, Flow, Group, Id, LeftOver, Opening, Person, Reason, Rules, Scarcity

OPENINGS = 3
"""So many helpful half-hours are named."""


@dataclass(frozen=True)
class Gift:
    """One gift of a group: how sure the giver is, how much the receiver wants it, and what it brings together.

    `one_subject` is `None` where it is not known what one of the two mostly teaches.
    """

    flow: Flow
    confidence: int
    strength: int
    across_schools: bool
    one_subject: bool | None


@dataclass(frozen=True)
class Because:
    """What makes a group a group, in numbers.

    `half_hours` counts those that suit everyone, `None` when nobody keeps a timetable. `waited` is
    how many rounds the longest waiting of them was left out: if any, somebody went first.
    """

    gifts: tuple[Gift, ...]
    half_hours: int | None
    schools: int
    waited: int


def why(group: Group, people: Iterable[Person]) -> Because:
    """What speaks for this group of these people, the gifts in their order."""
    members = {person.id: person for person in people if person.id in group.members}
    return Because(
        gifts=tuple(_gift(flow, members[flow.giver], members[flow.receiver]) for flow in group.flows),
        half_hours=None if group.half_hours is None else group.half_hours.bit_count(),
        schools=len({person.school for person in members.values()}),
        waited=max(person.waiting for person in members.values()),
    )


def _gift(flow: Flow, giver: Person, receiver: Person) -> Gift:
    known = giver.subject is not None and receiver.subject is not None
    return Gift(
        flow=flow,
        confidence=giver.offers[flow.topic],
        strength=receiver.wants[flow.topic],
        across_schools=giver.school != receiver.school,
        one_subject=giver.subject == receiver.subject if known else None,
    )


def explain(
    people: Sequence[Person],
    rules: Rules,
    groups: Sequence[Group],
    *,
    locked: Sequence[Group] = (),
    barred: Collection[frozenset[Id]] = (),
) -> tuple[LeftOver, ...]:
    """Everyone in none of the `groups`, in the order of the people, each with a reason.

    Some of the groups may be `locked`: they stand whatever is asked. Nobody forms a group with
    exactly the people of a `barred` set.
    """
    family = Family.of(people, rules, groups, locked, barred)
    return tuple(map(family.reason, family.left_over()))


def coverage_of(people: Sequence[Person], groups: Sequence[Group]) -> tuple[Coverage, ...]:
    """For each topic that anybody names, by topic: who offers and wants it, and wants met."""
    offering = Counter(topic for person in people for topic in person.offers)
    wanting = Counter(topic for person in people for topic in _wants(person))
    met = Counter(flow.topic for group in groups for flow in group.flows)
    return tuple(
        Coverage(topic, offering[topic], wanting[topic], met[topic])
        for topic in sorted(offering.keys() | wanting.keys(), key=str)
    )


def unmeetable_in(people: Sequence[Person]) -> tuple[Scarcity, ...]:
    """Topics that people want and nobody else offers; the most wanted first."""
    offering = Counter(topic for person in people for topic in person.offers)
    lacking = Counter(
        topic for person in people for topic in _wants(person) if offering[topic] <= (topic in person.offers)
    )
    return tuple(Scarcity(topic, count) for topic, count in sorted(lacking.items(), key=lambda t: (-t[1], str(t[0]))))


def _wants(person: Person) -> Iterable[Id]:
    return () if person.gives_only else person.wants


@dataclass(frozen=True)
class Family:
    """What could be, beside what is: the groups open to each person, and who has room for them.

    `structure` knows of no group at all, `beside` of the locked ones and of what is barred.
    `roomy` are those who could join one more group, and `placed` those who are in one.
    """

    people: Sequence[Person]
    rules: Rules
    structure: Prospects
    standing: Prospects
    beside: Prospects
    free: Mapping[int, Places]
    roomy: Places
    placed: Places

    @classmethod
    def of(
        cls,
        people: Sequence[Person],
        rules: Rules,
        groups: Sequence[Group],
        locked: Sequence[Group] = (),
        barred: Collection[frozenset[Id]] = (),
    ) -> "Family":
        """The people in their order, all their groups, and those of the groups that stand in any case."""
        structure = Prospects.of(people, rules)
        standing = Prospects.of(people, rules, locked) if locked else structure
        busy = Counter(member for group in groups for member in group.members)
        return cls(
            people=people,
            rules=rules,
            structure=structure,
            standing=standing,
            beside=replace(standing, barred=_places(barred, people)) if barred else standing,
            free=free_at(people, rules),
            roomy=who(people, lambda person: busy[person.id] < person.load),
            placed=who(people, lambda person: person.id in busy),
        )

    def left_over(self) -> list[int]:
        """The places of all who are in no group."""
        return [place for place in range(len(self.people)) if not self.placed >> place & 1]

    def reason(self, place: int) -> LeftOver:
        """Why this person is left over: the first reason that is true."""
        return self.silence(self.people[place]) or self._without_group(place)

    def silence(self, person: Person) -> LeftOver | None:
        """Why no group was looked for, if none was."""
        if person.away:
            return LeftOver(person.id, Reason.AWAY)
        if person.load < 1:
            return LeftOver(person.id, Reason.NO_ROOM)
        too_weak = () if person.gives_only else _sorted(person.wants)
        return None if self._named(person) else LeftOver(person.id, Reason.NOTHING_SAID, too_weak)

    def _without_group(self, place: int) -> LeftOver:
        """Why somebody who asked is in no group."""
        person = self.people[place]
        if self.meets(self.structure, place):
            return self._among_others(place)
        if self.structure.open_to(place, EVERYBODY):
            return LeftOver(person.id, Reason.NO_SHARED_HALF_HOUR, self._named(person), self.openings(place))
        if not person.gives_only and not self.structure.takes[place]:
            return LeftOver(person.id, Reason.NOBODY_OFFERS, self._named(person))
        if not self.structure.gives[place]:
            return LeftOver(person.id, Reason.NOBODY_WANTS, _sorted(person.offers))
        return LeftOver(person.id, Reason.NO_RING, self._named(person))

    def _among_others(self, place: int) -> LeftOver:
        """Why none of the groups that could be was chosen."""
        helped = self.meets(self.beside, place)
        if helped:
            needed = self.meets(self.beside, place, self.roomy)
            reason = Reason.NOT_NEEDED if needed else Reason.ALL_FULL
        else:
            fell = self.beside is not self.standing and self.meets(self.standing, place)
            reason = Reason.FELL if fell else Reason.ALL_FULL
        person = self.people[place]
        return LeftOver(person.id, reason, self._named(person), helped_by_waiting=helped)

    def _named(self, person: Person) -> tuple[Id, ...]:
        return _sorted(person.offers if person.gives_only else strong_wants(person, self.rules))

    def meets(self, prospects: Prospects, place: int, partners: Places = EVERYBODY) -> bool:
        """Whether a group with this person, and such a partner, has a half-hour that suits everyone in it."""
        at_any_time = prospects.open_to(place, EVERYBODY, partners)  # who has no group mostly has none whenever it is
        return at_any_time and any(
            prospects.open_to(place, free, partners) for free in self.free.values() if free >> place & 1
        )

    def openings(self, place: int) -> tuple[Opening, ...]:
        """The half-hours, not yet this person's, that would open most groups, if any would."""
        best = sorted(self.opened(place).items(), key=lambda item: (-item[1], item[0]))[:OPENINGS]
        return tuple(Opening(half_hour, groups) for half_hour, groups in best)

    def opened(self, place: int, among: Places = EVERYBODY) -> dict[int, int]:
        """For each half-hour that is not this person's, how many groups would meet then, if any would."""
        own = 1 << place
        others = {h: free & among for h, free in self.free.items() if h != WHENEVER and not free & own}
        counts = {half_hour: self.beside.count(place, free) for half_hour, free in others.items()}
        return {half_hour: groups for half_hour, groups in counts.items() if groups}


def _sorted(names: Iterable[Id]) -> tuple[Id, ...]:
    return tuple(sorted(names, key=str))


def _places(sets: Iterable[frozenset[Id]], people: Sequence[Person]) -> tuple[frozenset[int], ...]:
    """These sets of people by place, as far as all are here, in an order that does not depend on theirs."""
    place_of = {person.id: place for place, person in enumerate(people)}
    found = {frozenset(place_of[name] for name in names) for names in sets if names <= place_of.keys()}
    return tuple(sorted(found, key=sorted))
