"""Times for a term: found beside what stands, proposed to nobody but those who lead, accepted and dropped once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from tests.factories.groups import hand_formed
from tests.factories.jpd import TUESDAY_HALF_PAST_THREE, school_in, teacher
from tilth import timetable
from tilth.demo import clock
from tilth.jpd import actions, tasks
from tilth.jpd.domain import terms
from tilth.jpd.models import Group, Meeting, SchoolTime, TermPlan, TrainingDay
from tilth.jpd.queries import plans, time
from tilth.jpd.wording.plans import SAID
from tilth.ledger.models import Cost
from tilth.notices.models import Notice
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.trail.models import Entry

pytestmark = pytest.mark.django_db
Opened = Callable[[Person], Client]
LONDON = ZoneInfo("Europe/London")
MONDAY = date(2026, 11, 23)
TUESDAY = 1 * timetable.HALF_HOURS_A_DAY + 16  # 15:30
AN_HOUR = TUESDAY_HALF_PAST_THREE | TUESDAY_HALF_PAST_THREE << 1


@pytest.fixture(autouse=True)
def a_friday_afternoon() -> Iterator[None]:
    with clock.at(MONDAY - timedelta(days=3), hour=14):
        yield


@pytest.fixture
def pair(rowan: Partnership) -> Group:
    """Ben and Asha, who have an hour on Tuesdays in common."""
    return _pair(rowan, "Ben Carr", "Asha Raman", AN_HOUR)


def _pair(partnership: Partnership, one: str, other: str, half_hours: int = 0) -> Group:
    people = [teacher(partnership, place, name) for place, name in enumerate((one, other))]
    for person in people:
        actions.say(by=person, offers={}, wants={}, half_hours=half_hours)
    return hand_formed(partnership, *people)


def asked(partnership: Partnership, by: Person, **given: Any) -> TermPlan:
    said = {"begins_on": MONDAY, "weeks": 4, "meetings": 3, "minutes": 60, **given}
    return actions.plan_term(by=by, partnership=partnership, **said)


def found(partnership: Partnership, by: Person, **given: Any) -> TermPlan:
    plan = asked(partnership, by, **given)
    tasks.find_times.func(str(plan.id))
    plan.refresh_from_db()
    return plan


def test_groups_find_the_hour_they_share_and_nobody_is_told_yet(rowan: Partnership, ada: Person, pair: Group) -> None:
    plan = found(rowan, ada, free_weeks=[MONDAY + timedelta(days=7)])
    meetings = list(plans.placed(plan))
    assert (plan.state, plan.value, plan.bound) == ("proposed", 3, 3)
    assert {each.state for each in meetings} == {"proposed"}
    times = [timezone.localtime(each.begins_at) for each in meetings]
    assert [each.strftime("%a %H:%M") for each in times] == ["Tue 15:30"] * 3
    assert MONDAY + timedelta(days=8) not in [each.date() for each in times]  # a holiday
    assert not Notice.objects.filter(kind="jpd.meeting").exists()
    assert Notice.objects.get(kind="jpd.term_plan").person == ada


def test_accepted_meetings_invite_their_members_as_called_ones_do(rowan: Partnership, ada: Person, pair: Group) -> None:
    plan = found(rowan, ada)
    assert actions.accept_plan(by=ada, plan=plan).agreed == 3
    plan.refresh_from_db()
    assert plan.state == TermPlan.State.ACCEPTED
    for meeting in pair.meetings.all():
        assert meeting.state == Meeting.State.AGREED
        assert meeting.attendances.count() == 2
        assert Notice.objects.filter(kind="jpd.meeting", about=meeting.id).count() == 2
    assert not Notice.objects.filter(kind="jpd.term_plan", settled_at=None).exists()


def test_of_two_who_answer_at_once_the_second_is_told(rowan: Partnership, ada: Person, pair: Group) -> None:
    plan = found(rowan, ada)
    again = TermPlan.objects.get(id=plan.id)
    actions.accept_plan(by=ada, plan=plan)
    with pytest.raises(actions.NotSo):
        actions.accept_plan(by=ada, plan=again)
    with pytest.raises(actions.NotSo):
        actions.drop_plan(by=ada, plan=again)
    assert pair.meetings.filter(state=Meeting.State.AGREED).count() == 3


def test_one_plan_is_open_at_a_time(rowan: Partnership, ada: Person) -> None:
    plan = asked(rowan, ada)
    with pytest.raises(actions.OnePlanAtATime):
        asked(rowan, ada)
    actions.drop_plan(by=ada, plan=plan)
    assert asked(rowan, ada).state == TermPlan.State.WAITING


@pytest.mark.parametrize(
    "wrong",
    [{"begins_on": MONDAY + timedelta(days=1)}, {"begins_on": MONDAY - timedelta(days=7)}, {"weeks": 0},
     {"weeks": 21}, {"meetings": 5}, {"begins_on": MONDAY + timedelta(days=700)}],
)  # fmt: skip
def test_terms_that_make_no_sense_are_refused(rowan: Partnership, ada: Person, wrong: dict[str, Any]) -> None:
    with pytest.raises(actions.NoTime):
        asked(rowan, ada, **wrong)


def test_a_search_that_runs_twice_proposes_once(rowan: Partnership, ada: Person, pair: Group) -> None:
    plan = asked(rowan, ada)
    assert [tasks.find_times.func(str(plan.id)) for _ in range(2)] == [3, 0]
    request = plans.request(plan)
    answer = timetable.plan(request.request)
    assert actions.propose_times(plan=plan, asked=request, found=answer) == 0  # another worker was as far
    assert pair.meetings.count() == 3


def test_nothing_is_proposed_once_a_plan_was_dropped(rowan: Partnership, ada: Person, pair: Group) -> None:
    plan = asked(rowan, ada)
    request = plans.request(plan)
    actions.drop_plan(by=ada, plan=TermPlan.objects.get(id=plan.id))
    assert actions.propose_times(plan=plan, asked=request, found=timetable.plan(request.request)) == 0
    assert not pair.meetings.exists()


def test_a_group_that_ended_meanwhile_is_left_alone(rowan: Partnership, ada: Person, pair: Group) -> None:
    other = _pair(rowan, "Leo Marsh", "Mia Lund", AN_HOUR)
    plan = asked(rowan, ada)
    request = plans.request(plan)
    answer = timetable.plan(request.request)
    actions.end_group(by=other.members.all()[0].person, group=other)
    actions.propose_times(plan=plan, asked=request, found=answer)
    assert not other.meetings.exists()
    Group.objects.filter(id=pair.id).update(ended_on=timezone.localdate())
    assert actions.accept_plan(by=ada, plan=plan).agreed == 0
    assert not pair.meetings.exists()


def test_one_group_can_be_accepted_and_the_rest_dropped(rowan: Partnership, ada: Person, pair: Group) -> None:
    other = _pair(rowan, "Leo Marsh", "Mia Lund", AN_HOUR)
    plan = found(rowan, ada)
    assert actions.accept_plan(by=ada, plan=plan, group=pair).agreed == 3
    with pytest.raises(actions.NotSo):
        actions.accept_plan(by=ada, plan=plan, group=pair)
    actions.drop_plan(by=ada, plan=plan)
    assert (plan.state, other.meetings.count(), pair.meetings.count()) == ("accepted", 0, 3)


def test_meetings_that_are_agreed_stay_and_count(rowan: Partnership, ada: Person, pair: Group) -> None:
    ben = pair.members.all()[0].person
    agreed = datetime(2026, 11, 24, 15, 30, tzinfo=LONDON)
    actions.call_meeting(by=ben, group=pair, begins_at=agreed)
    longer = hand_formed(rowan, ben, teacher(rowan, 2, "Leo Marsh"))
    actions.call_meeting(by=ben, group=longer, begins_at=agreed + timedelta(days=7, minutes=30), minutes=90)
    plan = found(rowan, ada)
    times = [timezone.localtime(each.begins_at).date() for each in plans.placed(plan)]
    assert times == [date(2026, 12, 8), date(2026, 12, 15)]  # the first stands, on the second Ben is elsewhere
    assert plan.unplaced.get().group == longer  # Leo has no time at all


def test_with_the_reasons_applied_one_more_meeting_fits(rowan: Partnership, ada: Person) -> None:
    group = _pair(rowan, "Ben Carr", "Asha Raman", TUESDAY_HALF_PAST_THREE)
    plan = found(rowan, ada)
    left = plan.unplaced.get()
    assert (left.group, left.missing) == (group, 3)
    assert {each["why"] for each in left.reasons} == {"no_shared_time"}
    assert "person" not in left.reasons[0]  # when people are free is their own to tell
    half_hours = {each["half_hour"] for each in left.reasons}
    for member in group.members.all():
        free = member.person.availability.half_hours | sum(1 << each for each in half_hours)
        actions.say(by=member.person, offers={}, wants={}, half_hours=free)
    actions.drop_plan(by=ada, plan=plan)
    assert found(rowan, ada).value == 3


# --- before it is accepted ----------------------------------------------------------------------


def test_a_proposed_meeting_moves_to_another_time_that_suits_all_and_nobody_is_told(
    rowan: Partnership, ada: Person, pair: Group, signed_in: Opened
) -> None:
    plan = found(rowan, ada, meetings=2)
    first, second = plans.placed(plan)
    free = plans.openings(plan, first)
    weeks = {timezone.localtime(each.begins_at).date().isocalendar().week for each in free}
    assert timezone.localtime(second.begins_at).isocalendar().week not in weeks  # they meet once a week at most
    page = f"/working-together/proposed/{first.id}/move/"
    browser = signed_in(ada)
    assert "Tue 15:30" in browser.get(f"/working-together/terms/{plan.id}/").content.decode()
    told = browser.post(page, {"to": free[-1].key}, follow=True).content.decode()
    assert "Moved. Nobody has been asked yet." in told
    first.refresh_from_db()
    assert (first.begins_at, first.state) == (free[-1].begins_at, "proposed")
    assert not Notice.objects.filter(kind="jpd.meeting").exists()
    assert "Select a valid choice" in browser.post(page, {"to": "2026-11-25T03:00"}).content.decode()


def test_one_meeting_is_struck_out_and_the_last_ends_the_plan(rowan: Partnership, ada: Person, pair: Group) -> None:
    plan = found(rowan, ada, meetings=2)
    first, second = plans.placed(plan)
    actions.strike_out(by=ada, meeting=first)
    plan.refresh_from_db()
    assert (plan.state, plan.placed.count()) == ("proposed", 1)
    actions.strike_out(by=ada, meeting=second)
    plan.refresh_from_db()
    assert plan.state == TermPlan.State.DROPPED


def test_what_clashes_with_what_was_agreed_meanwhile_stays_proposed_and_is_named(
    rowan: Partnership, ada: Person, pair: Group, signed_in: Opened
) -> None:
    plan = found(rowan, ada)
    first = plans.placed(plan)[0]
    ben = pair.members.all()[0].person
    other = hand_formed(rowan, ben, teacher(rowan, 2, "Leo Marsh"))
    actions.call_meeting(by=ben, group=other, begins_at=first.begins_at)
    told = signed_in(ada).post(f"/working-together/terms/{plan.id}/accept/", follow=True).content.decode()
    assert "2 meetings are agreed." in told and "No longer possible, so still proposed" in told
    first.refresh_from_db()
    plan.refresh_from_db()
    assert (first.state, plan.state) == ("proposed", "proposed")


# --- training days feed the meetings ------------------------------------------------------------


def stocked(school: School, by: Person, days: int = 1) -> list[TrainingDay]:
    actions.say_time(by=by, school=school, lessons=0, twilights=AN_HOUR, cover_limit=0)
    made = actions.training_days(school=school, year=2026)
    for day in made[:days]:
        actions.take_apart(by=by, day=day, bundle=60)
    return made


def test_a_training_day_taken_apart_feeds_the_meetings_and_is_counted(rowan: Partnership, ada: Person) -> None:
    group = _pair(rowan, "Ben Carr", "Asha Raman")
    assert found(rowan, ada).value == 0
    actions.drop_plan(by=ada, plan=TermPlan.objects.get())
    days = [stocked(school_in(rowan, place), ada) for place in (0, 1)]
    plan = found(rowan, ada, minutes=60)
    assert actions.accept_plan(by=ada, plan=plan).agreed == 3
    first = group.meetings.first()
    assert first is not None
    assert first.from_stock
    with clock.at(first.begins_at.date(), hour=18):
        actions.hold_meeting(by=group.members.all()[0].person, meeting=first)
    assert sorted(Cost.objects.filter(kind=Cost.Kind.STOCK).values_list("amount", flat=True)) == [60, 60]
    stock = time.stock(school_in(rowan, 0), 2026)
    assert (stock.minutes, stock.in_ledger, stock.most_used) == (360, 60, 180)  # one hour held, two promised
    assert {person.name: left for person, left in stock.left} == {"Ada Okafor": 360, "Ben Carr": 180}
    with pytest.raises(actions.UsedAlready):
        actions.keep_whole(by=ada, day=days[0][0])


def test_what_was_used_before_is_not_there_for_the_next_term(rowan: Partnership, ada: Person) -> None:
    group = _pair(rowan, "Ben Carr", "Asha Raman")
    for place in (0, 1):
        stocked(school_in(rowan, place), ada)
    ben = group.members.all()[0].person
    with clock.at(MONDAY - timedelta(days=20), hour=9):
        before = actions.call_meeting(
            by=ben, group=group, begins_at=timezone.now() + timedelta(hours=1), minutes=300, from_stock=True
        )
    actions.hold_meeting(by=ben, meeting=before)
    plan = found(rowan, ada)
    assert plan.value == 1  # of six hours five are gone
    assert [each["why"] for each in plan.unplaced.get().reasons] == ["stock", "stock"]


def test_a_lesson_is_covered_for_as_far_as_a_school_can(rowan: Partnership, ada: Person, pair: Group) -> None:
    pair.members.all()[0].person.availability.delete()
    lessons = {"lessons": AN_HOUR, "twilights": 0, "rooms": 1, "changed_at": timezone.now()}
    SchoolTime.objects.create(school=pair.members.all()[0].school, cover_limit=1, **lessons)
    plan = found(rowan, ada)
    assert plan.value == 0
    assert [each["why"] for each in plan.unplaced.get().reasons] == ["cover"]
    SchoolTime.objects.update(cover_limit=2)
    actions.drop_plan(by=ada, plan=plan)
    assert found(rowan, ada).value == 3


@pytest.mark.parametrize("pairs", [1, 4])
def test_a_request_takes_as_many_queries_for_four_groups_as_for_one(
    rowan: Partnership, ada: Person, django_assert_num_queries: Any, pairs: int
) -> None:
    for number in range(pairs):
        group = _pair(rowan, f"Ben {number}", f"Asha {number}", AN_HOUR)
        begins = datetime(2026, 11, 24, 15, 30, tzinfo=LONDON)
        actions.call_meeting(by=group.members.all()[0].person, group=group, begins_at=begins)
    plan = TermPlan.objects.get(id=asked(rowan, ada).id)
    with django_assert_num_queries(10):
        plans.request(plan)


def test_what_happened_stands_in_the_trail(rowan: Partnership, ada: Person, pair: Group) -> None:
    plan = found(rowan, ada)
    actions.accept_plan(by=ada, plan=plan)
    told = list(Entry.objects.filter(act__startswith="jpd.t").order_by("at").values_list("act", flat=True))
    assert told == ["jpd.term_planned", "jpd.times_found", "jpd.term_accepted"]


@pytest.mark.alike
def test_every_reason_has_words() -> None:
    assert {*SAID, timetable.Why.NO_SHARED_TIME} == set(timetable.Why)


@pytest.mark.alike
def test_free_weeks_lie_between_the_weeks_of_a_term() -> None:
    free = MONDAY + timedelta(days=14)
    assert terms.mondays(MONDAY, 3, {free}) == [MONDAY, MONDAY + timedelta(days=7), MONDAY + timedelta(days=21)]
    assert terms.place_of(terms.day_and_time(MONDAY, TUESDAY)) == TUESDAY
    assert terms.place_of(datetime(2026, 11, 28, 10, tzinfo=LONDON)) is None


def test_what_two_strike_out_at_once_is_struck_out_once(rowan: Partnership, ada: Person, pair: Group) -> None:
    plan = found(rowan, ada)
    first = next(iter(plans.placed(plan)))
    one, other, moved = (Meeting.objects.get(id=first.id) for _ in range(3))
    actions.strike_out(by=ada, meeting=one)
    with pytest.raises(Http404):
        actions.strike_out(by=ada, meeting=other)
    with pytest.raises(Http404):
        actions.move_proposed(by=ada, meeting=moved, to="")
    assert Entry.objects.filter(act="jpd.proposed_struck_out").count() == 1
