"""Who belongs in meetings to come: those who leave a group, or are forgotten, are taken out of them."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from tilth.jpd.models import Feed, Group, Meeting
from tilth.notices import actions as notices
from tilth.people.models import Person
from tilth.web.holding import hold

TO_COME = (Meeting.State.AGREED, Meeting.State.PROPOSED)


@transaction.atomic
def drop_out(*, person: Person, group: Group) -> int:
    """Take somebody who has left a group out of its meetings to come, and close their calendar of it.

    What was held stays as it was. Returns out of how many.
    """
    coming = Meeting.objects.filter(group=group, state__in=TO_COME, begins_at__gt=timezone.now())
    left = [_take_out(person, meeting) for meeting in coming]
    Feed.objects.filter(person=person, group=group).delete()
    return sum(left)


def _take_out(person: Person, meeting: Meeting) -> int:
    hold(meeting)  # somebody may be moving it at this moment, and name everybody anew
    for kind in ("jpd.meeting", "jpd.meeting_soon"):
        notices.settle(about=meeting, kind=kind, person=person)
    return meeting.attendances.filter(person=person).delete()[0]


@transaction.atomic
def forget_in_meetings(*, person: Person) -> None:
    """Take an erased person out of meetings to come, and close their calendars."""
    for group in Group.objects.filter(meetings__attendances__person=person).distinct():
        drop_out(person=person, group=group)
    Feed.objects.filter(person=person).delete()
    Meeting.objects.filter(made_by=person).update(made_by=None)
