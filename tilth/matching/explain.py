"""Why somebody is left over, and what the family as a whole lacks: computed, so true.

Private exclusions play no part here: reasons are found as though there were none, so that nothing
said to anybody speaks of one or changes its wording because of one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tilth.matching.half_hours import half_hours_in
from tilth.matching.pool import ALWAYS, Pool, gather
from tilth.matching.rings import chains_ending_at, pairs_and_triads
from tilth.matching.values import Coverage, Group, Id, LeftOver, Opening, Person, Reason, Rules, Scarcity

OPENINGS = 3
"""So many helpful half-hours are named."""


def explain(people: Sequence[Person], rules: Rules, groups: Sequence[Group]) -> tuple[LeftOver, ...]:
    """Everyone in none of these groups, in the order of the people, each with a reason."""
    family = _Family.of(people, rules, groups)
    return tuple(family.reason(place) for place, person in enumerate(people) if not family.groups_of[person.id])


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
class _Family:
    """The people with and without regard to timetables, and how many groups each is in."""

    meeting: Pool
    willing: Pool
    groups_of: Counter[Id]

    @classmethod
    def of(cls, people: Sequence[Person], rules: Rules, groups: Sequence[Group]) -> "_Family":
        return cls(
            meeting=gather(people, rules, exclusions=False),
            willing=gather(people, rules, exclusions=False, timetables=False),
            groups_of=Counter(member for group in groups for member in group.members),
        )

    def reason(self, place: int) -> LeftOver:
        person = self.willing.people[place]
        if person.away:
            return LeftOver(person.id, Reason.AWAY)
        if self._silent(person):
            return LeftOver(person.id, Reason.NO_ROOM if person.load < 1 else Reason.NOTHING_SAID)
        rings = list(_rings_with(self.meeting, place))
        if rings:
            return self._with_rings(place, rings)
        if next(_rings_with(self.willing, place), None):
            return LeftOver(person.id, Reason.NO_SHARED_HALF_HOUR, self._named(person), self._openings(place))
        return self._without_rings(place)

    def _silent(self, person: Person) -> bool:
        return person.load < 1 or not (person.offers if person.gives_only else person.wants)

    def _named(self, person: Person) -> tuple[Id, ...]:
        return tuple(sorted(person.offers if person.gives_only else person.wants, key=str))

    def _without_rings(self, place: int) -> LeftOver:
        """Why no group closes through this person even if every half-hour suited."""
        person = self.willing.people[place]
        if not person.gives_only and not self.willing.takes[place]:
            return LeftOver(person.id, Reason.NOBODY_OFFERS, self._named(person))
        if not self.willing.gives[place]:
            return LeftOver(person.id, Reason.NOBODY_WANTS, tuple(sorted(person.offers, key=str)))
        return LeftOver(person.id, Reason.NO_RING, self._named(person))

    def _with_rings(self, place: int, rings: Sequence["_Ring"]) -> LeftOver:
        """Why none of the groups that could be was chosen."""
        person = self.meeting.people[place]
        partners = {ring.partner_of(place) for ring in rings}
        full = all(self.groups_of[self.meeting.people[p].id] >= self.meeting.people[p].load for p in partners)
        return LeftOver(person.id, Reason.ALL_FULL if full else Reason.NOT_NEEDED, self._named(person))

    def _openings(self, place: int) -> tuple[Opening, ...]:
        """The half-hours, not yet this person's, that would open most groups, if any would."""
        opened: Counter[int] = Counter()
        for members in {frozenset(ring.members) for ring in _rings_with(self.willing, place)}:
            common = self.meeting.mask(members - {place})
            if common != ALWAYS:
                opened.update(half_hours_in(common))
        best = sorted(opened.items(), key=lambda item: (-item[1], item[0]))[:OPENINGS]
        return tuple(Opening(half_hour, groups) for half_hour, groups in best)


@dataclass(frozen=True)
class _Ring:
    members: tuple[int, ...]
    closed: bool

    def partner_of(self, place: int) -> int:
        """Who gives to this person here; for the opener of a chain, who gains from them."""
        at = self.members.index(place)
        return self.members[1] if at == 0 and not self.closed else self.members[at - 1]


def _rings_with(pool: Pool, place: int) -> Iterator[_Ring]:
    """Groups through this person; of chains only the shortest, since each longer one begins as one."""
    if pool.people[place].gives_only:
        yield from (_Ring((place, gainer), closed=False) for gainer in pool.gives[place] if pool.rules.chains)
        return
    for members in pairs_and_triads(pool, place):
        yield _Ring(members, closed=True)
    for members in chains_ending_at(pool, place):
        yield _Ring(members, closed=False)
