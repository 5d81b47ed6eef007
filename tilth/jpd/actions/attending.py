"""Who belongs in meetings to come: whoever joins a group is asked to them, whoever leaves is taken out."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from tilth.jpd.actions.meetings import ask_to_come, seat
from tilth.jpd.models import Attendance, Feed, Group, GroupMember, Meeting
from tilth.notices import actions as notices
from tilth.people.models import Person
from tilth.web.holding import hold

TO_COME = (Meeting.State.AGREED, Meeting.State.PROPOSED)


@transaction.atomic
def join_in(member: GroupMember) -> int:
    """Ask somebody who has joined a group to its meetings that are agreed and still to come. Returns to how many."""
    coming = list(_to_come(member.group).filter(state=Meeting.State.AGREED).exclude(attendances__person=member.person))
    for meeting in coming:
        hold(meeting)
        seat(meeting, [member])
        ask_to_come(meeting, [member.person])
    transaction.on_commit(partial(_calendar_later, [str(meeting.id) for meeting in coming], str(member.id)))
    return len(coming)


def _to_come(group: Group) -> QuerySet[Meeting]:
    return Meeting.objects.filter(group=group, state__in=TO_COME, begins_at__gt=timezone.now())


def _calendar_later(meetings: list[str], member: str) -> None:
    from tilth.jpd.tasks import tell_calendar_of  # the task calls back into these actions

    if meetings:
        tell_calendar_of.enqueue(member, meetings)


@transaction.atomic
def drop_out(*, person: Person, group: Group) -> int:
    """Take somebody who has left a group out of its meetings to come, and close their calendar of it.

    What was held stays as it was. Returns out of how many.
    """
    left = [meeting for meeting in _to_come(group) if _take_out(person, meeting)]
    Feed.objects.filter(person=person, group=group).delete()
    member = group.members.filter(person=person).first()
    if member and left:
        transaction.on_commit(partial(_calendar_later, [str(meeting.id) for meeting in left], str(member.id)))
    return len(left)


def _take_out(person: Person, meeting: Meeting) -> int:
    hold(meeting)  # somebody may be moving it at this moment, and name everybody anew
    for kind in ("jpd.meeting", "jpd.meeting_soon"):
        notices.settle(about=meeting, kind=kind, person=person)
    return Attendance.objects.filter(meeting=meeting, person=person).delete()[0]


@transaction.atomic
def forget_in_meetings(*, person: Person) -> None:
    """Take an erased person out of meetings to come, and close their calendars."""
    for group in Group.objects.filter(meetings__attendances__person=person).distinct():
        drop_out(person=person, group=group)
    Feed.objects.filter(person=person).delete()
    Meeting.objects.filter(made_by=person).update(made_by=None)
