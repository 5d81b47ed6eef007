"""What single change in the family would help most: found by matching anew with the change made.

Cheap counts say which changes are worth a look. A look matches whom the change may help beside the
groups that are, which costs little; the best of those looked at are tried by matching everybody
anew. Only what a matching gave is told. All of them match as though nobody avoided anybody, so that
no advice, nor its absence, speaks of who avoids whom.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias, TypeVar

from tilth.matching.explain import Family
from tilth.matching.matcher import PLAIN, match
from tilth.matching.ordering import in_order
from tilth.matching.prospects import Places, set_of, strong_wants
from tilth.matching.values import Group, Id, Matching, Person, Progress, Reason, Rules, Tier, Watch

Name = TypeVar("Name")
Change: TypeAlias = tuple[Name, Sequence[Person]]
"""What a change is known by, and the people with it made."""
STRONGEST = 3
LOOKS, TRIES = 8, 2
"""For each piece of advice that may be given, so many changes are looked at, and so many tried."""


@dataclass(frozen=True)
class TopicAdvice:
    """Somebody recruited for this topic (see `recruit`) would bring so many more of the people here into a group."""

    topic: Id
    gain: int


@dataclass(frozen=True)
class HalfHourAdvice:
    """Were this person free then, so many more would be in a group. It is for this person alone."""

    person: Id
    half_hour: int
    gain: int


@dataclass(frozen=True)
class HalfHourCount:
    """To so many of those without a half-hour for any group, this one would open some. It names nobody."""

    half_hour: int
    people: int


@dataclass(frozen=True)
class Advice:
    """The changes that would help, those that help most first, and how many were `tried`.

    A gain is what matching everybody anew gave, if both matchings are proven as far as the people
    placed; otherwise what was gained beside the groups that are: either way it comes of the change.
    No change is named that helps nobody. Where somebody avoids somebody, all this is said of the same
    people as if nobody did. `missing` counts for the family as a whole, the half-hour
    of most people first.
    """

    topics: tuple[TopicAdvice, ...]
    half_hours: tuple[HalfHourAdvice, ...]
    missing: tuple[HalfHourCount, ...]
    tried: int


def recruit(topic: Id, people: Iterable[Person], rules: Rules) -> Person:
    """The newcomer whom advice on a topic thinks of: free whenever, of a school of their own.

    They make an opening offer; or where a round has no chains, they are glad of whatever anybody offers.
    """
    people = list(people)
    anything = {name: STRONGEST for person in people for name in person.offers if name != topic}
    return Person(
        id=_new("recruit", {person.id for person in people}),
        school=_new("elsewhere", {person.school for person in people}),
        offers={topic: 1},
        wants={} if rules.chains else anything,
        gives_only=rules.chains,
    )


def _new(name: str, known: set[Id]) -> str:
    while name in known:
        name += "+"
    return name


def freed(people: Iterable[Person], name: Id, half_hour: int) -> tuple[Person, ...]:
    """The same people, this one free at one more half-hour; who keeps no timetable is free already."""
    return tuple(
        replace(person, half_hours=person.half_hours | 1 << half_hour)
        if person.id == name and person.half_hours is not None
        else person
        for person in people
    )


def advise(
    people: Iterable[Person],
    rules: Rules = PLAIN,
    locked: Sequence[Group] = (),
    matching: Matching | None = None,
    *,
    barred: Collection[frozenset[Id]] = (),
    watch: Watch | None = None,
    most: int = 3,
) -> Advice:
    """Up to `most` topics to recruit for and half-hours to free, each with the gain that matching anew gave.

    `matching` is what these people have beside the `locked`: only whom it leaves over is asked to free
    a half-hour. Nobody forms a group with exactly the people of a `barred` set. A `watch` that ends the
    search leaves what was found out by then.
    """
    people = in_order(people)
    everyone = tuple(replace(person, avoids=frozenset()) if person.avoids else person for person in people)
    asked = {left.person for left in matching.left_over} if matching else {person.id for person in people}
    matching = matching if everyone == people else None
    looks, tries = LOOKS * most, TRIES * most
    trials = _Trials(everyone, rules, locked, matching, barred, watch, steps=2 * (1 + looks + tries))
    family = Family.of(everyone, rules, trials.standing, locked, barred)
    recruits = [(topic, (*everyone, recruit(topic, everyone, rules))) for topic in worth_recruiting(family)[:looks]]
    worth = [change for change in worth_freeing(family) if change[0] in asked]
    freer = [(change, freed(everyone, *change)) for change in worth[:looks]]
    return Advice(
        tuple(TopicAdvice(topic, gain) for topic, gain in trials.best(recruits, tries)[:most]),
        tuple(HalfHourAdvice(*change, gain) for change, gain in trials.best(freer, tries)[:most]),
        _missing(family, trials.before),
        trials.looked,
    )


class _Trials:
    """Matching with one change after another made, until the watch ends it."""

    def __init__(
        self,
        people: Sequence[Person],
        rules: Rules,
        locked: Sequence[Group],
        matching: Matching | None,
        barred: Collection[frozenset[Id]],
        watch: Watch | None,
        steps: int,
    ) -> None:
        self.people, self.rules, self.watch, self.steps = people, rules, watch, steps
        self.barred = barred
        self.here = frozenset(person.id for person in people)
        self.done = self.looked = 0
        self.stopped = False
        self.before = replace(matching, locked=tuple(locked)) if matching else self._matched(people, locked)
        self.standing = (*self.before.locked, *self.before.groups)

    @cached_property
    def idle(self) -> Matching:
        """Beside the groups that are, with no change made."""
        return self._matched(self.people, self.standing)

    def best(self, changes: Iterable[Change[Name]], tries: int) -> list[tuple[Name, int]]:
        """The changes that help, with their gain, those of most gain first; of equals the one looked at first."""
        looks = [(name, people, self._look(people)) for name, people in changes]
        promising = sorted(looks, key=lambda look: -look[2])[:tries]
        gains = [(name, self._gain(people, sure)) for name, people, sure in promising]
        return sorted([(name, gain) for name, gain in gains if gain > 0], key=lambda each: -each[1])

    def _look(self, people: Sequence[Person]) -> int:
        """How many more of the people here are placed beside the groups that are; none once the watch ended it."""
        before = self.idle
        after = before if self.stopped else self._matched(people, self.standing)
        self.looked += not self.stopped
        return 0 if self.stopped else self._placed(after) - self._placed(before)

    def _gain(self, people: Sequence[Person], sure: int) -> int:
        """How many more are placed when everybody is matched anew; as far as that is not proven, what is sure."""
        if self.stopped or not _is_proven(self.before):
            return sure
        after = self._matched(people, self.before.locked)
        return self._placed(after) - self._placed(self.before) if _is_proven(after) else sure

    def _matched(self, people: Sequence[Person], locked: Sequence[Group]) -> Matching:
        """As the round matches; remembers whether the watch ended it."""
        found = match(people, self.rules, locked, barred=self.barred, watch=self._told)
        self.done += 1
        self.stopped = self.stopped or found.stopped
        return found

    def _placed(self, matching: Matching) -> int:
        return len(self.here & {member for group in (*matching.locked, *matching.groups) for member in group.members})

    def _told(self, progress: Progress) -> bool:
        """Pass on how far all the matching has come."""
        share = min(1.0, (self.done + progress.share) / self.steps)
        return self.watch is None or self.watch(replace(progress, share=share))


def _is_proven(matching: Matching) -> bool:
    """Whether no set of groups does better as far as the people placed."""
    asked = [tier.tier for tier in matching.tiers]
    first = matching.tiers[: asked.index(Tier.PLACED) + 1] if Tier.PLACED in asked else ()
    return bool(first) and not matching.stopped and all(tier.gap == 0 for tier in first)


def worth_recruiting(family: Family) -> list[Id]:
    """What those left over want, the most promising first.

    First what somebody wants who could give on to another left over, then what most of them want,
    then what fewest offer.
    """
    left = [place for place in _hoping(family) if not family.people[place].gives_only]
    wanting = Counter(topic for place in left for topic in strong_wants(family.people[place], family.rules))
    onward = {topic for place in left if _gives_on(family, place, set_of(left)) for topic in family.people[place].wants}
    offering = Counter(topic for person in family.people for topic in person.offers)
    return sorted(wanting, key=lambda topic: (topic not in onward, -wanting[topic], offering[topic], str(topic)))


def _hoping(family: Family) -> list[int]:
    """The left over who asked for a group and have room for one."""
    return [place for place in family.left_over() if family.silence(family.people[place]) is None]


def _gives_on(family: Family, place: int, left: Places) -> bool:
    gainers = family.beside.gives[place] & left
    return any(gainers & free for free in family.free.values() if free >> place & 1)


def worth_freeing(family: Family) -> list[tuple[Id, int]]:
    """For each left over the half-hour that would open most groups, the most promising first.

    Groups of nobody but people left over come first: each of those is all gain.
    """
    hoping = _hoping(family)
    ranked = []
    for place in hoping:
        sure, opened = family.opened(place, set_of(hoping)), family.opened(place)
        for half_hour in sorted(opened, key=lambda h: (-sure.get(h, 0), -opened[h], h))[:1]:
            ranked.append((-sure.get(half_hour, 0), -opened[half_hour], place, half_hour))
    return [(family.people[place].id, half_hour) for _, _, place, half_hour in sorted(ranked)]


def _missing(family: Family, before: Matching) -> tuple[HalfHourCount, ...]:
    lost = {left.person for left in before.left_over if left.reason is Reason.NO_SHARED_HALF_HOUR}
    places = (place for place in family.left_over() if family.people[place].id in lost)
    people = Counter(half_hour for place in places for half_hour in family.opened(place))
    return tuple(HalfHourCount(*count) for count in sorted(people.items(), key=lambda each: (-each[1], each[0])))
