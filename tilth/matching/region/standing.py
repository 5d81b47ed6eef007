"""The groups that stand so far, what they reach together, and whether a change is for the better."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import replace

from tilth.matching.region.batches import Batch, Job, rules_among, without_fairness
from tilth.matching.values import Group, Id, Person, Rules
from tilth.matching.worth import WHOLE, Worth, staffs


class Standing:
    """Groups of a whole field, changed batch by batch; never for the worse in the order of the tiers."""

    def __init__(self, people: Sequence[Person], rules: Rules, groups: Iterable[Group] = ()) -> None:
        """Begin with these groups, which keep all rules."""
        self.people = {person.id: person for person in people}
        self.tiers = rules.asked(planned=False)
        self.rules = rules
        self._worth = Worth.of(without_fairness(rules))
        self._staff = {school: len(staff) for school, staff in staffs(people, rules, frozenset()).items()}
        self._counted = frozenset[Id]().union(*staffs(people, rules, frozenset()).values())
        self._groups: dict[frozenset[Id], Group] = {}
        self._of: defaultdict[Id, dict[frozenset[Id], Group]] = defaultdict(dict)
        self._placed_of: Counter[Id] = Counter()
        self._sums = dict.fromkeys(self._worth.tiers, 0)
        self.change((), tuple(groups))

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups that stand, by their members."""
        return tuple(sorted(self._groups.values(), key=lambda group: tuple(map(str, group.members))))

    @property
    def values(self) -> tuple[int, ...]:
        """What they reach in each tier asked."""
        return tuple(self._sums.get(tier, self._least_share()) for tier in self.tiers)

    def left_over(self) -> list[Id]:
        """Everybody in no group."""
        return [person for person in self.people if not self._of.get(person)]

    def jobs(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, Job]]:
        """Each batch with its job; room that somebody has beside their groups is given to one batch alone."""
        given: set[Id] = set()
        for batch in batches:
            opened = set(map(_key, batch.groups))
            outside = {
                key: g for member in batch.people for key, g in self._of.get(member, {}).items() if key not in opened
            }
            kept = tuple(outside[key] for key in sorted(outside, key=lambda key: sorted(map(str, key))))
            people = [self._only(person) if person in given else self.people[person] for person in batch.people]
            given.update(batch.people)
            people.sort(key=lambda person: str(person.id))
            yield batch, Job(tuple(people), without_fairness(rules_among(people, self.rules)), kept)

    def _only(self, person: Id) -> Person:
        """Somebody with the room and the wants that these groups and those outside take up, and no more."""
        mine = self._of[person].values()
        met = {flow.topic for group in mine for flow in group.flows if flow.receiver == person}
        wants = {topic: strength for topic, strength in self.people[person].wants.items() if topic in met}
        return replace(self.people[person], load=len(mine), wants=wants)

    def accept(self, batch: Batch, groups: Sequence[Group]) -> bool:
        """Put these groups in the place of the batch's, if the whole is the better for it."""
        before, opened = self.values, set(map(_key, batch.groups))
        if any(key in self._groups and key not in opened for key in map(_key, groups)):
            return False
        self.change(batch.groups, groups)
        if self.values > before:
            return True
        self.change(groups, batch.groups)
        return False

    def change(self, out: Collection[Group], into: Collection[Group]) -> None:
        """Take some groups away and add others."""
        people = {member for group in (*out, *into) for member in group.members}
        for group in out:
            key = _key(group)
            del self._groups[key]
            for member in key:
                del self._of[member][key]
        elsewhere = frozenset(person for person in people if self._of.get(person))
        self._count(out, elsewhere, -1)
        for group in into:
            key = _key(group)
            self._groups[key] = group
            for member in key:
                self._of[member][key] = group
        self._count(into, elsewhere, 1)

    def _count(self, groups: Collection[Group], elsewhere: Set[Id], sign: int) -> None:
        members = {member for group in groups for member in group.members}
        reached = self._worth.reached(groups, (self.people[member] for member in members), elsewhere)
        for tier, value in zip(self._worth.tiers, reached, strict=True):
            self._sums[tier] += sign * value
        for member in members & self._counted - elsewhere:
            self._placed_of[self.people[member].school] += sign

    def _least_share(self) -> int:
        return min((WHOLE * self._placed_of[s] // staff for s, staff in self._staff.items()), default=WHOLE)


def _key(group: Group) -> frozenset[Id]:
    return frozenset(group.members)
