"""Which groups somebody could be in, found without listing any.

A set of people is a whole number: bit n is set when the person at place n belongs to it. The last
member of a group is so found for everybody at once. Exclusions play no part here: what is said to
people about their prospects must not speak of one.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import islice, pairwise, permutations
from operator import or_
from typing import TypeAlias

from tilth.matching.half_hours import half_hours_in
from tilth.matching.values import Group, Id, Person, Rules

Places: TypeAlias = int
"""A set of people, by their places."""
EVERYBODY: Places = -1
WHENEVER = -1
"""The half-hour of those who keep no timetable: it suits them and nobody else."""
COUNTED = 4
"""Of so many people at most are the chains that are counted."""
LOOKS = 2_000
"""A search for chains of five and more follows no more than this many ends of each length."""
Lasts: TypeAlias = tuple[frozenset[int], Places]
"""All members of a group but one, and those who could be that one."""


def places_in(people: Places) -> Iterator[int]:
    """The places in a set, lowest first."""
    while people:
        lowest = people & -people
        yield lowest.bit_length() - 1
        people ^= lowest


def set_of(places: Iterable[int]) -> Places:
    """The set of the people at these places."""
    return reduce(or_, (1 << place for place in places), 0)


def who(people: Sequence[Person], are: Callable[[Person], bool]) -> Places:
    """The set of those for whom it is true."""
    return set_of(place for place, person in enumerate(people) if are(person))


def free_at(people: Sequence[Person], rules: Rules) -> dict[int, Places]:
    """Who is free at each half-hour that anybody names, and `WHENEVER`; there alone, when none is needed."""
    always = who(people, lambda person: person.half_hours is None or not rules.need_half_hour)
    free: defaultdict[int, Places] = defaultdict(lambda: always, {WHENEVER: always})
    for place, person in enumerate(people):
        for half_hour in () if always >> place & 1 else half_hours_in(person.half_hours or 0):
            free[half_hour] |= 1 << place
    return dict(sorted(free.items()))


def strong_wants(person: Person, rules: Rules) -> tuple[Id, ...]:
    """What this person could gain in a round with these rules."""
    wants = {} if person.gives_only else person.wants
    return tuple(topic for topic, strength in wants.items() if strength >= rules.least_strength)


@dataclass(frozen=True)
class Prospects:
    """Who could give to whom, whenever they are free, beside groups that stand already.

    `gives` and `takes` hold for each place those whom the person could give to, and gain from.
    The same people as in a set of `barred` are no group.
    """

    rules: Rules
    gives: tuple[Places, ...]
    takes: tuple[Places, ...]
    openers: Places
    schools: tuple[Id, ...]
    barred: tuple[frozenset[int], ...] = ()

    @classmethod
    def of(cls, people: Sequence[Person], rules: Rules, locked: Sequence[Group] = ()) -> "Prospects":
        """Of these people in their order: whoever is away, or has no room left beside the locked, joins nothing."""
        offers, wants = _offers_and_wants(people, rules, locked)
        offering, wanting = _by_name(offers), _by_name(wants)
        return cls(
            rules,
            tuple(_answering(place, names, wanting) for place, names in enumerate(offers)),
            tuple(_answering(place, names, offering) for place, names in enumerate(wants)),
            who(people, lambda person: person.gives_only),
            tuple(person.school for person in people),
        )

    def open_to(self, place: int, among: Places, partners: Places = EVERYBODY) -> bool:
        """Whether a group of this person and some of those `among` could be, whenever they meet.

        Their partner in it (who gives to them, or for an opener who gains) is one of the `partners`.
        """
        found = any(lasts for _, lasts in self._groups(place, among, partners, self._longest))
        return found or self._beyond_barred(place, among, partners)

    def count(self, place: int, among: Places) -> int:
        """How many such groups there could be, counting the same people once.

        Of chains those that end with this person, or for an opener those of two: each longer one
        begins as one of these. Chains of more than four are counted once, and only if nothing else is.
        """
        longest = min(self._longest, COUNTED)
        counted = sum(lasts.bit_count() for _, lasts in self._groups(place, among, EVERYBODY, longest))
        return counted or int(self.open_to(place, among))

    @property
    def _longest(self) -> int:
        """The most people of a chain: no more than all of us."""
        return min(self.rules.chain_max, len(self.schools))

    def _groups(self, place: int, among: Places, partners: Places, longest: int) -> Iterator[Lasts]:
        """Each set of people once, with chains of so many at the longest."""
        among &= ~(1 << place)
        if self.openers >> place & 1:
            gainers = self.gives[place] & among & partners
            yield self._complete(frozenset({place}), gainers if self.rules.chains else 0)
        else:
            yield from self._rings(place, among, partners)
            yield from self._chains_to(place, among, partners, longest)

    def _complete(self, members: frozenset[int], lasts: Places) -> Lasts:
        return members, lasts & self._may_join(members) & ~self._closing.get(members, 0)

    def _may_join(self, members: Collection[int]) -> Places:
        """Everybody but those whose school has as many in the group as it may."""
        most = self.rules.max_from_one_school
        if most is None or len(members) < most:
            return EVERYBODY
        crowds = Counter(self.schools[member] for member in members)
        return ~reduce(or_, (self._of_school[school] for school, count in crowds.items() if count >= most), 0)

    def _rings(self, place: int, among: Places, partners: Places) -> Iterator[Lasts]:
        gainers, givers = self.gives[place] & among, self.takes[place] & among & partners
        yield self._complete(frozenset({place}), gainers & givers)
        seconds = (gainers | givers) & self._may_join((place,)) if gainers and givers else 0
        for second in places_in(seconds) if self.rules.size_max == 3 else ():
            thirds = self.gives[second] & givers if gainers >> second & 1 else 0
            if givers >> second & 1:
                thirds |= self.takes[second] & gainers
            if later := thirds >> second + 1 << second + 1:
                yield self._complete(frozenset({place, second}), later)

    def _chains_to(self, place: int, among: Places, partners: Places, longest: int) -> Iterator[Lasts]:
        """From the last people of a chain, in whatever order works, to the openers who could come before."""
        if not self.rules.chains or not self.openers & among:
            return
        before = {frozenset({place}): self.takes[place] & among & partners}
        for reached in reversed(self._reached(among | 1 << place, longest - 2)):
            for members, givers in before.items():
                if openers := givers & self.openers:
                    yield self._complete(members, openers)
            before = self._one_longer(before, among, reached)

    def _one_longer(
        self, before: Mapping[frozenset[int], Places], among: Places, reached: Places
    ) -> dict[frozenset[int], Places]:
        longer: defaultdict[frozenset[int], Places] = defaultdict(int)
        for members, givers in islice(before.items(), LOOKS):
            for giver in places_in(givers & reached & self._may_join(members)):
                together = members | {giver}
                longer[together] |= self.takes[giver] & among & ~set_of(together)
        return longer

    def _reached(self, among: Places, most: int) -> Sequence[Places]:
        """Whom no gift from an opener on reaches, at most one gift, at most two, up to so many: asked often."""
        if (among, most) not in self._once_reached:
            reached, fresh = [0], self.openers & among
            for _ in range(most):
                fresh = reduce(or_, (self.gives[giver] for giver in places_in(fresh)), 0) & among & ~reached[-1]
                reached.append(reached[-1] | fresh)
            self._once_reached[among, most] = reached
        return self._once_reached[among, most]

    def _beyond_barred(self, place: int, among: Places, partners: Places) -> bool:
        """Whether a chain may go on where it must not end, with people who are barred from being a group."""
        inside = among | 1 << place
        return any(
            self._goes_on(chain, inside)
            for members in self.barred
            if place in members and len(members) < self.rules.chain_max and not set_of(members) & ~inside
            for chain in permutations(sorted(members))
            if self._is_chain(chain) and partners >> _partner(chain, place) & 1
        )

    def _is_chain(self, chain: Sequence[int]) -> bool:
        linked = all(self.gives[giver] >> receiver & 1 for giver, receiver in pairwise(chain))
        allowed = all(self._may_join(chain[:at]) >> chain[at] & 1 for at in range(1, len(chain)))
        return self.rules.chains and bool(self.openers >> chain[0] & 1) and linked and allowed

    def _goes_on(self, chain: Sequence[int], among: Places) -> bool:
        onward = self.gives[chain[-1]] & among & ~set_of(chain)
        return bool(self._complete(frozenset(chain), onward)[1])

    @cached_property
    def _of_school(self) -> Mapping[Id, Places]:
        return _by_name([(school,) for school in self.schools])

    @cached_property
    def _once_reached(self) -> dict[tuple[Places, int], Sequence[Places]]:
        return {}

    @cached_property
    def _closing(self) -> Mapping[frozenset[int], Places]:
        """From all members of a barred set but one to that one."""
        closing: defaultdict[frozenset[int], Places] = defaultdict(int)
        for members in self.barred:
            for last in members:
                closing[members - {last}] |= 1 << last
        return closing


def _partner(chain: Sequence[int], place: int) -> int:
    at = chain.index(place)
    return chain[at - 1 if at else 1]


def _by_name(names: Sequence[Iterable[Id]]) -> defaultdict[Id, Places]:
    """Who has each of these names in their list."""
    found: defaultdict[Id, Places] = defaultdict(int)
    for place, theirs in enumerate(names):
        for name in theirs:
            found[name] |= 1 << place
    return found


def _answering(place: int, names: Iterable[Id], answers: Mapping[Id, Places]) -> Places:
    return reduce(or_, (answers[name] for name in names), 0) & ~(1 << place)


def _offers_and_wants(
    people: Sequence[Person], rules: Rules, locked: Sequence[Group]
) -> tuple[list[Iterable[Id]], list[Iterable[Id]]]:
    busy = Counter(member for group in locked for member in group.members)
    met = {(flow.receiver, flow.topic) for group in locked for flow in group.flows}
    joins = [not person.away and person.load > busy[person.id] for person in people]
    offers: list[Iterable[Id]] = [person.offers if join else () for person, join in zip(people, joins, strict=True)]
    wants: list[Iterable[Id]] = [
        [topic for topic in strong_wants(person, rules) if join and (person.id, topic) not in met]
        for person, join in zip(people, joins, strict=True)
    ]
    return offers, wants
