"""Reads of meetings, and of what they take from those who come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from tilth.jpd.models import Attendance, Availability, Feed, Group, GroupMember, Meeting, SchoolTime
from tilth.jpd.queries.groups import present_as
from tilth.jpd.queries.looks import minutes
from tilth.people.models import Person
from tilth.schools.models import School

ASKED_FOR = timedelta(days=21)  # so long after a meeting we ask whether it happened


def _whole() -> QuerySet[Meeting]:
    attendances = Prefetch("attendances", Attendance.objects.select_related("person", "school").order_by("id"))
    members = Prefetch("group__members", GroupMember.objects.filter(left_on=None).select_related("person", "school"))
    return Meeting.objects.select_related("group__partnership", "at_school", "cycle").prefetch_related(
        attendances, members
    )


def meeting(*, viewer: Person, key: UUID) -> Meeting | None:
    """A meeting of a group the viewer is in, or in which they are named."""
    present = present_as(viewer).values("group")
    found = _whole().filter(id=key)
    return found.filter(group__in=present).first() or found.filter(attendances__person=viewer).first()


def whole_meeting(key: UUID) -> Meeting | None:
    """A meeting with everybody in it, for work done later."""
    return _whole().filter(id=key).first()


def meetings_of(group: Group) -> QuerySet[Meeting]:
    """Meetings of a group that are agreed or past, the latest first."""
    return _whole().filter(group=group).exclude(state=Meeting.State.PROPOSED).order_by("-begins_at")


def coming_for(viewer: Person, now: datetime) -> QuerySet[Meeting]:
    """Meetings that are agreed and still to come, the next first."""
    named = Attendance.objects.filter(person=viewer).values("meeting")
    coming = Meeting.objects.filter(id__in=named, state=Meeting.State.AGREED, begins_at__gte=now)
    return coming.select_related("group", "at_school").order_by("begins_at")


def all_for(feed: Feed) -> QuerySet[Meeting]:
    """What a calendar shows: the meetings of its person, or of one of their groups."""
    named = Attendance.objects.filter(person=feed.person).values("meeting")
    recent = timezone.now() - timedelta(days=92)
    found = _whole().filter(id__in=named, begins_at__gte=recent).exclude(state=Meeting.State.PROPOSED)
    return found.filter(group=feed.group) if feed.group else found


def feed(secret: str) -> Feed | None:
    """The calendar with this secret, while its person is there and in the group."""
    found = Feed.objects.filter(secret=secret, person__is_active=True).select_related("person", "group").first()
    if found and found.group and not GroupMember.objects.filter(group=found.group, person=found.person).exists():
        return None
    return found


def to_remind_of(now: datetime) -> QuerySet[Meeting]:
    """Meetings within a day of which nobody has been reminded."""
    soon = Meeting.objects.filter(state=Meeting.State.AGREED, reminded_at=None, begins_at__gt=now)
    return soon.filter(begins_at__lte=now + timedelta(days=1)).select_related("group")


def to_ask_about(now: datetime) -> list[Meeting]:
    """Meetings that are over and of which nobody has said whether they happened."""
    begun = _whole().filter(state=Meeting.State.AGREED, begins_at__lt=now, begins_at__gt=now - ASKED_FOR)
    return [each for each in begun if each.begins_at + timedelta(minutes=each.minutes) < now]


def members_now_with_schools(group: Group) -> QuerySet[GroupMember]:
    """Everybody in a group today, and the school from which they come."""
    return GroupMember.objects.filter(group=group, left_on=None).select_related("person", "school")


def lessons_of(schools: Iterable[School]) -> Mapping[UUID, int]:
    """When there are lessons, for the schools that have said so."""
    return dict(SchoolTime.objects.filter(school__in=schools).values_list("school", "lessons"))


def free_of(people: Iterable[Person]) -> Mapping[UUID, int]:
    """When people are free in the week, for those who have said so."""
    return dict(Availability.objects.filter(person__in=people).values_list("person", "half_hours"))


def minutes_to(place: School, schools: Iterable[School]) -> Mapping[UUID, int]:
    """Minutes from each of these schools to a place, one way; without those whose place nobody knows."""
    known = minutes(School.objects.filter(id__in={place.id, *(school.id for school in schools)}))
    ways = {one: way for (one, other), way in known.items() if other == place.id}
    back = {other: way for (one, other), way in known.items() if one == place.id}
    return {UUID(str(key)): way for key, way in {**ways, **back}.items()}


def schools_of(group: Group) -> QuerySet[School]:
    """The schools from which a group's people come."""
    return School.objects.filter(id__in=members_now_with_schools(group).values("school")).order_by("name")


def feeds_of(viewer: Person) -> QuerySet[Feed]:
    """The calendars of one's own."""
    return Feed.objects.filter(person=viewer).select_related("group").order_by("made_at")


def own_feed(*, viewer: Person, key: UUID) -> Feed | None:
    """A calendar of one's own."""
    return Feed.objects.filter(person=viewer, id=key).first()


def named_in(person: Person) -> QuerySet[Attendance]:
    """Every meeting that names somebody, with what it holds about them, the latest first."""
    return Attendance.objects.filter(person=person).select_related("meeting").order_by("-meeting__begins_at")
