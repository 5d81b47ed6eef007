"""Who leaves a group, or is forgotten, is taken out of its meetings to come; what was held stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories.jpd import proposed, standing
from tilth.demo import clock
from tilth.jpd import actions, holdings
from tilth.jpd.actions import feeds
from tilth.jpd.models import Feed, Group
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.people.signals import person_erased

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_friday_afternoon() -> Iterator[None]:
    with clock.at(date(2026, 11, 20), hour=14):
        yield


@pytest.fixture
def group(rowan: Partnership, ring: list[Person]) -> Group:
    return standing(proposed(rowan))


def test_who_leaves_is_in_no_meeting_to_come_and_stays_in_those_held(group: Group, ring: list[Person]) -> None:
    gone, other = ring[0], ring[1]
    held = actions.call_meeting(by=gone, group=group, begins_at=timezone.now() - timedelta(days=2))
    actions.hold_meeting(by=gone, meeting=held)
    coming = actions.call_meeting(by=other, group=group, begins_at=timezone.now() + timedelta(days=2))
    feeds.make_feed(by=gone, group=group)
    actions.leave_group(by=gone, group=group)
    assert held.attendances.filter(person=gone).exists()
    assert not coming.attendances.filter(person=gone).exists()
    assert not Feed.objects.filter(person=gone).exists()


def test_a_forgotten_person_is_awaited_nowhere_and_their_calendars_close(group: Group, ring: list[Person]) -> None:
    gone = ring[0]
    coming = actions.call_meeting(by=gone, group=group, begins_at=timezone.now() + timedelta(days=2))
    feeds.make_feed(by=gone)
    person_erased.send(sender=Person, person=gone, was_called=gone.name)
    coming.refresh_from_db()
    assert coming.made_by is None and not coming.attendances.filter(person=gone).exists()
    assert not Feed.objects.filter(person=gone).exists()


def test_people_are_told_in_which_meetings_they_are_named(group: Group, ring: list[Person]) -> None:
    held = actions.call_meeting(by=ring[0], group=group, begins_at=timezone.now() - timedelta(days=2))
    actions.hold_meeting(by=ring[0], meeting=held, minutes={ring[0].id: 45})
    feeds.make_feed(by=ring[0])
    said = [str(what) for _when, what in holdings.my_meetings(ring[0]).rows]
    assert len(said) == 2 and "45 minutes there" in said[0]
    assert "0 minutes there" in str(holdings.my_meetings(ring[1]).rows[0][1])
