"""Why somebody is left over is true, and freeing the half-hour named does help."""

from dataclasses import replace

import pytest
from hypothesis import given

from tests.matching.strategies import families, rules
from tests.matching.test_theorems import often
from tilth.matching import Coverage, Opening, Person, Reason, Rules, Scarcity, half_hours_in, mask_of, match


def left(people: list[Person], name: str, rules: Rules = Rules()):  # noqa: B008
    return next(left for left in match(people, rules).left_over if left.person == name)


A = Person("a", "x", {"t": 1}, {"u": 1})
B = Person("b", "y", {"u": 1}, {"t": 1})
D = Person("d", "y", {"s": 1}, {"z": 1})
E = Person("e", "y", {}, {"t": 1})
FIRST = Person("o", "x", {"t": 1}, gives_only=True, waiting=1)


@pytest.mark.parametrize(
    ("others", "person", "reason", "topics"),
    [
        ([A, B], Person("p", "x", {"t": 1}, {"v": 1, "s": 1}), Reason.NOBODY_OFFERS, ("s", "v")),
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


def test_somebody_is_not_needed_when_a_giver_has_room_but_the_ring_would_cost_another() -> None:
    giver = Person("g", "x", {"v": 1}, {"t": 1})
    person = Person("p", "x", {"z": 1}, {"v": 1})
    link = Person("q", "x", {"t": 1, "u": 1}, {"z": 1, "s": 1}, load=1)
    rivals = [Person("r", "y", {"s": 1}, {"u": 1}, waiting=5)]
    matching = match([giver, person, link, *rivals])
    assert {left.person: left.reason for left in matching.left_over} == {"g": Reason.ALL_FULL, "p": Reason.NOT_NEEDED}


def test_half_hours_that_would_open_most_groups_are_named_best_first() -> None:
    person = Person("p", "x", {"t": 1}, {"u": 1}, mask_of([0]))
    others = [
        Person("a", "y", {"u": 1}, {"t": 1}, mask_of([5, 6, 7])),
        Person("b", "y", {"u": 1}, {"t": 1}, mask_of([6, 8])),
    ]
    found = left([person, *others], "p")
    assert found.reason is Reason.NO_SHARED_HALF_HOUR
    assert found.openings == (Opening(6, 2), Opening(5, 1), Opening(7, 1))


@often
@given(families(), rules)
def test_freeing_a_half_hour_that_was_named_opens_a_group(people: list[Person], rules: Rules) -> None:
    people = [replace(person, avoids=frozenset()) for person in people]
    for found in match(people, rules).left_over:
        for opening in found.openings:
            freed = [_free_at(opening.half_hour, p) if p.id == found.person else p for p in people]
            after = {left.person: left.reason for left in match(freed, rules).left_over}
            assert after.get(found.person) in {None, Reason.ALL_FULL, Reason.NOT_NEEDED}


def _free_at(half_hour: int, person: Person) -> Person:
    assert half_hour not in half_hours_in(person.half_hours or 0)
    return replace(person, half_hours=(person.half_hours or 0) | 1 << half_hour)


@often
@given(families(), rules)
def test_who_says_what_never_depends_on_exclusions_but_for_who_is_placed(people: list[Person], rules: Rules) -> None:
    open_hearted = [replace(person, avoids=frozenset()) for person in people]
    structural = set(Reason) - {Reason.ALL_FULL, Reason.NOT_NEEDED}
    shy = {left.person: left for left in match(people, rules).left_over if left.reason in structural}
    free = {left.person: left for left in match(open_hearted, rules).left_over if left.reason in structural}
    assert shy == free


def test_an_exclusion_is_never_a_reason() -> None:
    shy = replace(B, avoids=frozenset({"a"}))
    assert {left.reason for left in match([A, shy]).left_over} == {Reason.NOT_NEEDED}


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
