"""What a matching cannot take is refused where it is said, and the most that it can take is matched."""

from time import process_time

import pytest

from tilth.matching import Person, Rules, Tier, faults, half_hours_in, match
from tilth.matching.half_hours import ALWAYS
from tilth.matching.region import match_widely
from tilth.matching.values import MOST, MOST_AT_ONCE


def ana(**more: object) -> Person:
    return Person(**{"id": "ana", "school": "hill", "offers": {"t": 1}, "wants": {"u": 1}, **more})


def bo(**more: object) -> Person:
    return Person(**{"id": "bo", "school": "vale", "offers": {"u": 1}, "wants": {"t": 1}, **more})


WRONG = {
    "ana: waiting must be a whole number from 0 to 1,000,000, not 1000000000000000": {"waiting": 10**15},
    "ana: waiting must be a whole number from 0 to 1,000,000, not -1": {"waiting": -1},
    "ana: load must be a whole number from 0 to 1,000, not 1000000000000": {"load": 10**12},
    "ana: load must be a whole number from 0 to 1,000, not 1.5": {"load": 1.5},
    "ana: the strength of u must be a whole number from 0 to 1,000,000, not 1.5": {"wants": {"u": 1.5}},
    "ana: the strength of v must be a whole number from 0 to 1,000,000, not nan": {
        "wants": {"u": 1, "v": float("nan")}
    },
    "ana: the strength of u must be .*, not 1000000000000000000": {"wants": {"u": 10**18}},
    "ana: the confidence of t must be a whole number from 0 to 1,000,000, not 1000001": {"offers": {"t": MOST + 1}},
    "ana: half_hours must be a mask of 0 or more, not -1; who is always free has None": {"half_hours": ALWAYS},
}


@pytest.mark.parametrize("why", WRONG)
def test_what_cannot_be_counted_about_somebody_is_refused_by_name(why: str) -> None:
    with pytest.raises(ValueError, match=why):
        ana(**WRONG[why])


@pytest.mark.parametrize("minutes", [10**12, 0.5, -1, float("nan")])
def test_ways_that_cannot_be_counted_are_refused_by_name(minutes: float) -> None:
    with pytest.raises(ValueError, match="hill and vale must take a whole number of minutes from 0 to 1,000,000"):
        Rules(minutes={("hill", "vale"): minutes})


def test_the_most_that_can_be_said_is_matched_and_proven() -> None:
    most = {"waiting": MOST, "load": MOST_AT_ONCE}
    people = [ana(wants={"u": MOST}, **most), bo(offers={"u": MOST}, **most)]
    rules = Rules(minutes={("hill", "vale"): MOST})
    matching, widely = match(people, rules), match_widely(people, rules)
    assert matching.proven
    assert [tier.value for tier in matching.tiers] == [tier.value for tier in widely.tiers]
    values = {tier.tier: tier.value for tier in matching.tiers}
    assert values[Tier.WAITING] == 2 * MOST
    assert values[Tier.WANTS] == values[Tier.CONFIDENCE] == MOST + 1
    assert values[Tier.TRAVEL] == -2 * MOST
    assert faults(matching, people, rules) == []


def test_room_for_as_many_groups_as_anybody_may_have_is_no_fault_where_people_meet_in_several_ways() -> None:
    topics = [f"t{number}" for number in range(6)]
    named = dict.fromkeys(topics, 1)
    people = [Person(name, name, named, named, load=MOST_AT_ONCE) for name in "abcde"]
    matching = match(people)
    assert faults(matching, people, Rules()) == []
    assert matching.left_over == ()


def test_no_chain_is_longer_than_there_are_people_and_the_rules_say_what_they_said() -> None:
    people = [
        Person("opener", "x", {"t": 1}, gives_only=True),
        Person("middle", "y", {"u": 1}, {"t": 1}),
        Person("end", "z", {}, {"u": 1}),
        Person("over", "z", {}, {"v": 1}),
    ]
    endless, began = Rules(chain_max=1_000_000), process_time()
    matching = match(people, endless)
    assert process_time() - began < 10
    assert [group.members for group in matching.groups] == [("opener", "middle", "end")]
    assert matching == match(people, Rules(chain_max=4))
    assert endless.chain_max == 1_000_000


def test_a_limit_for_each_school_that_no_group_reaches_is_no_limit() -> None:
    people = [ana(), bo()]
    assert match(people, Rules(max_from_one_school=10**20)) == match(people, Rules())


def test_half_hours_without_a_last_one_cannot_be_listed() -> None:
    for endless in (ALWAYS, -2):
        with pytest.raises(ValueError, match="free for ever"):
            half_hours_in(endless)
