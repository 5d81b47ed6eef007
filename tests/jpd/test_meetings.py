"""Meetings: what is held stands in the ledger, whatever happens in between; calendars are told; everybody is asked."""

from __future__ import annotations

import email
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests.factories.jpd import TUESDAY_HALF_PAST_THREE, proposed, standing, teacher
from tilth.demo import clock
from tilth.jpd import actions, tasks
from tilth.jpd.actions import feeds
from tilth.jpd.domain import meetings as domain
from tilth.jpd.domain.week import WHOLE_WEEK, half_hours_in
from tilth.jpd.models import Attendance, Group, Meeting, SchoolTime
from tilth.jpd.queries import meetings as reads
from tilth.ledger.models import Cost, Entry, Gift
from tilth.notices.models import Notice
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.web.refusal import Refusal

Opened = Callable[[Person], Client]
LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 11, 23, 15, 30, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def a_friday_afternoon() -> Iterator[None]:
    """Whatever the hour is: a meeting may not run into the night."""
    with clock.at(MONDAY.date() - timedelta(days=3), hour=14):
        yield


@pytest.fixture
def group(rowan: Partnership, ring: list[Person]) -> Group:
    return standing(proposed(rowan))


def called(group: Group, by: Person, begins_at: datetime | None = None, **given: Any) -> Meeting:
    return actions.call_meeting(by=by, group=group, begins_at=begins_at or timezone.now() + timedelta(days=2), **given)


# --- what a meeting takes -----------------------------------------------------------------------


@pytest.mark.alike
@given(st.integers(0, 6), st.integers(0, 23), st.integers(0, 59), st.integers(15, 300))
def test_half_hours_of_a_meeting_sum_to_its_minutes_inside_the_working_week(
    day: int, hour: int, minute: int, minutes: int
) -> None:
    begins = datetime(2026, 11, 23 + day, hour, minute, tzinfo=LONDON)
    touched = domain.half_hours_of(begins, minutes)
    first, last = hour * 60 + minute, hour * 60 + minute + minutes
    inside = max(0, min(last, 18 * 60) - max(first, 7 * 60 + 30)) if day < 5 else 0
    assert sum(touched.values()) == inside
    assert {each.day for each in half_hours_in(sum(1 << place for place in touched))} <= {day}
    assert domain.cover(begins, minutes, lessons=WHOLE_WEEK, free=0) == inside
    assert domain.cover(begins, minutes, lessons=WHOLE_WEEK, free=WHOLE_WEEK) == 0


@pytest.mark.django_db
def test_only_lessons_in_which_somebody_is_not_free_need_cover(group: Group, ring: list[Person]) -> None:
    school = group.members.get(person=ring[0]).school
    SchoolTime.objects.create(school=school, lessons=WHOLE_WEEK, changed_at=timezone.now())
    on_tuesday = MONDAY + timedelta(days=1)  # when Ben is free
    with clock.at(on_tuesday.date() - timedelta(days=7)):
        meeting = called(group, ring[0], on_tuesday, minutes=60)
    assert 1 << next(iter(domain.half_hours_of(on_tuesday, 30))) == TUESDAY_HALF_PAST_THREE
    assert {each.person: each.cover for each in meeting.attendances.all()} == {ring[0]: 30, ring[1]: 0, ring[2]: 0}


# --- the ledger follows -------------------------------------------------------------------------

people = st.integers(0, 3)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("call"), people, st.integers(15, 120)),
        st.tuples(st.just("accept"), people, st.integers(0, 5)),
        st.tuples(st.just("move"), people, st.integers(0, 5)),
        st.tuples(st.just("cancel"), people, st.integers(0, 5)),
        st.tuples(st.just("hold"), people, st.integers(0, 5)),
        st.tuples(st.just("not held"), people, st.integers(0, 5)),
        st.tuples(st.just("correct"), people, st.integers(0, 5)),
        st.tuples(st.just("leave"), st.integers(2, 3), st.integers(0, 5)),
    ),
    max_size=14,
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps, st.data())
def test_hours_in_the_ledger_are_those_of_held_meetings_whatever_people_do(
    rowan: Partnership, ring: list[Person], steps: list[tuple[str, int, int]], data: st.DataObject
) -> None:
    group = _four(rowan, ring)
    crowd, meetings, versions = [*ring, group.members.order_by("position").last().person], [], 0
    for what, who, number in steps:
        meeting = meetings[number % len(meetings)] if meetings else None
        try:
            _do(what, crowd[who], group, meeting, meetings, number, data)
        except Refusal:
            continue
        _ledger_says_what_was_held(meetings)
        assert Entry.objects.filter(source__in=[each.id for each in meetings]).count() >= versions  # none is lost
        versions = Entry.objects.filter(source__in=[each.id for each in meetings]).count()


