"""Time a school allows: said by its leaders, read by plans; training days whole and taken apart; the pages of both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.groups import hand_formed, pair
from tests.factories.jpd import TUESDAY_HALF_PAST_THREE, school_in, teacher
from tilth.demo import clock
from tilth.jpd import actions, tasks
from tilth.jpd.domain import week
from tilth.jpd.models import Meeting, SchoolTime, TermPlan, TrainingDay
from tilth.jpd.queries import time
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.web.sheets import hours

pytestmark = pytest.mark.django_db
Opened = Callable[[Person], Client]
MONDAY = date(2026, 11, 23)
TUESDAY_AT_NINE, TUESDAY_LATE = 21 + 3, 21 + 16


@pytest.fixture(autouse=True)
def a_friday_afternoon() -> Iterator[None]:
    with clock.at(MONDAY - timedelta(days=3), hour=14):
        yield


@pytest.fixture
def school(rowan: Partnership, ada: Person) -> School:
    return school_in(rowan, 0)


def apart(by: Person, school: School, *bundles: int | None) -> None:
    said = dict(enumerate(bundles, start=1))
    actions.arrange_days(by=by, school=school, year=2026, bundles=said)


# --- rules --------------------------------------------------------------------------------------


def test_a_half_hour_is_no_lesson_and_twilight_at_once(school: School, ada: Person) -> None:
    with pytest.raises(actions.BothAtOnce):
        actions.say_time(by=ada, school=school, lessons=0b110, twilights=0b011, cover_limit=0)
    assert not SchoolTime.objects.exists()


def test_time_said_again_takes_the_place_of_what_was_said(school: School, ada: Person) -> None:
    for limit in (3, 4):
        actions.say_time(by=ada, school=school, lessons=1, twilights=2, cover_limit=limit, cover_price=3500)
    assert SchoolTime.objects.get().cover_limit == 4


def test_five_training_days_are_made_once(school: School) -> None:
    one, other = (actions.training_days(school=school, year=2026) for _ in range(2))
    assert [day.id for day in one] == [day.id for day in other]
    assert [day.number for day in one] == [1, 2, 3, 4, 5]


def test_only_days_taken_apart_give_time_and_to_each_of_the_staff(
    rowan: Partnership, school: School, ada: Person
) -> None:
    teacher(rowan, 0, "Ben Carr")
    apart(ada, school, 60, 45, None)
    stock = time.stock(school, 2026)
    assert (stock.minutes, stock.in_ledger) == (720, 0)
    assert {person.name: left for person, left in stock.left} == {"Ada Okafor": 720, "Ben Carr": 720}
    apart(ada, school, None, 45, None)
    assert time.stock(school, 2026).minutes == 360
    assert time.stock(school, 2027).minutes == 0


def test_promised_time_keeps_its_day_apart_until_the_meeting_is_called_off(
    rowan: Partnership, school: School, ada: Person
) -> None:
    group = pair(rowan)
    ben = group.members.all()[0].person
    apart(ada, school, 60)
    begins = timezone.now() + timedelta(days=4)
    meeting = actions.call_meeting(by=ben, group=group, begins_at=begins, from_stock=True)
    with pytest.raises(actions.UsedAlready):
        apart(ada, school, None)
    apart(ada, school, None, 30)  # another day can stand for it, at one stroke
    apart(ada, school, 60, None)
    actions.cancel_meeting(by=ben, meeting=meeting)
    apart(ada, school, None)
    assert not TrainingDay.objects.exclude(bundle=None).exists()


# --- pages --------------------------------------------------------------------------------------


def test_leaders_say_the_time_of_their_school_on_one_page(school: School, ada: Person, signed_in: Opened) -> None:
    browser, page = signed_in(ada), f"/working-together/school/{school.id}/time/"
    assert str(page) in browser.get("/working-together/").content.decode()
    assert "What time is there" in browser.get(page).content.decode()
    said = {"lessons": [TUESDAY_AT_NINE], "twilights": [TUESDAY_LATE], "cover_limit": "6", "cover_price": "32.50"}
    told = browser.post(page, {**said, "rooms": "2"}, follow=True).content.decode()
    assert "Saved. The next plan of a term reads it." in told
    stands = SchoolTime.objects.get()
    assert [each.place for each in week.half_hours_in(stands.lessons)] == [TUESDAY_AT_NINE]
    assert (stands.twilights, stands.cover_limit, stands.cover_price) == (TUESDAY_HALF_PAST_THREE, 6, 3250)
    told = browser.post(page, {**said, "twilights": said["lessons"], "rooms": "2"}).content.decode()
    assert "A twilight is a half-hour without lessons" in told
    told = browser.post(page, {**said, "cover_limit": "-2", "cover_price": "lots"}).content.decode()
    assert "Enter 0 or more." in told and "Enter an amount in pounds" in told


def test_leaders_take_training_days_apart_and_read_what_is_left(school: School, ada: Person, signed_in: Opened) -> None:
    browser, page = signed_in(ada), f"/working-together/school/{school.id}/training-days/"
    browser.get(page)
    assert not TrainingDay.objects.exists()  # looking writes nothing
    told = browser.post(page, {"day_1": "60", "day_3": "45"}, follow=True).content.decode()
    assert "What is left for whom" in told and hours(720) in told
    assert "2027/2028" in browser.get(f"{page}?year=next").content.decode()


def test_a_school_s_time_is_for_its_own_leaders(
    rowan: Partnership, school: School, eve: Person, signed_in: Opened
) -> None:
    ben = teacher(rowan, 0, "Ben Carr")
    for person in (ben, eve):
        for page in ("time", "training-days"):
            assert signed_in(person).get(f"/working-together/school/{school.id}/{page}/").status_code == 404


def _free_pairs(rowan: Partnership, number: int) -> None:
    for count in range(number):
        people = [teacher(rowan, place, f"{name} {count}") for place, name in enumerate(("Ben", "Asha"))]
        for person in people:
            actions.say(by=person, offers={}, wants={}, half_hours=TUESDAY_HALF_PAST_THREE * 3 if count else 1)
        hand_formed(rowan, *people)


def test_a_term_is_planned_looked_at_and_accepted_on_pages(rowan: Partnership, ada: Person, signed_in: Opened) -> None:
    _free_pairs(rowan, 2)
    browser, page = signed_in(ada), f"/working-together/partnership/{rowan.id}/terms/"
    assert page in browser.get(f"/working-together/partnership/{rowan.id}/rounds/").content.decode()
    said = {"begins_on": "2026-11-23", "weeks": "3", "meetings": "2", "minutes": "60", "free_weeks": ["2026-11-30"]}
    browser.post(page, said)
    plan = TermPlan.objects.get()
    here = f"/working-together/terms/{plan.id}/"
    assert "Tilth is looking for times" in browser.get(here).content.decode()
    tasks.find_times.func(str(plan.id))
    told = browser.get(here).content.decode()
    assert "Tue 15:30, On screens" in told and "Week of 24 November" not in told and "Week of 23 November" in told
    assert "one more half-hour that both share, for instance Monday at 08:00" in told
    assert "It is proven that no plan can hold more." in told
    group = Meeting.objects.earliest("begins_at").group_id
    assert (
        "2 meetings are agreed." in browser.post(f"{here}accept/", {"group": str(group)}, follow=True).content.decode()
    )
    assert "not waiting for an answer" in browser.post(f"{here}accept/", follow=True).content.decode()


def test_a_plan_that_is_dropped_leaves_nothing(rowan: Partnership, ada: Person, signed_in: Opened) -> None:
    _free_pairs(rowan, 2)
    plan = actions.plan_term(by=ada, partnership=rowan, begins_on=MONDAY, weeks=2, meetings=1)
    tasks.find_times.func(str(plan.id))
    told = signed_in(ada).post(f"/working-together/terms/{plan.id}/drop/", follow=True).content.decode()
    assert "Dropped. Nobody had been asked." in told
    assert not Meeting.objects.exists()


def test_a_plan_is_for_those_who_lead(rowan: Partnership, ada: Person, eve: Person, signed_in: Opened) -> None:
    plan = actions.plan_term(by=ada, partnership=rowan, begins_on=MONDAY, weeks=2, meetings=1)
    for person in (teacher(rowan, 0, "Ben Carr"), eve):
        browser = signed_in(person)
        assert browser.get(f"/working-together/terms/{plan.id}/").status_code == 404
        assert browser.post(f"/working-together/terms/{plan.id}/accept/").status_code == 404
        assert browser.get(f"/working-together/partnership/{rowan.id}/terms/").status_code in (403, 404)


@pytest.mark.parametrize("pairs", [1, 3])
def test_a_plan_takes_as_many_queries_for_three_groups_as_for_one(
    rowan: Partnership, ada: Person, signed_in: Opened, django_assert_num_queries: Any, pairs: int
) -> None:
    _free_pairs(rowan, pairs + 1)
    plan = actions.plan_term(by=ada, partnership=rowan, begins_on=MONDAY, weeks=2, meetings=2)
    tasks.find_times.func(str(plan.id))
    browser = signed_in(ada)
    browser.get(f"/working-together/terms/{plan.id}/")
    with django_assert_num_queries(11):
        browser.get(f"/working-together/terms/{plan.id}/")
