"""What must hold of a wide matching, whatever the people, the batches and the crew."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching import strategies
from tests.matching.effort import often
from tests.matching.region.pools import region
from tilth.matching import Matching, Person, Progress, Reason, Rules, Tier, faults, match
from tilth.matching.region import Wide, match_widely
from tilth.matching.values import LeftOver

PEOPLE = Rules(tiers=(Tier.WAITING, Tier.PLACED))
pools = strategies.families(largest=9)


def as_matching(wide: Wide, people: list[Person]) -> Matching:
    """The same, with everyone else duly left over, for the checker."""
    placed = {member for group in wide.groups for member in group.members}
    left = tuple(LeftOver(p.id, Reason.AWAY if p.away else Reason.NOT_NEEDED) for p in people if p.id not in placed)
    return Matching(wide.groups, wide.tiers, left, (), ())


def values(wide: Wide | Matching) -> list[int]:
    return [tier.value for tier in wide.tiers]


@often
@given(pools, strategies.rules, st.sampled_from([3, 4, 6]))
def test_no_rule_is_broken_and_no_bound_lies_below_the_best(people: list[Person], rules: Rules, batch: int) -> None:
    wide, best = match_widely(people, rules, batch=batch), match(people, rules)
    assert faults(as_matching(wide, people), people, rules) == []
    assert values(wide) <= values(best)
    for tier, exact in zip(wide.tiers, best.tiers, strict=False):
        assert tier.alone >= exact.value
    first = [tier.gap == 0 for tier in best.tiers].index(False) if not best.proven else len(best.tiers)
    for tier, exact in zip(wide.tiers[:first], best.tiers, strict=False):
        assert tier.bound >= exact.value
        if tier.value != exact.value:
            break


@often
@given(pools, strategies.rules, st.randoms(use_true_random=False))
def test_the_order_of_the_people_does_not_matter(people: list[Person], rules: Rules, chance) -> None:  # type: ignore[no-untyped-def]
    shuffled = chance.sample(people, len(people))
    assert match_widely(people, rules, batch=4) == match_widely(shuffled, rules, batch=4)


@often
@given(pools, strategies.rules)
def test_families_reach_what_each_reaches_alone(people: list[Person], rules: Rules) -> None:
    wide = match_widely(people, rules, family=lambda person: person.school)
    assert faults(as_matching(wide, people), people, rules) == []
    assert not any(group.crosses_schools for group in wide.groups)
    alone = [match([p for p in people if p.school == s], rules) for s in sorted({p.school for p in people}, key=str)]
    for place, tier in enumerate(wide.tiers):
        together = [matching.tiers[place].value for matching in alone] or [tier.value]
        assert tier.value == (min if tier.tier is Tier.FAIRNESS else sum)(together)


def test_two_thousand_people_are_matched_in_one_pool() -> None:
    people = region(2_000, topics=40)
    wide = match_widely(people, PEOPLE, batch=200)
    assert faults(as_matching(wide, people), people, PEOPLE) == []
    assert all(tier.value >= 0.9 * tier.bound for tier in wide.tiers)


def test_several_groups_at_once_use_up_no_more_room_than_there_is() -> None:
    people = region(150, topics=30, load=3)
    wide = match_widely(people, batch=40)
    assert faults(as_matching(wide, people), people, Rules()) == []


def test_a_seed_gives_the_same_groups_again() -> None:
    people = region(80, topics=25)
    assert match_widely(people, PEOPLE, batch=50, seed=5) == match_widely(people, PEOPLE, batch=50, seed=5)


@pytest.mark.parametrize("apart", [None, lambda person: person.school[:3]])
def test_whoever_watches_may_stop_it_and_keeps_the_best_known(apart) -> None:  # type: ignore[no-untyped-def]
    people, seen = region(1_600, topics=40), list[Progress]()

    def watch(progress: Progress) -> bool:
        seen.append(progress)
        return len(seen) < 2

    wide = match_widely(people, PEOPLE, batch=60, watch=watch, family=apart)
    assert wide.stopped
    assert len(seen) == 2
    assert wide.groups == seen[-1].groups()
    assert faults(as_matching(wide, people), people, PEOPLE) == []
    assert all(tier.gap >= 0 for tier in wide.tiers)


def test_scarce_topics_have_the_higher_prices() -> None:
    many = [Person(f"many-{n:02}", "north", offers={"common": 1}, wants={"rare": 1}) for n in range(30)]
    few = [Person(f"few-{n}", "north", offers={"rare": 1}, wants={"common": 1}) for n in range(3)]
    wide = match_widely([*many, *few], PEOPLE, batch=6)
    placed = next(tier for tier in wide.tiers if tier.tier is Tier.PLACED)
    assert (placed.value, placed.bound) == (6, 6)
    assert wide.prices["rare"] > wide.prices["common"] + 0.9


def test_nobody_at_all_is_no_trouble() -> None:
    assert match_widely([]).tiers == match([]).tiers


def test_a_batch_too_small_for_a_group_is_refused() -> None:
    with pytest.raises(ValueError):
        match_widely([], batch=2)