def _four(rowan: Partnership, ring: list[Person]) -> Group:
    fourth = teacher(rowan, 0, "Fay Four")
    places = [(person, person.roles.get().school, "member") for person in [*ring[1:], fourth]]
    group = actions.form_group(
        by=ring[0], partnership=rowan, name="Four", kind="other", topics=[], people=places, reason="Two departments"
    )
    for invitation in group.invitations.all():
        actions.answer_invitation(by=invitation.person, invitation=invitation, answer="yes")
    return group


def _do(
    what: str, who: Person, group: Group, meeting: Meeting | None, meetings: list[Meeting], number: int, data: Any
) -> None:
    long_ago = timezone.now() - timedelta(days=3)
    if what == "call":
        meetings.append(called(group, who, long_ago, minutes=number))
    elif what == "leave":
        actions.leave_group(by=who, group=group)
    elif meeting is None:
        return
    elif what == "accept":
        actions.answer_meeting(by=who, meeting=meeting, answer=data.draw(st.sampled_from(["yes", "no"])))
    elif what == "move":
        actions.move_meeting(by=who, meeting=meeting, begins_at=long_ago - timedelta(days=1))
    elif what == "cancel":
        actions.cancel_meeting(by=who, meeting=meeting)
    elif what == "hold":
        actions.hold_meeting(by=who, meeting=meeting)
    elif what == "not held":
        actions.not_held(by=who, meeting=meeting, why="Ill")
    else:
        there = [each.person_id for each in meeting.attendances.all()]
        minutes = {key: data.draw(st.integers(0, 90)) for key in there}
        gives = set(data.draw(st.lists(st.sampled_from(there))))
        actions.hold_meeting(by=who, meeting=meeting, minutes=minutes, gives=gives, why="Not so")


def _ledger_says_what_was_held(meetings: list[Meeting]) -> None:
    gifts = Gift.objects.filter(entry__source__in=[each.id for each in meetings], entry__stands=True)
    for meeting in meetings:
        meeting.refresh_from_db()
        there = {each.person_id: each for each in meeting.attendances.all() if each.minutes}
        held = meeting.state == Meeting.State.HELD
        for each in meeting.attendances.all():
            received = sum(
                gift.minutes for gift in gifts if (gift.entry.source, gift.receiver_id) == (meeting.id, each.person_id)
            )
            others = sum(other.minutes or 0 for key, other in there.items() if other.gives and key != each.person_id)
            gained = each.minutes if each.gains and each.minutes else 0
            assert received == (min(gained, others) if held else 0)
            assert {gift.receiver_school_id for gift in gifts if gift.receiver_id == each.person_id} <= {each.school_id}


@pytest.mark.django_db
def test_what_was_corrected_is_kept_beside_what_stands(group: Group, ring: list[Person]) -> None:
    meeting = called(group, ring[0], timezone.now() - timedelta(hours=3))
    actions.hold_meeting(by=ring[0], meeting=meeting)
    actions.hold_meeting(by=ring[1], meeting=meeting, minutes={ring[0].id: 60, ring[1].id: 30}, why="Leo was ill")
    first, second = Entry.objects.filter(source=meeting.id).order_by("version")
    assert (first.stands, second.stands, second.why) == (False, True, "Leo was ill")
    assert sum(gift.minutes for gift in first.gifts.all()) == 180
    assert sum(gift.minutes for gift in second.gifts.all()) == 60 // 2 + 30


@pytest.mark.django_db
def test_training_day_time_travel_and_cover_are_counted_once(group: Group, ring: list[Person]) -> None:
    meeting = called(group, ring[0], timezone.now() - timedelta(hours=3), from_stock=True)
    Attendance.objects.filter(meeting=meeting, person=ring[0]).update(cover=60, travel=20)
    for _time in range(2):
        actions.hold_meeting(by=ring[0], meeting=meeting)
    costs = Cost.objects.filter(entry__stands=True, entry__source=meeting.id)
    assert sorted(costs.values_list("kind", "amount")) == [
        ("cover", 60), ("stock", 60), ("stock", 60), ("stock", 60), ("travel", 20)
    ]  # fmt: skip


