"""What people are told is true: each reason against trying everything, and each promise by keeping it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching.brute import candidates
from tests.matching.effort import often, times
from tests.matching.pools import family
from tests.matching.strategies import Round, rounds
from tilth.matching import (
    Because,
    Coverage,
    Flow,
    Gift,
    Group,
    Kind,
    LeftOver,
    Matching,
    Opening,
    Person,
    Reason,
    Rules,
    Scarcity,
    Tier,
    half_hours_in,
    mask_of,
    match,
    why,
)
from tilth.matching.explain import explain


def left(people: list[Person], name: str, rules: Rules = Rules()) -> LeftOver:  # noqa: B008
    return next(left for left in match(people, rules).left_over if left.person == name)


A = Person("a", "x", {"t": 1}, {"u": 1})
B = Person("b", "y", {"u": 1}, {"t": 1})
D = Person("d", "y", {"s": 1}, {"z": 1})
E = Person("e", "y", {}, {"t": 1})
FIRST = Person("o", "x", {"t": 1}, gives_only=True, waiting=1)


# --- examples -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("others", "person", "reason", "topics"),
    [
        ([A, B], Person("p", "x", {"t": 1}, {"u": 1}, away=True), Reason.AWAY, ()),
        ([A, B], Person("p", "x", {"t": 1}, {"v": 1, "s": 1}), Reason.NOBODY_OFFERS, ("s", "v")),
        ([A, replace(B, away=True)], Person("p", "x", {"t": 1}, {"u": 1}), Reason.NOBODY_OFFERS, ("u",)),
        ([A, B], Person("p", "x", {"z": 1}, {"t": 1}), Reason.NOBODY_WANTS, ("z",)),
        ([A, B], Person("p", "x", {"z": 1}, gives_only=True), Reason.NOBODY_WANTS, ("z",)),
        ([A, B], Person("p", "x", {"t": 1}), Reason.NOTHING_SAID, ()),
        ([A, B], Person("p", "x", wants={"t": 1}, gives_only=True), Reason.NOTHING_SAID, ()),
        ([A, B], Person("p", "x", {"t": 1}, {"u": 1}, load=0), Reason.NO_ROOM, ()),
        ([A, B], Person("p", "x", {"t": 1}, {"u": 1}), Reason.ALL_FULL, ("u",)),
        ([A, B, D], Person("p", "x", {"t": 1}, {"s": 1}), Reason.NO_RING, ("s",)),
        ([FIRST, E], Person("p", "x", {"t": 1}, gives_only=True), Reason.ALL_FULL, ("t",)),
    ],
)
def test_each_reason_is_found(others: list[Person], person: Person, reason: Reason, topics: tuple[str, ...]) -> None:
    found = left([*others, person], "p")
    assert (found.reason, found.topics, found.openings) == (reason, topics, ())


def test_wants_too_weak_for_the_round_are_named_as_such() -> None:
    found = left([A, B, Person("p", "x", {"t": 1}, {"u": 1})], "p", Rules(least_strength=2))
    assert (found.reason, found.topics) == (Reason.NOTHING_SAID, ("u",))


def test_a_third_from_elsewhere_makes_no_group_of_two_from_one_school_where_one_is_allowed() -> None:
    third = Person("p", "z", {"u": 1}, {"s": 1})
    people = [Person("a", "x", {"t": 1}, {"u": 1}), Person("b", "x", {"s": 1}, {"t": 1}), third]
    assert len(match(people).groups) == 1
    found = left(people, "a", Rules(max_from_one_school=1))
    assert (found.reason, found.helped_by_waiting) == (Reason.NO_RING, False)


def test_somebody_is_not_needed_when_a_giver_has_room_but_the_ring_would_cost_another() -> None:
    giver = Person("g", "x", {"v": 1}, {"t": 1})
    person = Person("p", "x", {"z": 1}, {"v": 1})
    link = Person("q", "x", {"t": 1, "u": 1}, {"z": 1, "s": 1}, load=1)
    rivals = [Person("r", "y", {"s": 1}, {"u": 1}, waiting=5)]
    matching = match([giver, person, link, *rivals])
    assert {left.person: left.reason for left in matching.left_over} == {"g": Reason.ALL_FULL, "p": Reason.NOT_NEEDED}


def test_somebody_is_helped_by_waiting_unless_a_group_stands_in_the_way() -> None:
    person = Person("p", "x", {"t": 1}, {"u": 1})
    first = match([A, B, person])
    again = match([A, B, person], locked=first.groups)
    assert [left.helped_by_waiting for left in (*first.left_over, *again.left_over)] == [True, False]


def test_a_group_that_fell_is_the_reason_when_there_is_no_other() -> None:
    matching = match([A, B], barred=[frozenset({"a", "b"})])
    assert matching.groups == ()
    assert {left.reason for left in matching.left_over} == {Reason.FELL}


def test_half_hours_that_would_open_most_groups_are_named_best_first() -> None:
    person = Person("p", "x", {"t": 1}, {"u": 1}, mask_of([0]))
    others = [
        Person("a", "y", {"u": 1}, {"t": 1}, mask_of([5, 6, 7])),
        Person("b", "y", {"u": 1}, {"t": 1}, mask_of([6, 8])),
    ]
    found = left([person, *others], "p")
    assert found.reason is Reason.NO_SHARED_HALF_HOUR
    assert found.openings == (Opening(6, 2), Opening(5, 1), Opening(7, 1))


def test_a_chain_too_long_to_be_counted_still_opens_a_half_hour() -> None:
    links = [Person(f"{n}", "x", {f"t{n}": 1}, {f"t{n - 1}": 1}, mask_of([3]), gives_only=n == 0) for n in range(4)]
    person = Person("p", "x", {}, {"t3": 1}, mask_of([0]))
    found = left([*links, person], "p", Rules(chain_max=5))
    assert (found.reason, found.openings) == (Reason.NO_SHARED_HALF_HOUR, (Opening(3, 1),))


def test_a_group_is_explained_by_its_gifts_its_half_hours_and_who_waited() -> None:
    one = Person("a", "x", {"t": 3}, {"u": 2}, mask_of([1, 2, 3]), waiting=2, subject="maths")
    other = Person("b", "y", {"u": 1}, {"t": 1}, mask_of([2, 3, 4]), subject="art")
    (group,) = match([one, other]).groups
    assert why(group, [one, other]) == Because(
        gifts=(Gift(Flow("a", "b", "t"), 3, 1, True, False), Gift(Flow("b", "a", "u"), 1, 2, True, False)),
        half_hours=2,
        schools=2,
        waited=2,
    )


def test_what_is_not_known_of_a_group_is_not_said() -> None:
    (group,) = match([A, B]).groups
    because = why(group, [A, B])
    assert (because.half_hours, because.waited, {gift.one_subject for gift in because.gifts}) == (None, 0, {None})


@often
@given(rounds())
def test_every_group_is_explained_in_full(round: Round) -> None:
    people = {person.id: person for person in round.people}
    for group in match(round.people, round.rules, round.locked).groups:
        because = why(group, round.people)
        assert tuple(gift.flow for gift in because.gifts) == group.flows
        assert because.waited == max(people[member].waiting for member in group.members)
        assert (because.schools > 1) is group.crosses_schools


# --- every reason is true -----------------------------------------------------------------------


class Told(NamedTuple):
    """A round with sets of people that must not be groups, matched, as if nobody avoided anybody."""

    people: list[Person]
    rules: Rules
    barred: frozenset[frozenset[str]]
    matching: Matching

    def with_people(self, people: list[Person], rules: Rules) -> Matching:
        return match(people, rules, self.matching.locked, barred=self.barred)


@st.composite
def told(draw: st.DrawFn) -> Told:
    people, rules, _, locked = draw(rounds())
    people = [replace(person, avoids=frozenset()) for person in people]
    sets = sorted({frozenset(group.members) for group in candidates(people, rules)}, key=sorted)
    barred = frozenset(draw(st.sets(st.sampled_from(sets), max_size=3)) if sets else ())
    return Told(people, rules, barred, match(people, rules, locked, barred=barred))


@times(4)
@given(told())
def test_a_reason_is_true_and_none_before_it_is(told: Told) -> None:
    for found in told.matching.left_over:
        assert found.reason is next(reason for reason, is_true in truths(told, found.person) if is_true())


def truths(told: Told, name: str) -> list[tuple[Reason, Callable[[], bool]]]:
    """Each reason in order, and whether it is true of this person: by listing every group there could be."""
    person = next(person for person in told.people if person.id == name)
    others = [other for other in told.people if other.id != name and other.load and not other.away]
    wanted = strong(person, told.rules)
    whenever = through(name, told.people, replace(told.rules, need_half_hour=False))
    meeting = through(name, told.people, told.rules)
    beside = [group for group in meeting if fits(group, told)]
    left = [group for group in beside if frozenset(group.members) not in told.barred]
    return [
        (Reason.AWAY, lambda: person.away),
        (Reason.NO_ROOM, lambda: not person.load),
        (Reason.NOTHING_SAID, lambda: not (person.offers if person.gives_only else wanted)),
        (Reason.NOBODY_OFFERS, lambda: not person.gives_only and not any(wanted & set(o.offers) for o in others)),
        (
            Reason.NOBODY_WANTS,
            lambda: not whenever and not any(strong(other, told.rules) & set(person.offers) for other in others),
        ),
        (Reason.NO_RING, lambda: not whenever),
        (Reason.NO_SHARED_HALF_HOUR, lambda: not meeting),
        (Reason.FELL, lambda: bool(beside) and not left),
        (Reason.ALL_FULL, lambda: all(is_full(partner(group, name), told) for group in left)),
        (Reason.NOT_NEEDED, lambda: True),
    ]


def strong(person: Person, rules: Rules) -> set:
    return {t for t, strength in person.wants.items() if strength >= rules.least_strength and not person.gives_only}


def through(name: str, people: Sequence[Person], rules: Rules) -> list[Group]:
    return [group for group in candidates(people, rules) if name in group.members]


def fits(group: Group, told: Told) -> bool:
    locked = told.matching.locked
    met = {(flow.receiver, flow.topic) for each in locked for flow in each.flows}
    busy = Counter(member for each in locked for member in each.members)
    load = {person.id: person.load for person in told.people}
    roomy = all(busy[member] < load[member] for member in group.members)
    return roomy and all((flow.receiver, flow.topic) not in met for flow in group.flows)


def partner(group: Group, name: str) -> str:
    gifts = {flow.receiver: flow.giver for flow in group.flows}
    return gifts[name] if name in gifts else group.flows[0].receiver


def is_full(name: str, told: Told) -> bool:
    groups = [*told.matching.locked, *told.matching.groups]
    load = next(person.load for person in told.people if person.id == name)
    return sum(name in group.members for group in groups) >= load


@times(2)
@given(told())
def test_the_half_hours_named_are_the_three_that_would_open_most_groups(told: Told) -> None:
    for found in told.matching.left_over:
        if found.reason is Reason.NO_SHARED_HALF_HOUR:
            assert found.openings == three_best(told, found.person)
        else:
            assert found.openings == ()


def three_best(told: Told, name: str) -> tuple[Opening, ...]:
    named = {h for person in told.people for h in half_hours_in(person.half_hours or 0)}
    opened = [Opening(h, len(opened_at(h, told, name))) for h in named]
    best = sorted((opening for opening in opened if opening.groups), key=lambda o: (-o.groups, o.half_hour))
    return tuple(best[:3])


def opened_at(half_hour: int, told: Told, name: str) -> set[frozenset[str]]:
    groups = through(name, freed(told.people, name, half_hour), told.rules)
    ending = [g for g in groups if g.kind is not Kind.CHAIN or name == g.members[-1] or len(g.members) == 2]
    return {frozenset(g.members) for g in ending if fits(g, told)} - told.barred


def freed(people: Sequence[Person], name: str, half_hour: int) -> list[Person]:
    """The same people, this one free at one more half-hour."""
    return [
        replace(person, half_hours=(person.half_hours or 0) | 1 << half_hour) if person.id == name else person
        for person in people
    ]


# --- every promise is kept ----------------------------------------------------------------------


def going_first(people: Sequence[Person], name: str) -> list[Person]:
    """The same people, this one having waited longer than all others together."""
    longer = 1 + sum(person.waiting for person in people)
    return [replace(person, waiting=longer) if person.id == name else person for person in people]


def waiting_first(rules: Rules) -> Rules:
    return replace(rules, tiers=(Tier.WAITING, *(tier for tier in rules.tiers if tier is not Tier.WAITING)))


def is_placed(name: str, matching: Matching) -> bool:
    return any(name in group.members for group in matching.groups)


@often
@given(told())
def test_going_first_places_exactly_those_who_are_told_so(told: Told) -> None:
    for found in told.matching.left_over:
        people, rules = going_first(told.people, found.person), waiting_first(told.rules)
        assert is_placed(found.person, told.with_people(people, rules)) is found.helped_by_waiting
        if found.reason is Reason.NOT_NEEDED:
            assert found.helped_by_waiting


@often
@given(told())
def test_whoever_frees_a_half_hour_that_was_named_and_goes_first_is_placed(told: Told) -> None:
    for found in told.matching.left_over:
        for opening in found.openings:
            people = going_first(freed(told.people, found.person, opening.half_hour), found.person)
            assert is_placed(found.person, told.with_people(people, waiting_first(told.rules)))


@often
@given(told())
def test_one_recruit_who_answers_a_topic_named_is_enough_for_whoever_goes_first(told: Told) -> None:
    lonely = {Reason.NOBODY_OFFERS, Reason.NOBODY_WANTS, Reason.NO_RING}
    for found in told.matching.left_over:
        person = next(person for person in told.people if person.id == found.person)
        if found.reason in lonely and could_be_answered(person, told.rules):
            people = [*going_first(told.people, found.person), answering(person, told.rules)]
            assert is_placed(found.person, told.with_people(people, waiting_first(told.rules)))


def could_be_answered(person: Person, rules: Rules) -> bool:
    """Whether anybody at all could meet them and close a group."""
    by_chain = rules.chains and (person.gives_only or bool(strong(person, rules)))
    by_pair = bool(person.offers) and not person.gives_only
    return (by_chain or by_pair) and not (rules.need_half_hour and person.half_hours == 0)


def answering(person: Person, rules: Rules) -> Person:
    """A newcomer from elsewhere, free whenever: with an opening offer where there are chains, or in exchange."""
    asks = dict.fromkeys(person.offers, 3) if person.gives_only or not rules.chains else {}
    gives = dict.fromkeys(strong(person, rules), 1)
    return Person("recruit", "elsewhere", gives, asks, gives_only=rules.chains and not person.gives_only)


@pytest.mark.parametrize("seed", range(3))
def test_in_a_larger_family_what_is_promised_holds_too(seed: int) -> None:
    people = family(90, seed=seed, topics=60)
    rules, matching = Rules(), match(people)
    for found in matching.left_over[::3]:
        assert found.openings or found.helped_by_waiting or found.reason not in {Reason.NOT_NEEDED, Reason.ALL_FULL}
        half_hours = [opening.half_hour for opening in found.openings]
        changed = freed(people, found.person, half_hours[-1]) if half_hours else people
        anew = match(going_first(changed, found.person), rules)
        assert is_placed(found.person, anew) is bool(half_hours or found.helped_by_waiting)


# --- nothing speaks of an exclusion -------------------------------------------------------------


@times(2)
@given(rounds(), st.randoms(use_true_random=False))
def test_the_same_groups_are_explained_the_same_whoever_avoids_whom(round: Round, chance) -> None:  # type: ignore[no-untyped-def]
    matching = match(round.people, round.rules, round.locked)
    groups = (*matching.locked, *matching.groups)
    everyone = sorted(round.people, key=lambda person: str(person.id))
    names = [name for person in everyone for name in (person.id, person.school)]
    otherwise = [replace(p, avoids=frozenset(chance.sample(names, chance.randrange(len(names))))) for p in everyone]
    assert explain(otherwise, round.rules, groups, locked=round.locked) == matching.left_over
    assert all(why(group, otherwise) == why(group, everyone) for group in groups)


def test_an_exclusion_is_never_a_reason() -> None:
    shy = replace(B, avoids=frozenset({"a"}))
    assert {left.reason for left in match([A, shy]).left_over} == {Reason.NOT_NEEDED}


# --- the family as a whole ----------------------------------------------------------------------


def test_coverage_counts_offers_wants_and_wants_met() -> None:
    people = [A, B, Person("c", "x", {"t": 2}, {"v": 1})]
    matching = match(people)
    assert matching.coverage == (Coverage("t", 2, 1, 1), Coverage("u", 1, 1, 1), Coverage("v", 0, 1, 0))


def test_wants_that_nobody_else_can_meet_are_listed_the_most_wanted_first() -> None:
    people = [
        Person("a", "x", {"t": 1}, {"v": 1, "t": 1}),
        Person("b", "x", {"z": 1}, {"v": 1, "z": 1}),
        Person("c", "x", {}, {"s": 1}, gives_only=True),
    ]
    assert match(people).unmeetable == (Scarcity("v", 2), Scarcity("t", 1), Scarcity("z", 1))
