"""What must hold for every family and every set of rules."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.matching.brute import best_values, candidates, values
from tests.matching.pools import family
from tests.matching.strategies import families, rules
from tilth.matching import Kind, Person, Rules, Tier, faults, match
from tilth.matching.solver import packing

often = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@often
@given(families(), rules)
def test_no_matching_has_a_fault(people: list[Person], rules: Rules) -> None:
    assert faults(match(people, rules), people, rules) == []


@often
@given(families(), rules)
def test_in_every_ring_everybody_gives_and_gains(people: list[Person], rules: Rules) -> None:
    for group in match(people, rules).groups:
        givers = {flow.giver for flow in group.flows}
        gainers = {flow.receiver for flow in group.flows}
        if group.kind is Kind.CHAIN:
            assert givers == set(group.members[:-1])
            assert gainers == set(group.members[1:])
        else:
            assert givers == gainers == set(group.members)


@settings(often, max_examples=250)
@given(families(), rules)
def test_every_tier_is_as_good_as_trying_everything(people: list[Person], rules: Rules) -> None:
    assume(len(candidates(people, rules)) <= 20)
    matching = match(people, rules)
    assert tuple(tier.value for tier in matching.tiers) == best_values(people, rules)
    assert matching.proven


@often
@given(families(), rules)
def test_the_stated_values_are_those_of_the_groups(people: list[Person], rules: Rules) -> None:
    matching = match(people, rules)
    assert tuple(tier.value for tier in matching.tiers) == values(matching.groups, people, rules)


@often
@given(families(), rules, st.randoms(use_true_random=False))
def test_the_order_in_which_people_come_does_not_matter(people: list[Person], rules: Rules, chance: Random) -> None:
    shuffled = chance.sample(people, len(people))
    assert match(shuffled, rules) == match(people, rules)


@often
@given(families(), rules, st.permutations(range(6)))
def test_renaming_people_changes_no_tier(people: list[Person], rules: Rules, order: list[int]) -> None:
    new_name = {person.id: f"renamed-{order[place]}" for place, person in enumerate(people)}
    renamed = [
        replace(
            person,
            id=new_name[person.id],
            avoids=frozenset(new_name.get(avoided, avoided) for avoided in person.avoids),
        )
        for person in people
    ]
    assert match(renamed, rules).tiers == match(people, rules).tiers


@often
@given(families(), rules, st.sampled_from(["phonics", "questioning"]))
def test_one_more_opening_offer_never_lowers_who_comes_first(people: list[Person], rules: Rules, topic: str) -> None:
    opener = Person("opener", "north", offers={topic: 2}, gives_only=True)
    before, after = match(people, rules).tiers, match([*people, opener], rules).tiers
    assert after[0].tier is Tier.WAITING
    assert [tier.value for tier in after[:2]] >= [tier.value for tier in before[:2]]


@often
@given(families(), rules)
def test_what_stands_is_kept_and_not_done_twice(people: list[Person], rules: Rules) -> None:
    first = match(people, rules)
    again = match(people, rules, locked=first.groups[:1])
    assert again.locked == first.groups[:1]
    assert faults(again, people, rules) == []


@often
@given(families(), rules)
def test_nothing_more_can_be_done_once_everything_stands(people: list[Person], rules: Rules) -> None:
    first = match(people, rules)
    again = match(people, rules, locked=first.groups)
    assert all(tier.value == 0 for tier in again.tiers[:2])
    assert again.left_over == first.left_over


def test_a_family_of_hundreds_is_matched_without_fault() -> None:
    people = family(260, load=2)
    matching = match(people)
    assert faults(matching, people, Rules()) == []
    assert matching.proven


@settings(often, max_examples=40)
@given(families(largest=5), rules)
def test_a_mended_matching_has_no_fault_and_its_bound_is_never_below_the_best(
    people: list[Person], rules: Rules
) -> None:
    assume(len(candidates(people, rules)) <= 12)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packing, "SMALL", -1)
        patch.setattr(packing, "LARGE", -1)
        mended = match(people, rules)
    best = best_values(people, rules)
    assert faults(mended, people, rules) == []
    assert tuple(tier.value for tier in mended.tiers) <= best
    assert mended.tiers[0].bound >= best[0]


def test_a_dense_family_is_mended_the_same_way_in_any_order() -> None:
    people = family(110, topics=20)
    matching = match(people)
    assert faults(matching, people, Rules()) == []
    assert match(people[::-1]) == matching
    placed = next(tier for tier in matching.tiers if tier.tier is Tier.PLACED)
    assert placed.gap <= 2