# --- what cannot be -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_makes_no_sense_is_refused_in_words(group: Group, ring: list[Person]) -> None:
    for wrong in (timezone.now() - timedelta(days=90), timezone.now() + timedelta(days=900)):
        with pytest.raises(actions.NoTime):
            called(group, ring[0], wrong)
    with pytest.raises(actions.NoTime, match="ends on the day"):
        called(group, ring[0], datetime(2026, 12, 1, 23, 30, tzinfo=LONDON))
    to_come = called(group, ring[0])
    for does in (actions.hold_meeting, actions.not_held):
        with pytest.raises(actions.NotSo, match="not begun"):
            does(by=ring[0], meeting=to_come)
    actions.cancel_meeting(by=ring[0], meeting=to_come)
    for does in (actions.hold_meeting, actions.not_held, actions.cancel_meeting):
        with pytest.raises(actions.NotSo):
            does(by=ring[0], meeting=to_come)


@pytest.mark.django_db
def test_with_its_group_a_meeting_to_come_falls_and_one_that_was_held_stays(group: Group, ring: list[Person]) -> None:
    past, coming = called(group, ring[0], timezone.now() - timedelta(hours=3)), called(group, ring[0])
    actions.hold_meeting(by=ring[0], meeting=past)
    actions.end_group(by=ring[0], group=group)
    assert [reads.whole_meeting(each.id).state for each in (past, coming)] == ["held", "cancelled"]  # type: ignore[union-attr]
    with pytest.raises(actions.NotSo, match="ended"):
        called(group, ring[0])


# --- asking -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_people_are_asked_reminded_and_asked_whether_it_happened(group: Group, ring: list[Person]) -> None:
    meeting = called(group, ring[0], MONDAY)
    assert _asked("jpd.meeting") == {ring[1], ring[2]}
    actions.answer_meeting(by=ring[1], meeting=meeting, answer="yes")
    assert _asked("jpd.meeting") == {ring[2]}
    actions.answer_meeting(by=ring[2], meeting=meeting, answer="no")
    for _time in range(2):  # the tick comes each hour
        with clock.at(MONDAY.date() - timedelta(days=1), hour=17):
            tasks.ask_about_meetings.func()
    assert _asked("jpd.meeting_soon") == {ring[0], ring[1]}
    with clock.at(MONDAY.date(), hour=18):
        assert tasks.ask_about_meetings.func() == 1
        assert _asked("jpd.did_it_happen") == {ring[0], ring[1]}
        actions.hold_meeting(by=ring[0], meeting=meeting)
    assert not Notice.objects.filter(settled_at=None, about=meeting.id, asks=True).exists()


def _asked(kind: str) -> set[Person]:
    return {notice.person for notice in Notice.objects.filter(kind=kind, settled_at=None)}


# --- calendars ----------------------------------------------------------------------------------


def _written_to(address: str) -> tuple[str, Calendar]:
    """The latest calendar part that this address was sent, read as a mail programme reads it."""
    message = next(each for each in reversed(mail.outbox) if each.to == [address])
    parts = list(email.message_from_bytes(message.message().as_bytes()).walk())
    part = next(each for each in parts if each.get_content_type() == "text/calendar")
    return str(part.get_param("method")), Calendar.from_ical(part.get_payload(decode=True).decode())  # type: ignore[union-attr]


@pytest.mark.django_db
def test_an_invitation_follows_its_meeting_through_moves_to_its_end(
    group: Group, ring: list[Person], django_capture_on_commit_callbacks: Any
) -> None:
    summer = datetime(2027, 6, 1, 15, 30, tzinfo=LONDON)
    with django_capture_on_commit_callbacks(execute=True):
        meeting = called(group, ring[0], MONDAY, place="Room 4")
    method, told = _written_to(str(ring[1].email))
    event = told.walk("VEVENT")[0]
    assert (method, event["SEQUENCE"], event["DTSTART"].dt) == ("REQUEST", 0, MONDAY)
    assert (event["DTEND"].dt - event["DTSTART"].dt) == timedelta(hours=1)
    assert event["ATTENDEE"] == f"mailto:{ring[1].email}"
    assert not any(str(person.email) in told.to_ical().decode() for person in (ring[0], ring[2]))
    assert all(len(line) <= 75 for line in told.to_ical().split(b"\r\n"))
    with django_capture_on_commit_callbacks(execute=True):
        actions.move_meeting(by=ring[0], meeting=meeting, begins_at=summer)
    method, moved = _written_to(str(ring[1].email))
    again = moved.walk("VEVENT")[0]
    assert (method, again["UID"], again["SEQUENCE"]) == ("REQUEST", event["UID"], 1)
    assert again["DTSTART"].dt.utcoffset() == timedelta(hours=1)  # in summer
    assert told.walk("VTIMEZONE") and moved.walk("VTIMEZONE")
    with django_capture_on_commit_callbacks(execute=True):
        actions.cancel_meeting(by=ring[0], meeting=meeting)
    method, ended = _written_to(str(ring[1].email))
    assert (method, ended.walk("VEVENT")[0]["STATUS"], ended.walk("VEVENT")[0]["SEQUENCE"]) == (
        "CANCEL",
        "CANCELLED",
        2,
    )


