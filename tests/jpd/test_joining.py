"""Further people are asked into a group that stands, join its meetings to come, and an invitation can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.core import mail
from django.http import Http404
from django.test import Client
from django.utils import timezone

from tests.factories.jpd import proposed, school_in, standing, teacher
from tilth.demo import clock
from tilth.jpd import actions, queries
from tilth.jpd.models import Group, GroupInvitation, Meeting
from tilth.notices.models import Notice
from tilth.partnerships.models import Partnership
from tilth.people.models import STAFF, Person
from tilth.schools.models import School

pytestmark = pytest.mark.django_db
WHY = "We are the whole department."


@pytest.fixture(autouse=True)
def a_friday_afternoon() -> Iterator[None]:
    with clock.at(date(2026, 11, 20), hour=14):
        yield


@pytest.fixture
def group(rowan: Partnership, ring: list[Person]) -> Group:
    return standing(proposed(rowan))


@pytest.fixture
def mina(rowan: Partnership) -> Person:
    return teacher(rowan, 0, "Mina Sol")


def ask(group: Group, by: Person, *people: Person, reason: str = WHY) -> GroupInvitation | None:
    places = [(person, school_of(person, group.partnership), "member") for person in people]
    actions.ask_in(by=by, group=group, people=places, reason=reason)
    return group.invitations.filter(answer="").first()


def school_of(person: Person, partnership: Partnership) -> School:
    return queries.place_in(person, partnership, STAFF) or school_in(partnership, 0)


def say(by: Person, group: Group, answer: str = "yes") -> None:
    actions.answer_invitation(by=by, invitation=group.invitations.get(person=by), answer=answer)


def names(group: Group) -> set[str]:
    return set(queries.members_now(group).values_list("name", flat=True))


def test_who_is_asked_later_is_in_it_after_a_yes_and_not_before(group: Group, ring: list[Person], mina: Person) -> None:
    ask(group, ring[0], mina)
    assert "Mina Sol" not in names(group)
    say(mina, group)
    assert "Mina Sol" in names(group)
    assert Notice.objects.filter(person=ring[1], headline="Mina Sol said yes to your group").exists()


def test_who_joins_is_asked_to_meetings_to_come_and_their_calendar_alone_hears_of_it(
    group: Group, ring: list[Person], mina: Person, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    held = actions.call_meeting(by=ring[0], group=group, begins_at=timezone.now() - timedelta(days=2))
    coming = actions.call_meeting(by=ring[0], group=group, begins_at=timezone.now() + timedelta(days=2))
    ask(group, ring[0], mina)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        say(mina, group)
    assert coming.attendances.filter(person=mina, answer="").exists()
    assert not held.attendances.filter(person=mina).exists()
    (told,) = [each for each in mail.outbox if each.attachments]
    assert told.to == [mina.email] and "METHOD:REQUEST" in str(told.attachments)


def test_the_calendar_of_who_leaves_hears_that_it_is_off_for_them(
    group: Group, ring: list[Person], django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    actions.call_meeting(by=ring[0], group=group, begins_at=timezone.now() + timedelta(days=2))
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.leave_group(by=ring[2], group=group)
    (told,) = [each for each in mail.outbox if each.attachments]
    assert told.to == [ring[2].email] and "METHOD:CANCEL" in str(told.attachments)
    assert group.meetings.get().state == Meeting.State.AGREED


def test_one_who_left_can_come_back_and_one_who_said_no_can_be_asked_again(
    group: Group, ring: list[Person], mina: Person
) -> None:
    actions.leave_group(by=ring[2], group=group)
    ask(group, ring[0], mina, ring[2])
    say(mina, group, "no")
    say(ring[2], group)
    assert names(group) == {person.name for person in ring}
    ask(group, ring[0], mina)
    say(mina, group)
    assert "Mina Sol" in names(group)


def test_four_need_a_reason_and_nine_are_too_many(group: Group, ring: list[Person], rowan: Partnership) -> None:
    more = [teacher(rowan, 0, f"Teacher {number}") for number in range(6)]
    with pytest.raises(actions.TooFewOrMany, match="Say why"):
        ask(group, ring[0], more[0], reason=" ")
    ask(group, ring[0], *more[:5])
    with pytest.raises(actions.TooFewOrMany, match="eight people at most"):
        ask(group, ring[0], more[5])


def test_nobody_is_asked_twice_or_asked_into_where_they_are(group: Group, ring: list[Person], mina: Person) -> None:
    ask(group, ring[0], mina)
    with pytest.raises(actions.NotHere, match="has been asked already"):
        ask(group, ring[1], mina)
    with pytest.raises(actions.NotHere, match="is in this group already"):
        ask(group, ring[0], ring[1])


def test_somebody_from_elsewhere_is_not_asked(group: Group, ring: list[Person], eve: Person) -> None:
    with pytest.raises(actions.NotHere):
        ask(group, ring[0], eve)


def test_what_is_taken_back_is_gone_and_the_group_goes_on(group: Group, ring: list[Person], mina: Person) -> None:
    invitation = ask(group, ring[0], mina)
    assert invitation is not None
    actions.take_back_invitation(by=ring[1], invitation=invitation)
    assert not Notice.objects.filter(person=mina, kind="jpd.group_invitation", settled_at=None).exists()
    assert names(group) == {person.name for person in ring}
    assert group.ended_on is None
    with pytest.raises(GroupInvitation.DoesNotExist):
        say(mina, group)


def test_a_group_of_one_ends_when_the_last_who_was_asked_says_no(rowan: Partnership, ring: list[Person]) -> None:
    school = school_in(rowan, 1)
    new = actions.form_group(
        by=ring[0], partnership=rowan, name="", kind="exchange", topics=[], people=[(ring[1], school, "member")]
    )
    say(ring[1], new)
    ask(new, ring[0], ring[2])
    actions.leave_group(by=ring[1], group=new)
    new.refresh_from_db()
    assert new.ended_on is None
    say(ring[2], new, "no")
    new.refresh_from_db()
    assert new.ended_on is not None


def test_members_ask_on_a_page_and_take_back_there(
    group: Group, ring: list[Person], mina: Person, signed_in: Callable[[Person], Client]
) -> None:
    browser, page = signed_in(ring[0]), f"/working-together/groups/{group.id}/people/"
    found = browser.post(page, {"people-words": "Mina", "find": "people"}).content.decode()
    assert "Mina Sol" in found
    told = browser.post(page, {"people": str(mina.id), "reason": ""}).content.decode()
    assert "Say why this group needs to be larger" in told and "Mina Sol" in told
    told = browser.post(page, {"people": str(mina.id), "reason": WHY}, follow=True).content.decode()
    assert "Asked. You hear from us" in told
    undo = f"/working-together/invitations/{group.invitations.get().id}/take-back/"
    assert undo in browser.get(page).content.decode()
    assert signed_in(mina).post(undo).status_code == 404
    assert "Taken back." in browser.post(undo, follow=True).content.decode()
    assert not group.invitations.exists()


def test_what_two_take_back_at_once_is_taken_back_once(group: Group, ring: list[Person], mina: Person) -> None:
    one = ask(group, ring[0], mina)
    assert one is not None
    other, answered = (GroupInvitation.objects.get(id=one.id) for _ in range(2))
    actions.take_back_invitation(by=ring[1], invitation=one)
    with pytest.raises(Http404):
        actions.take_back_invitation(by=ring[0], invitation=other)
    with pytest.raises(Http404):
        actions.answer_invitation(by=mina, invitation=answered, answer="yes")
