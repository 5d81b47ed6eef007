"""The days of a wave, and who and what its promise speaks of: in pure Python."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audits.instruments import behaviours, questions
from tilth.audits.domain import asked, phases
from tilth.audits.domain.asked import Breakdown
from tilth.audits.domain.instruments import Audience
from tilth.audits.domain.phases import Days, Fault
from tilth.audits.queries import house
from tilth.disclosure import Rules

TODAY = date(2026, 3, 2)
days = st.integers(-400, 400).map(lambda number: TODAY + timedelta(days=number))
some_days = st.builds(lambda first, length: Days(first, first + timedelta(days=length)), days, st.integers(0, 50))


def span(first: int, last: int) -> Days:
    return Days(TODAY + timedelta(days=first), TODAY + timedelta(days=last))


@pytest.mark.parametrize(
    ("asked_for", "others", "fault"),
    [
        (span(-1, 5), False, Fault.PAST),
        (span(1, 5), True, Fault.NO_NOTICE),
        (span(1, 5), False, None),
        (span(2, 5), True, None),
        (span(367, 370), False, Fault.FAR),
        (span(0, 1), False, Fault.SHORT),
        (span(0, 2), False, None),
        (span(0, 42), False, None),
        (span(0, 43), False, Fault.LONG),
    ],
)
def test_days_that_give_people_time_will_do(asked_for: Days, others: bool, fault: Fault | None) -> None:
    assert asked_for.fault(TODAY, others=others) == fault


@given(some_days, some_days)
def test_three_months_lie_between_the_last_day_of_one_and_the_first_of_the_next(one: Days, other: Days) -> None:
    first, second = sorted([one, other], key=lambda each: (each.opens_on, each.closes_on))
    apart = (second.opens_on - first.closes_on).days
    assert one.too_near(other) == other.too_near(one) == (apart < Rules().opinions_keep)


@given(some_days, days)
def test_what_begins_late_lasts_as_long_as_was_planned(planned: Days, today: date) -> None:
    begun = planned.begun_on(today)
    assert begun.opens_on == today
    assert begun.closes_on - begun.opens_on == planned.closes_on - planned.opens_on


@given(days, st.none() | days)
def test_nobody_is_reminded_more_often_than_every_third_day(opens_on: date, reminded_on: date | None) -> None:
    since = reminded_on or opens_on
    assert (phases.may_remind_from(opens_on, reminded_on) - since).days == 3


@given(st.text(min_size=1), st.lists(st.text(), max_size=8))
def test_a_breakdown_is_kept_as_it_was_said(question: str, labels: list[str]) -> None:
    said = Breakdown.of(question, labels)
    assert Breakdown.read(said.written()) == said
    told_apart = len({label.strip().casefold() for label in labels}) == len(labels)
    fits = bool(question.strip()) and all(label.strip() for label in labels) and told_apart and 2 <= len(labels) <= 6
    assert said.fits == fits


@given(st.integers(0, 2000))
def test_a_school_is_small_where_half_of_those_asked_are_fewer_than_the_rules_ask_for(people: int) -> None:
    rules = Rules()
    enough = asked.needed(rules, people)
    assert enough >= rules.whole and 2 * enough >= people
    assert asked.is_small(rules, people) == (people < 2 * rules.whole)


def test_rules_are_kept_as_they_are() -> None:
    for rules in (Rules(), asked.rules_for(Audience.STUDENTS)):
        assert asked.rules_read(asked.written(rules)) == rules


def test_where_the_head_is_spoken_of_the_head_is_not_asked() -> None:
    for instrument in house():
        kinds = {kind for audience in instrument.audiences for kind in asked.kinds_asked(instrument, audience)}
        assert not (instrument.head_first and asked.HEAD in kinds)


def test_people_belong_to_one_audience_of_what_is_asked() -> None:
    several = questions().model_copy(update={"audiences": (Audience.STAFF, Audience.GOVERNORS)})
    assert asked.audience_of(several, ["governor"]) is Audience.GOVERNORS
    assert asked.audience_of(several, []) is Audience.STAFF
    assert asked.audience_of(several, ["teacher", "governor"]) is None
    assert asked.audience_of(several, ["student"]) is None


def test_a_team_is_looked_at_whole() -> None:
    assert asked.may_break_down(questions()) and not asked.may_break_down(behaviours())
