"""What each tier counts, in whole numbers.

All tiers but one split into what each member placed is worth and what each gift is worth, so the
worth of a group is a sum, and so is that of a set of groups. Fairness does not split: it looks at
the school that fares worst.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import TypeAlias

from tilth.matching.values import Flow, Group, Id, Person, Rules, Subjects, Tier

OfMember: TypeAlias = Callable[[Person], int]
OfGift: TypeAlias = Callable[[Rules, Person, Person, Id], int]

WHOLE = 100
"""Per cent."""

MEMBERS: Mapping[Tier, OfMember] = {
    Tier.WAITING: lambda person: person.waiting,
    Tier.PLACED: lambda person: 1,
}
"""What it is worth that somebody is placed, once however many groups hold them."""

BETWEEN: Mapping[Tier, OfGift] = {
    Tier.ACROSS: lambda rules, giver, receiver, topic: int(giver.school != receiver.school),
    Tier.SUBJECT: lambda rules, giver, receiver, topic: int(_as_asked(rules, giver.subject, receiver.subject)),
    Tier.TRAVEL: lambda rules, giver, receiver, topic: -rules.apart(giver.school, receiver.school),
}
"""What a gift is worth whatever its topic."""

BY_TOPIC: Mapping[Tier, OfGift] = {
    Tier.WANTS: lambda rules, giver, receiver, topic: receiver.wants[topic],
    Tier.CONFIDENCE: lambda rules, giver, receiver, topic: giver.offers[topic],
}
"""What a gift is worth for its topic; so is `Tier.KEPT`, which asks what was planned."""


def _as_asked(rules: Rules, one: Id | None, other: Id | None) -> bool:
    """Whether a round likes these subjects together; of a subject unknown nothing can be said."""
    if one is None or other is None or rules.subjects is Subjects.ANY:
        return False
    return (one == other) == (rules.subjects is Subjects.SAME)


@dataclass(frozen=True)
class Worth:
    """What the `tiers` that a round asks for count, first things first, beside what was `planned` before."""

    rules: Rules
    tiers: tuple[Tier, ...]
    planned: frozenset[Flow] = frozenset()

    @classmethod
    def of(cls, rules: Rules, planned: Collection[Group] = ()) -> "Worth":
        """As the rules ask, with the gifts of the groups once planned."""
        gifts = frozenset(flow for group in planned for flow in group.flows)
        return cls(rules, rules.asked(planned=bool(planned)), gifts)

    def member(self, tier: Tier, person: Person) -> int:
        """What it adds to this tier that somebody in no group yet is placed."""
        return MEMBERS[tier](person) if tier in MEMBERS else 0

    def gift(self, tier: Tier, giver: Person, receiver: Person, topic: Id) -> int:
        """What this gift adds to this tier."""
        if tier is Tier.KEPT:
            return int(Flow(giver.id, receiver.id, topic) in self.planned)
        of_gift = BETWEEN.get(tier) or BY_TOPIC.get(tier)
        return of_gift(self.rules, giver, receiver, topic) if of_gift else 0

    def of_topic(self, giver: Person, receiver: Person, topic: Id) -> tuple[int, ...]:
        """What the topic of a gift adds to the tiers, in the order asked: of two, the larger is better."""
        by_topic = (tier for tier in self.tiers if tier in BY_TOPIC or tier is Tier.KEPT)
        return tuple(self.gift(tier, giver, receiver, topic) for tier in by_topic)

    def reached(self, groups: Collection[Group], people: Iterable[Person], standing: Set[Id]) -> tuple[int, ...]:
        """What these new groups reach in each tier, when the people `standing` are in a group already."""
        by_id = {person.id: person for person in people}
        placed = {member for group in groups for member in group.members}
        gifts = [(by_id[flow.giver], by_id[flow.receiver], flow.topic) for group in groups for flow in group.flows]

        def of(tier: Tier) -> int:
            if tier is Tier.FAIRNESS:
                return least_share(staffs(by_id.values(), self.rules, standing), placed | standing)
            members = sum(self.member(tier, by_id[member]) for member in placed - standing)
            return members + sum(self.gift(tier, *gift) for gift in gifts)

        return tuple(map(of, self.tiers))


def staffs(people: Iterable[Person], rules: Rules, standing: Set[Id]) -> dict[Id, frozenset[Id]]:
    """The people whom fairness counts, by school: who is in a group already, or could be in one by their own word."""
    counted: defaultdict[Id, set[Id]] = defaultdict(set)
    for person in people:
        if person.id in standing or _hopes(person, rules):
            counted[person.school].add(person.id)
    return {school: frozenset(counted[school]) for school in sorted(counted, key=str)}


def _hopes(person: Person, rules: Rules) -> bool:
    """Whether somebody has room, is here, and hopes to gain or makes an opening offer."""
    hopes = person.gives_only or any(strength >= rules.least_strength for strength in person.wants.values())
    return hopes and person.load > 0 and not person.away


def least_share(staffs: Mapping[Id, Set[Id]], placed: Set[Id]) -> int:
    """The smallest share placed of any school's people, in whole per cent, rounded down; 100 without any."""
    return min((WHOLE * len(staff & placed) // len(staff) for staff in staffs.values()), default=WHOLE)
