"""Advice is no guess: whoever makes the change finds just the gain that was told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.matching.effort import often
from tests.matching.pools import family
from tests.matching.strategies import Round, rounds
from tilth.matching import (
    Advice,
    HalfHourAdvice,
    HalfHourCount,
    Matching,
    Person,
    Progress,
    Rules,
    Tier,
    TopicAdvice,
    advise,
    faults,
    freed,
    mask_of,
    match,
    recruit,
)
from tilth.matching.advice import LOOKS


def placed(matching: Matching, people: Iterable[Person]) -> int:
    """How many of these people are in a group."""
    here = {person.id for person in people}
    return len(here & {member for group in (*matching.locked, *matching.groups) for member in group.members})


def test_a_topic_is_named_by_how_many_more_it_places() -> None:
    one = Person("a", "x", {"t": 1}, {"s": 1})
    other = Person("b", "y", {"z": 1}, {"t": 1})
    third = Person("c", "y", {"y": 1}, {"r": 1})
    advice = advise([one, other, third])
    assert advice.topics == (TopicAdvice("s", 2), TopicAdvice("r", 1), TopicAdvice("t", 1))
    assert (advice.half_hours, advice.missing, advice.tried) == ((), (), 3)


def test_where_there_are_no_chains_a_recruit_asks_for_something_in_return() -> None:
    one = Person("a", "x", {"t": 1}, {"s": 1})
    silent = Person("b", "x", {}, {"v": 1})
    rules = Rules(chains=False)
    assert not recruit("s", [one, silent], rules).gives_only
    assert advise([one, silent], rules).topics == (TopicAdvice("s", 1),)


def test_a_half_hour_is_named_to_the_one_person_and_counted_for_the_family() -> None:
    early = Person("a", "x", {"t": 1}, {"u": 1}, mask_of([1]))
    late = Person("b", "y", {"u": 1}, {"t": 1}, mask_of([2]))
    advice = advise([early, late])
    assert advice.half_hours == (HalfHourAdvice("a", 2, 2), HalfHourAdvice("b", 1, 2))
    assert advice.missing == (HalfHourCount(1, 1), HalfHourCount(2, 1))


def test_a_family_that_lacks_nothing_needs_no_advice() -> None:
    people = [Person("a", "x", {"t": 1}, {"u": 1}), Person("b", "y", {"u": 1}, {"t": 1})]
    advice = advise(people)
    assert (advice.topics, advice.half_hours, advice.missing, advice.tried) == ((), (), (), 0)


def test_a_recruit_never_takes_the_name_of_somebody_here() -> None:
    people = [Person("recruit", "elsewhere"), Person("recruit+", "x")]
    newcomer = recruit("t", people, Rules())
    assert (newcomer.id, newcomer.school) == ("recruit++", "elsewhere+")


@often
@given(rounds())
def test_whoever_follows_the_advice_gains_just_what_was_told(round: Round) -> None:
    people, rules, _, locked = bold(round)
    rules = replace(rules, tiers=tuple({**dict.fromkeys(rules.tiers), Tier.PLACED: None}))
    before = match(people, rules, locked)
    assume(before.proven)
    for changed, gain in followed(advise(people, rules, locked, before), people, rules):
        after = match(changed, rules, locked)
        assert placed(after, people) - placed(before, people) == gain > 0
        assert faults(after, changed, rules) == []


@often
@given(rounds())
def test_where_it_is_not_proven_who_can_be_placed_the_gain_is_that_beside_the_groups_that_are(round: Round) -> None:
    people, rules, _, locked = bold(round)
    rules = replace(rules, tiers=tuple(tier for tier in rules.tiers if tier is not Tier.PLACED))
    before = match(people, rules, locked)
    standing = (*before.locked, *before.groups)
    idle = match(people, rules, standing)
    for changed, gain in followed(advise(people, rules, locked, before), people, rules):
        after = match(changed, rules, standing)
        assert placed(after, people) - placed(idle, people) == gain > 0


def bold(round: Round) -> Round:
    """The same, where nobody avoids anybody."""
    return round._replace(people=[replace(person, avoids=frozenset()) for person in round.people])


def followed(advice: Advice, people: list[Person], rules: Rules) -> Iterator[tuple[Sequence[Person], int]]:
    """The people after each piece of advice, and what it is said to gain."""
    yield from (([*people, recruit(each.topic, people, rules)], each.gain) for each in advice.topics)
    yield from ((freed(people, each.person, each.half_hour), each.gain) for each in advice.half_hours)


@often
@given(rounds(), st.integers(0, 2))
def test_advice_is_short_the_best_first_and_the_same_without_the_matching(round: Round, most: int) -> None:
    people, rules, _, locked = bold(round)
    advice = advise(people, rules, locked, most=most)
    for gains in ([each.gain for each in advice.topics], [each.gain for each in advice.half_hours]):
        assert len(gains) <= most
        assert gains == sorted(gains, reverse=True)
    assert len(advice.topics) + len(advice.half_hours) <= advice.tried <= 2 * LOOKS * most
    assert advise(people[::-1], rules, locked, match(people, rules, locked), most=most) == advice


@often
@given(rounds())
def test_advice_never_depends_on_who_avoids_whom(round: Round) -> None:
    people, rules, _, locked = round
    assert advise(people, rules, locked) == advise(bold(round).people, rules, locked)
    matching = match(people, rules, locked)
    left = {each.person for each in matching.left_over}
    assert {each.person for each in advise(people, rules, locked, matching).half_hours} <= left


def test_of_two_who_share_no_half_hour_both_are_told_alike_whether_or_not_one_avoids_the_other() -> None:
    a = Person("a", "x", {"t": 1}, {"u": 1}, half_hours=0b01)
    b = Person("b", "y", {"u": 1}, {"t": 1}, half_hours=0b10)
    for people in ([a, b], [a, replace(b, avoids=frozenset({"a"}))]):
        advice = advise(people, matching=match(people))
        assert advice.half_hours == (HalfHourAdvice("a", 1, 2), HalfHourAdvice("b", 0, 2))


def test_a_watch_that_ends_the_trying_leaves_what_was_found_out() -> None:
    people = family(40, topics=30)
    told: list[Progress] = []

    def watch(progress: Progress) -> bool:
        told.append(progress)
        return progress.share < 0.3

    advice, whole = advise(people, watch=watch), advise(people)
    assert 0 < advice.tried < whole.tried
    for topic in advice.topics:
        after = match([*people, recruit(topic.topic, people, Rules())])
        assert placed(after, people) - placed(match(people), people) == topic.gain
    assert [progress.share for progress in told] == sorted(progress.share for progress in told)
    assert told[-1].share >= 0.3
