"""What joint practice development means."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from tilth.jpd import wording
from tilth.jpd.domain import coverage, week
from tilth.jpd.domain.answers import Answer, Outcome, Turn, outcome, waiting
from tilth.matching import Reason

masks = some.integers(0, week.WHOLE_WEEK)
answers = some.lists(some.sampled_from(list(Answer)), min_size=2, max_size=3)
names = some.sampled_from(["Ben Carr", "Asha Raman", "Leo Marsh", "Ben Fox", "Dot O'Hara", "Zoë Ward"])
topics = some.sampled_from(["Questioning", "Phonics routines", "Retrieval practice", "EAL", "Working with parents"])


@given(masks)
def test_a_week_becomes_half_hours_and_a_week_again(mask: int) -> None:
    assert week.mask_of(week.half_hours_in(mask)) == mask


@given(some.sets(some.integers(0, week.A_WEEK - 1)))
def test_half_hours_become_a_week_and_half_hours_again(places: set[int]) -> None:
    mask = week.mask_of(map(week.half_hour, places))
    assert [each.place for each in week.half_hours_in(mask)] == sorted(places)


@pytest.mark.parametrize("place", [-1, week.A_WEEK])
def test_there_is_no_half_hour_outside_the_week(place: int) -> None:
    with pytest.raises(ValueError):
        week.half_hour(place)
    with pytest.raises(ValueError):
        week.half_hours_in((1 << place) if place > 0 else -1)


@pytest.mark.parametrize("odd", [(0, time(7, 0)), (0, time(18, 0)), (5, time(9, 0)), (0, time(9, 10))])
def test_what_is_no_half_hour_of_the_week_has_no_place(odd: tuple[int, time]) -> None:
    with pytest.raises(ValueError):
        _ = week.HalfHour(*odd).place


def test_a_half_hour_reads_as_people_say_it() -> None:
    assert wording.half_hour(week.HalfHour(1, time(15, 30)).place) == "Tuesday at 15:30"


@given(masks)
def test_the_words_name_the_first_three_half_hours_and_count_the_rest(mask: int) -> None:
    places = [each.place for each in week.half_hours_in(mask)]
    said = wording.when(mask)
    assert all(wording.half_hour(place) in said for place in places[:3])
    assert ("more half-hour" in said) == (len(places) > 3)
    assert bool(said) == bool(mask)


@given(some.lists(names, min_size=2, max_size=3, unique=True), some.data())
def test_the_explanation_names_each_giver_receiver_and_topic(people: list[str], data: some.DataObject) -> None:
    called = wording.names_used(people)
    assume(len(set(called)) == len(called))
    given_topics = data.draw(some.lists(topics, min_size=len(people), max_size=len(people), unique=True))
    receivers = [*called[1:], called[0]]
    gifts = [wording.Gift(*each) for each in zip(called, given_topics, receivers, strict=True)]
    said = wording.exchange(gifts, len(people), 0)
    for gift in gifts:
        assert said.count(f"{gift.giver} helps {gift.receiver} with {wording.in_sentence(gift.topic)}") == 1
    for name in called:
        assert said.count(f"{name} helps ") == said.count(f" helps {name} with ") == 1


def test_the_explanation_reads_as_a_sentence() -> None:
    gifts = [
        wording.Gift("Ben", "Questioning", "Asha"),
        wording.Gift("Asha", "Phonics routines", "Leo"),
        wording.Gift("Leo", "Retrieval practice", "Ben"),
    ]
    free = week.mask_of([week.HalfHour(1, time(15, 30))])
    assert wording.exchange(gifts, 3, free) == (
        "Ben helps Asha with questioning, Asha helps Leo with phonics routines, Leo helps Ben with retrieval practice; "
        "all three are free on Tuesday at 15:30."
    )


@given(some.lists(names, min_size=2, max_size=3, unique=True))
def test_nobody_in_a_group_is_called_what_another_is_called(people: list[str]) -> None:
    called = wording.names_used(people)
    assert len(set(called)) == len(people)


@pytest.mark.parametrize("reason", list(Reason))
def test_each_reason_has_a_sentence_and_something_that_helps(reason: Reason) -> None:
    said = wording.left_over(reason, ["Phonics routines"], [])
    assert said.why.endswith(".") and said.what_would_help.endswith(".")
    opened = wording.left_over(reason, [], [week.HalfHour(1, time(15, 30)).place])
    assert "Tuesday at 15:30" in opened.what_would_help


@given(answers)
def test_a_group_stands_when_all_say_yes_and_never_otherwise(said: list[Answer]) -> None:
    for due in (True, False):
        assert (outcome(said, due=due) is Outcome.STANDING) == all(answer is Answer.YES for answer in said)


@given(answers)
def test_before_the_day_a_group_with_a_no_looks_like_one_that_waits(said: list[Answer]) -> None:
    unanswered = [Answer.NONE if answer is Answer.NO else answer for answer in said]
    for due in (True, False):
        assert outcome(said, due=due) is outcome(unanswered, due=due)


@given(some.lists(some.sampled_from(list(Turn))))
def test_waiting_counts_what_left_somebody_out_since_their_last_group(turns: list[Turn]) -> None:
    since = turns[: turns.index(Turn.PLACED)] if Turn.PLACED in turns else turns
    assert waiting(turns) == since.count(Turn.LEFT_OUT)


lines = some.builds(
    coverage.Topic,
    name=some.text(min_size=1, max_size=5),
    offering=some.integers(0, 5),
    wanting=some.integers(0, 5),
    met=some.integers(0, 5),
)


@given(some.lists(lines, max_size=8))
def test_what_nobody_can_meet_and_what_nobody_asks_for_never_overlap(topics: list[coverage.Topic]) -> None:
    assert not set(coverage.nobody_offers(topics)) & set(coverage.nobody_wants(topics))
    assert len(coverage.would_help_most(topics)) <= 3
    assert all(topic.unmet > 0 for topic in coverage.would_help_most(topics))