@pytest.mark.django_db
def test_an_invitation_that_was_overtaken_is_not_sent(group: Group, ring: list[Person]) -> None:
    meeting = called(group, ring[0])
    actions.move_meeting(by=ring[0], meeting=meeting, begins_at=timezone.now() + timedelta(days=9))
    assert tasks.send_invitations.func(str(meeting.id), 0) == 0
    assert tasks.send_invitations.func(str(meeting.id), 1) == 3


# --- pages --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_meeting_is_called_answered_and_held_with_a_tap_each(
    group: Group, ring: list[Person], signed_in: Opened
) -> None:
    ben, asha = signed_in(ring[0]), signed_in(ring[1])
    said = {"day": "23/11/2026", "time": "15:30", "minutes": "60", "purpose": "meeting", "place": "Room 4"}
    page = ben.post(f"/working-together/groups/{group.id}/meet/", said, follow=True)
    assert "Monday 23 November, 15:30" in page.content.decode()
    meeting = group.meetings.get()
    here = f"/working-together/meetings/{meeting.id}/"
    assert "comes" in asha.post(f"{here}answer/", {"answer": "yes"}, follow=True).content.decode()
    assert "It has not begun yet" in asha.post(f"{here}happened/", follow=True).content.decode()
    with clock.at(MONDAY.date(), hour=18):
        assert "Did it happen?" in asha.get(here).content.decode()
        assert "It happened, and stands in" in asha.post(f"{here}happened/", follow=True).content.decode()
        there = {f"minutes-{person.id.hex}": "30" for person in ring[:2]} | {f"minutes-{ring[2].id.hex}": "0"}
        flows = {f"flow-{person.id.hex}": "both" for person in ring}
        page = ben.post(f"{here}there/", {**there, **flows, "why": "Leo was ill"}, follow=True)
    assert "was not there" in page.content.decode()
    assert Entry.objects.get(source=meeting.id, stands=True).why == "Leo was ill"


@pytest.mark.django_db
def test_wrong_times_are_said_at_their_fields(group: Group, ring: list[Person], signed_in: Opened) -> None:
    page = f"/working-together/groups/{group.id}/meet/"
    said = {"day": "30/02/2026", "time": "25:00", "minutes": "60", "purpose": "meeting"}
    told = signed_in(ring[0]).post(page, said).content.decode()
    assert "Enter a day, like" in told and "Enter a valid time" in told
    past = signed_in(ring[0]).post(page, {**said, "day": "1/2/2020", "time": "10:00"}).content.decode()
    assert "This is long past" in past
    assert not group.meetings.exists()


@pytest.mark.django_db
def test_a_calendar_reads_with_its_secret_alone_and_no_word_of_the_work(
    group: Group, ring: list[Person], signed_in: Opened
) -> None:
    called(group, ring[0], MONDAY)
    feed = feeds.make_feed(by=ring[0])
    answer = Client().get(f"/working-together/calendars/{feed.secret}.ics")
    event = Calendar.from_ical(answer.content.decode()).walk("VEVENT")[0]
    assert event["DTSTART"].dt == MONDAY
    assert not any(topic.name.lower() in answer.content.decode().lower() for topic in group.topics.all())
    assert "@" not in answer.content.decode().replace(str(event["UID"]), "")
    again = feeds.make_feed(by=ring[0])
    assert Client().get(f"/working-together/calendars/{feed.secret}.ics").status_code == 404
    feeds.drop_feed(by=ring[0], feed=again)
    assert Client().get(f"/working-together/calendars/{again.secret}.ics").status_code == 404


@pytest.mark.django_db
def test_who_leads_reads_no_meeting_from_the_inside(
    group: Group, ring: list[Person], ada: Person, eve: Person, signed_in: Opened
) -> None:
    here = f"/working-together/meetings/{called(group, ring[0]).id}/"
    for person in (ada, eve):
        assert signed_in(person).get(here).status_code == 404
        assert signed_in(person).post(f"{here}happened/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("meetings", [1, 3])
def test_a_calendar_takes_as_many_queries_for_three_meetings_as_for_one(
    group: Group, ring: list[Person], django_assert_num_queries: Any, meetings: int
) -> None:
    for number in range(meetings):
        called(group, ring[0], MONDAY + timedelta(days=number))
    feed = feeds.make_feed(by=ring[0])
    with django_assert_num_queries(4):
        Client().get(f"/working-together/calendars/{feed.secret}.ics")
