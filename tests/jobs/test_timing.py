"""When things are due."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tilth.jobs.domain.timing import Daily, Weekly, is_due, pause

LONDON = ZoneInfo("Europe/London")
first, last = datetime(2020, 1, 1), datetime(2035, 1, 1)  # noqa: DTZ001 the strategy adds the zone
moments = st.datetimes(first, last, timezones=st.just(LONDON))
whens = st.one_of(
    st.builds(timedelta, minutes=st.integers(1, 3000)),
    st.builds(Daily, hour=st.integers(0, 23)),
    st.builds(Weekly, day=st.integers(0, 6), hour=st.integers(0, 23)),
)


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=LONDON)  # type: ignore[arg-type, misc]


def test_daily_work_is_due_once_its_hour_has_come() -> None:
    seven = Daily(hour=7)
    assert not is_due(seven, last=at(2026, 3, 1, 7, 0, 5), now=at(2026, 3, 2, 6, 59))
    assert is_due(seven, last=at(2026, 3, 1, 7, 0, 5), now=at(2026, 3, 2, 7, 0))


def test_weekly_work_is_due_on_its_day() -> None:
    monday = Weekly(day=0, hour=7)
    assert not is_due(monday, last=at(2026, 3, 2, 7, 1), now=at(2026, 3, 8, 23))
    assert is_due(monday, last=at(2026, 3, 2, 7, 1), now=at(2026, 3, 9, 7))


def test_what_was_missed_while_everything_was_off_is_made_up_once() -> None:
    assert is_due(Daily(hour=7), last=at(2026, 3, 1, 7), now=at(2026, 3, 20, 12))
    assert not is_due(Daily(hour=7), last=at(2026, 3, 20, 12), now=at(2026, 3, 20, 12, 1))


@given(whens, moments)
def test_nothing_that_has_just_begun_is_due_again(when: timedelta | Daily | Weekly, now: datetime) -> None:
    assert not is_due(when, last=now, now=now)


@given(whens, moments, st.timedeltas(timedelta(days=8), timedelta(days=80)))
def test_whatever_has_not_begun_for_longer_than_a_week_is_due(
    when: timedelta | Daily | Weekly, now: datetime, ago: timedelta
) -> None:
    assert is_due(when, last=now - ago, now=now)


@given(st.integers(1, 60))
def test_each_pause_is_at_least_as_long_as_the_one_before_and_none_is_endless(failures: int) -> None:
    assert timedelta(minutes=1) <= pause(failures) <= pause(failures + 1) <= timedelta(hours=6)
