"""What must hold for every family and every set of rules."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.matching.brute import best_values, candidates, values
from tests.matching.effort import often, times
from tests.matching.pools import family
from tests.matching.strategies import IDS, TOPICS, Round, families, rounds, rules
from tilth.matching import Kind, Matching, Person, Progress, Reason, Rules, Subjects, Tier, faults, match
from tilth.matching.explain import explain
from tilth.matching.solver import choice

FEW = 30
"""More possible groups than these are too many to try everything."""


def matched(round: Round) -> Matching:
    return match(round.people, round.rules, round.locked, planned=round.planned)


def reached(matching: Matching) -> tuple[int, ...]:
    return tuple(tier.value for tier in matching.tiers)


# --- what a matching is -------------------------------------------------------------------------


@often
@given(rounds())
def test_no_matching_has_a_fault(round: Round) -> None:
    assert faults(matched(round), round.people, round.rules, round.planned) == []


@times(0.5)
@given(rounds())
def test_in_every_ring_everybody_gives_and_gains_and_nobody_is_in_more_groups_than_they_can(round: Round) -> None:
    matching = matched(round)
    people = {person.id: person for person in round.people}
    for group in matching.groups:
        givers, gainers = ([getattr(flow, end) for flow in group.flows] for end in ("giver", "receiver"))
        ends = (1, -1) if group.kind is Kind.CHAIN else (0, len(group.members))
        assert Counter(givers) == Counter(group.members[: ends[1]])
        assert Counter(gainers) == Counter(group.members[ends[0] :])
        for member in group.members:
            everywhere = [g for g in (*matching.locked, *matching.groups) if member in g.members]
            assert len(everywhere) <= people[member].load


@times(0.5)
@given(rounds())
def test_who_must_not_meet_does_not_meet_and_who_is_away_meets_nobody(round: Round) -> None:
    people = {person.id: person for person in round.people}
    for group in matched(round).groups:
        members = [people[member] for member in group.members]
        assert not any(member.away for member in members)
        for member in members:
            others = [other for other in members if other is not member]
            assert not member.avoids & {name for other in others for name in (other.id, other.school)}


# --- the tiers ----------------------------------------------------------------------------------


@times(4)
@given(rounds())
def test_every_tier_is_as_good_as_trying_everything_and_none_costs_one_before_it(round: Round) -> None:
    assume(len(candidates(round.people, round.rules)) <= FEW)
    matching = matched(round)
    assert reached(matching) == best_values(*round)
    assert matching.proven
    assert not matching.stopped


@times(0.5)
@given(rounds())
def test_the_stated_values_are_those_of_the_groups(round: Round) -> None:
    matching = matched(round)
    assert reached(matching) == values(matching.groups, round.people, round.rules, round.planned, round.locked)


@times(0.5)
@given(rounds())
def test_what_a_tier_could_reach_alone_is_never_less_than_its_best(round: Round) -> None:
    assume(len(candidates(round.people, round.rules)) <= FEW)
    for stated in matched(round).tiers:
        rules = replace(round.rules, tiers=(stated.tier,))
        assert stated.alone >= best_values(round.people, rules, round.planned, round.locked)[0]
        assert stated.value <= stated.bound <= stated.alone


@times(0.5)
@given(rounds(), st.integers(0, 9))
def test_tiers_asked_later_change_nothing_in_those_before(round: Round, asked: int) -> None:
    fewer = round._replace(rules=replace(round.rules, tiers=round.rules.tiers[:asked]))
    assert reached(matched(round))[: len(matched(fewer).tiers)] == reached(matched(fewer))


@times(0.5)
@given(rounds())
def test_what_makes_no_difference_may_as_well_not_be_asked(round: Round) -> None:
    idle = {Tier.SUBJECT, Tier.TRAVEL, Tier.KEPT}
    plain = replace(round.rules, subjects=Subjects.ANY, minutes={})
    without = replace(plain, tiers=tuple(tier for tier in plain.tiers if tier not in idle))
    assert match(round.people, plain, round.locked) == match(round.people, without, round.locked)


@often
@given(families(), rules, st.sampled_from(IDS), st.sampled_from(TOPICS), st.integers(1, 3))
def test_one_more_offer_never_lowers_what_comes_first(
    people: list[Person], rules: Rules, who: str, topic: str, confidence: int
) -> None:
    assume(not any(person.id == who and topic in person.offers for person in people))
    more = [replace(p, offers={**p.offers, topic: confidence}) if p.id == who else p for p in people]
    assert reached(match(people, rules))[:1] <= reached(match(more, rules))[:1]


@often
@given(families(), rules, st.sampled_from(TOPICS))
def test_one_more_opening_offer_never_lowers_what_comes_first(people: list[Person], rules: Rules, topic: str) -> None:
    assume(rules.asked(planned=False)[:1] != (Tier.FAIRNESS,))  # of which there is less where more people are here
    opener = Person("opener", "north", offers={topic: 2}, gives_only=True)
    before, after = match(people, rules), match([*people, opener], rules)
    assert reached(before)[:1] <= reached(after)[:1]


# --- what must not matter -----------------------------------------------------------------------


@times(0.5)
@given(rounds(), st.randoms(use_true_random=False))
def test_the_order_in_which_people_come_does_not_matter(round: Round, chance: Random) -> None:
    shuffled = chance.sample(round.people, len(round.people))
    assert matched(round._replace(people=shuffled)) == matched(round)


@times(0.5)
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
    assert reached(match(renamed, rules)) == reached(match(people, rules))


@often
@given(rounds())
def test_nothing_said_changes_because_of_an_exclusion(round: Round) -> None:
    matching = matched(round)
    together = (*matching.locked, *matching.groups)
    open_hearted = [replace(person, avoids=frozenset()) for person in round.people]
    assert explain(open_hearted, round.rules, together, locked=matching.locked) == matching.left_over
    anew = match(open_hearted, round.rules, round.locked, planned=round.planned)
    assert anew.unmeetable == matching.unmeetable
    if anew.groups == matching.groups:
        assert (anew.left_over, anew.coverage) == (matching.left_over, matching.coverage)


# --- what stands --------------------------------------------------------------------------------


@often
@given(rounds())
def test_what_stands_is_kept_and_not_done_twice(round: Round) -> None:
    first = matched(round)
    standing = (*first.locked, *first.groups[:1])
    again = matched(round._replace(locked=standing))
    assert again.locked == standing
    assert faults(again, round.people, round.rules, round.planned) == []


@often
@given(families(), rules)
def test_nothing_more_can_be_done_once_everything_stands(people: list[Person], rules: Rules) -> None:
    rules = replace(rules, tiers=(Tier.WAITING, Tier.PLACED, Tier.WANTS))
    first = match(people, rules)
    again = match(people, rules, locked=first.groups)
    assert reached(again) == (0, 0, 0)
    assert [left.person for left in again.left_over] == [left.person for left in first.left_over]


@often
@given(families(), rules)
def test_who_is_asked_to_keep_to_a_plan_first_of_all_keeps_to_it(people: list[Person], rules: Rules) -> None:
    plan = match(people, rules).groups
    again = match(people, replace(rules, tiers=(Tier.KEPT,)), planned=plan)
    assert {flow for group in again.groups for flow in group.flows} >= {flow for group in plan for flow in group.flows}


@often
@given(families(), rules)
def test_who_is_away_is_told_so_and_changes_nothing_for_others(people: list[Person], rules: Rules) -> None:
    matching = match(people, rules)
    here = [person for person in people if not person.away]
    assert match(here, rules).groups == matching.groups
    assert {left.person for left in matching.left_over if left.reason is Reason.AWAY} == {
        person.id for person in people if person.away
    }


# --- being stopped, and not being small ---------------------------------------------------------


@often
@given(rounds(), st.integers(0, 8))
def test_a_search_that_is_stopped_gives_what_it_knew_and_bounds_that_hold(round: Round, patience: int) -> None:
    assume(len(candidates(round.people, round.rules)) <= FEW)
    told: list[Progress] = []

    def watch(progress: Progress) -> bool:
        told.append(progress)
        return len(told) <= patience

    found = match(round.people, round.rules, round.locked, planned=round.planned, watch=watch)
    assert faults(found, round.people, round.rules, round.planned) == []
    assert [p.share for p in told] == sorted(p.share for p in told)
    assert all(0 <= p.share <= 1 and p.value <= p.bound for p in told)
    reached = [values(groups, *round) for groups in (*(p.groups() for p in told[-1:]), found.groups)]
    assert reached == sorted(reached)  # the solver may have come further since it was last told of
    assert best_values(*round)[:1] <= tuple(tier.bound for tier in found.tiers)[:1]
    if not found.stopped:
        assert found == matched(round)


def test_a_family_of_hundreds_is_matched_without_fault() -> None:
    people = family(260, load=2)
    matching = match(people)
    assert faults(matching, people, Rules()) == []
    assert matching.proven


@times(0.4)
@given(rounds(largest=5))
def test_a_mended_matching_has_no_fault_and_its_bound_is_never_below_the_best(round: Round) -> None:
    assume(len(candidates(round.people, round.rules)) <= FEW)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choice, "FEW", -1)
        patch.setattr(choice, "MODEST", -1)
        mended = matched(round)
    best = best_values(*round)
    assert faults(mended, round.people, round.rules, round.planned) == []
    assert reached(mended) <= best
    assert tuple(tier.bound for tier in mended.tiers)[:1] >= best[:1]


def test_a_dense_family_is_mended_the_same_way_in_any_order() -> None:
    people = family(80, topics=16)
    rules = Rules(tiers=(Tier.PLACED, Tier.WANTS))
    matching = match(people, rules)
    assert faults(matching, people, rules) == []
    assert match(people[::-1], rules) == matching
    placed = next(tier for tier in matching.tiers if tier.tier is Tier.PLACED)
    assert placed.gap <= 2
