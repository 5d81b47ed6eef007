"""Meetings: called, answered, moved, called off; held or not; put right. What was held is written into the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.jpd import wording
from tilth.jpd.domain import meetings as domain
from tilth.jpd.models import Attendance, Cycle, Group, GroupMember, Meeting
from tilth.jpd.queries import meetings as reads
from tilth.ledger import actions as ledger
from tilth.ledger.actions import CostLine, GiftLine
from tilth.ledger.domain.sharing import shared
from tilth.ledger.models import Cost
from tilth.notices import actions as notices
from tilth.people.models import STAFF, Person, Role
from tilth.schools.models import School
from tilth.trail import actions as trail
from tilth.web.holding import hold
from tilth.web.refusal import Refusal

FARTHEST = timedelta(days=400)
LONGEST = 480  # minutes


class NotSo(Refusal):
    """A meeting in this state cannot be changed so."""


class NoTime(Refusal):
    """The time makes no sense."""


@transaction.atomic
def call_meeting(
    *,
    by: Person,
    group: Group,
    begins_at: datetime,
    minutes: int = 60,
    purpose: str = Meeting.Purpose.MEETING,
    at_school: School | None = None,
    place: str = "",
    video: str = "",
    from_stock: bool = False,
) -> Meeting:
    """Agree on a meeting: everybody in the group is invited. Raises NotSo, NoTime."""
    hold(group)
    if group.ended_on is not None:
        raise NotSo(_("This group has ended."))
    _check_time(begins_at, minutes)
    meeting = Meeting.objects.create(
        group=group, cycle=_cycle_at(group, begins_at), purpose=purpose, begins_at=begins_at,
        minutes=minutes, at_school=at_school, place=place, video=video, from_stock=from_stock, made_by=by,
        made_at=timezone.now(),
    )  # fmt: skip
    _seat_all(meeting)
    meeting.attendances.filter(person=by).update(answer=Attendance.Answer.YES)
    trail.record(by=by, act="jpd.meeting_called", about=[group, by])
    _invite(meeting, by)
    return meeting


@transaction.atomic
def agree_on(*, by: Person, meeting: Meeting) -> Meeting:
    """A meeting that a plan proposed is agreed: everybody in the group is invited. Raises NotSo."""
    _held_for_change(meeting, Meeting.State.PROPOSED, otherwise=_("This meeting is not proposed any more."))
    meeting.state, meeting.cycle = Meeting.State.AGREED, _cycle_at(meeting.group, meeting.begins_at)
    meeting.save(update_fields=["state", "cycle"])
    _seat_all(meeting)
    trail.record(by=by, act="jpd.meeting_agreed", about=[meeting.group])
    _invite(meeting, None)
    return meeting


def _cycle_at(group: Group, begins_at: datetime) -> Cycle | None:
    """The cycle under way, unless the meeting is of a day before it began."""
    cycle = group.cycles.filter(ended_at=None).first()
    before = cycle and timezone.localtime(begins_at).date() < timezone.localtime(cycle.begun_at).date()
    return None if before else cycle


def _check_time(begins_at: datetime, minutes: int) -> None:
    now = timezone.now()
    if begins_at < now - timedelta(days=60):
        raise NoTime(_("This is long past. Write down meetings of the last two months at most."), field="day")
    if begins_at > now + FARTHEST:
        raise NoTime(_("This is more than a year away. Choose a nearer day."), field="day")
    end = timezone.localtime(begins_at + timedelta(minutes=minutes))
    if minutes > LONGEST or end.date() != timezone.localtime(begins_at).date():
        raise NoTime(_("A meeting ends on the day on which it begins."), field="minutes")


def _seat_all(meeting: Meeting) -> None:
    seat(meeting, list(reads.members_now_with_schools(meeting.group)))


def seat(meeting: Meeting, members: Collection[GroupMember]) -> None:
    """Name members of the group in a meeting, with what it takes from each to come."""
    takes = _takes(meeting, members)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, person=member.person, school=member.school, **takes[member.person_id])
        for member in members
    )


def _takes(meeting: Meeting, members: Collection[GroupMember]) -> dict[UUID, dict[str, int]]:
    lessons = reads.lessons_of([member.school for member in members])
    free = reads.free_of([member.person for member in members])
    place = meeting.at_school
    ways = reads.minutes_to(place, [member.school for member in members]) if place else {}
    begins = timezone.localtime(meeting.begins_at)
    taught = {GroupMember.Part.STUDENT, GroupMember.Part.TRAINEE}  # nobody needs to cover for them
    return {
        member.person_id: {
            "cover": 0 if member.part in taught else domain.cover(
                begins, meeting.minutes, lessons=lessons.get(member.school_id, 0), free=free.get(member.person_id, 0)
            ),
            "travel": 2 * ways.get(member.school_id, 0),
        }
        for member in members
    }  # fmt: skip


def _invite(meeting: Meeting, by: Person | None) -> None:
    """Ask everybody who has not answered; their calendars are told once this is done for good."""
    ask_to_come(meeting, [each.person for each in _named(meeting) if each.person != by and not each.answer])
    _tell_calendars(meeting)


def ask_to_come(meeting: Meeting, people: Collection[Person]) -> None:
    notices.tell(
        to=people,
        about=meeting,
        kind="jpd.meeting",
        headline=_("Can you come on %(when)s?") % {"when": wording.meeting_time(meeting)},
        body=wording.where(meeting),
        link=wording.meeting_page(meeting),
        asks=True,
    )


def _tell_calendars(meeting: Meeting) -> None:
    transaction.on_commit(partial(_send_later, str(meeting.id), meeting.sequence))


def _send_later(key: str, sequence: int) -> None:
    from tilth.jpd.tasks import send_invitations  # the task calls back into these actions

    send_invitations.enqueue(key, sequence)


def _named(meeting: Meeting) -> list[Attendance]:
    return list(meeting.attendances.select_related("person", "school").order_by("id"))


def _held_for_change(meeting: Meeting, *states: str, otherwise: str) -> None:
    hold(meeting)
    if meeting.state not in states:
        raise NotSo(otherwise)


@transaction.atomic
def answer_meeting(*, by: Person, meeting: Meeting, answer: str) -> Meeting:
    """Say whether one comes. Raises NotSo."""
    _held_for_change(meeting, Meeting.State.AGREED, otherwise=_("This meeting is not to come any more."))
    meeting.attendances.filter(person=by).update(answer=answer)
    notices.settle(about=meeting, kind="jpd.meeting", person=by)
    if answer == Attendance.Answer.NO:
        notices.tell(
            to=[each.person for each in _named(meeting) if each.person != by],
            about=meeting,
            kind=f"jpd.cannot_come.{by.id.hex}",
            headline=_("%(by)s cannot come on %(when)s") % {"by": by.name, "when": wording.meeting_time(meeting)},
            body=_("Meet without them, or choose another time."),
            link=wording.meeting_page(meeting),
        )
    return meeting


@transaction.atomic
def move_meeting(
    *,
    by: Person,
    meeting: Meeting,
    begins_at: datetime,
    minutes: int | None = None,
    at_school: School | None = None,
    place: str = "",
    video: str = "",
) -> Meeting:
    """Meet at another time or place: everybody is asked anew. Raises NotSo, NoTime."""
    _held_for_change(meeting, Meeting.State.AGREED, otherwise=_("This meeting cannot be moved any more."))
    _check_time(begins_at, minutes or meeting.minutes)
    meeting.begins_at, meeting.minutes = begins_at, minutes or meeting.minutes
    meeting.at_school, meeting.place, meeting.video = at_school, place, video
    meeting.sequence, meeting.reminded_at = meeting.sequence + 1, None
    meeting.save()
    meeting.attendances.all().delete()
    _seat_all(meeting)
    meeting.attendances.filter(person=by).update(answer=Attendance.Answer.YES)
    trail.record(by=by, act="jpd.meeting_moved", about=[meeting.group, by])
    notices.settle(about=meeting, kind="jpd.did_it_happen")
    _invite(meeting, by)
    return meeting


@transaction.atomic
def cancel_meeting(*, by: Person | None, meeting: Meeting, why: str = "") -> Meeting:
    """Call a meeting off. Raises NotSo."""
    _held_for_change(
        meeting, Meeting.State.AGREED, Meeting.State.PROPOSED, otherwise=_("This meeting is not to come any more.")
    )
    was_agreed = meeting.state == Meeting.State.AGREED
    meeting.state, meeting.why, meeting.sequence = Meeting.State.CANCELLED, why, meeting.sequence + 1
    meeting.save()
    _forget_asking(meeting)
    trail.record(by=by, act="jpd.meeting_cancelled", about=[meeting.group])
    if was_agreed:
        notices.tell(
            to=[each.person for each in _named(meeting) if each.person != by],
            about=meeting,
            kind="jpd.meeting_cancelled",
            headline=_("Your meeting on %(when)s is called off") % {"when": wording.meeting_time(meeting)},
            body=why,
            link=wording.meeting_page(meeting),
        )
        _tell_calendars(meeting)
    return meeting


def _forget_asking(meeting: Meeting) -> None:
    for kind in ("jpd.meeting", "jpd.did_it_happen", "jpd.meeting_soon"):
        notices.settle(about=meeting, kind=kind)


@transaction.atomic
def call_off_all_to_come(*, by: Person | None, group: Group) -> int:
    """With its group, a meeting that is still to come falls away. Returns how many."""
    coming = group.meetings.filter(state__in=(Meeting.State.AGREED, Meeting.State.PROPOSED))
    falling = list(coming.filter(begins_at__gt=timezone.now()))
    for meeting in falling:
        cancel_meeting(by=by, meeting=meeting, why=_("The group has ended."))
    return len(falling)


@transaction.atomic
def hold_meeting(
    *,
    by: Person,
    meeting: Meeting,
    minutes: Mapping[UUID, int] | None = None,
    gives: Collection[UUID] | None = None,
    gains: Collection[UUID] | None = None,
    why: str = "",
) -> Meeting:
    """Say that it happened, and who was there how long: all, for all of it, unless `minutes` says otherwise.

    Said again it puts right what was said before; the ledger keeps each version. Raises NotSo.
    """
    hold(meeting)
    if meeting.state == Meeting.State.CANCELLED or meeting.state == Meeting.State.PROPOSED:
        raise NotSo(_("This meeting was called off."))
    if meeting.begins_at > timezone.now():
        raise NotSo(_("It has not begun yet."))
    again = meeting.state != Meeting.State.AGREED
    meeting.state, meeting.why = Meeting.State.HELD, why
    meeting.save(update_fields=["state", "why"])
    named = _named(meeting)
    for each in named:
        each.minutes = min(LONGEST, meeting.minutes if minutes is None else minutes.get(each.person_id, 0))
        each.gives = each.person_id in gives if gives is not None else each.gives
        each.gains = each.person_id in gains if gains is not None else each.gains
        each.gives = each.gives or not each.gains  # whoever comes gives or gains
    Attendance.objects.bulk_update(named, ["minutes", "gives", "gains"])
    trail.record(by=by, act="jpd.meeting_corrected" if again else "jpd.meeting_held", about=[meeting.group, by])
    _forget_asking(meeting)
    _write_ledger(by, meeting, named, why)
    return meeting


@transaction.atomic
def not_held(*, by: Person, meeting: Meeting, why: str = "") -> Meeting:
    """Say that it did not happen. What stood in the ledger of it is taken back. Raises NotSo."""
    hold(meeting)
    if meeting.state in (Meeting.State.CANCELLED, Meeting.State.PROPOSED):
        raise NotSo(_("This meeting was called off."))
    if meeting.begins_at > timezone.now():
        raise NotSo(_("It has not begun yet. Call it off instead."))
    was_held = meeting.state == Meeting.State.HELD
    meeting.state, meeting.why = Meeting.State.NOT_HELD, why
    meeting.save(update_fields=["state", "why"])
    meeting.attendances.update(minutes=None)
    trail.record(by=by, act="jpd.meeting_not_held", about=[meeting.group, by])
    _forget_asking(meeting)
    if was_held:
        ledger.withdraw(by=by, source=meeting.id, why=why)
    return meeting


def _write_ledger(by: Person, meeting: Meeting, named: Collection[Attendance], why: str) -> None:
    """Gifts by who was there, gave and gained; costs by school: cover and travel, and training-day time."""
    there = {each.person_id: each for each in named if each.minutes}
    flows = shared(
        {key: each.minutes or 0 for key, each in there.items()},
        {key for key, each in there.items() if each.gives},
        {key for key, each in there.items() if each.gains},
    )
    gifts = [
        GiftLine(there[a].person, there[a].school, there[b].person, there[b].school, minutes) for a, b, minutes in flows
    ]
    ledger.record(
        by=by,
        source=meeting.id,
        kind=meeting.purpose,
        partnership=meeting.group.partnership,
        topic=meeting.group.topics.order_by("name").first(),
        happened_on=timezone.localtime(meeting.begins_at).date(),
        link=wording.meeting_page(meeting),
        gifts=gifts,
        costs=_costs(meeting, there.values()),
        why=why,
    )


def _costs(meeting: Meeting, there: Collection[Attendance]) -> list[CostLine]:
    """What it took from the schools of those who were there. Training-day time is the staff's alone."""
    costs = [CostLine(each.school, Cost.Kind.COVER, each.cover) for each in there if each.cover]
    costs += [CostLine(each.school, Cost.Kind.TRAVEL, each.travel) for each in there if each.travel]
    if meeting.from_stock:
        roles = Role.objects.filter(person__in=[each.person_id for each in there], kind__in=STAFF)
        staff = set(roles.values_list("person", flat=True))
        in_stock = [each for each in there if each.person_id in staff]
        costs += [CostLine(each.school, Cost.Kind.STOCK, each.minutes or 0) for each in in_stock]
    return costs


# --- what is asked by itself --------------------------------------------------------------------


@transaction.atomic
def remind(*, meeting: Meeting) -> None:
    """Tell everybody in a meeting, the day before, that it comes. Once."""
    hold(meeting)
    if meeting.state != Meeting.State.AGREED or meeting.reminded_at is not None:
        return
    meeting.reminded_at = timezone.now()
    meeting.save(update_fields=["reminded_at"])
    notices.tell(
        to=[each.person for each in _named(meeting) if each.answer != Attendance.Answer.NO],
        about=meeting,
        kind="jpd.meeting_soon",
        headline=_("You meet on %(when)s") % {"when": wording.meeting_time(meeting)},
        body=wording.where(meeting),
        link=wording.meeting_page(meeting),
    )


@transaction.atomic
def ask_whether_it_happened(*, meeting: Meeting) -> None:
    """Ask everybody in a meeting that is over; the first answer settles it for all."""
    notices.settle(about=meeting, kind="jpd.meeting_soon")
    notices.settle(about=meeting, kind="jpd.meeting")
    notices.tell(
        to=[each.person for each in _named(meeting) if each.answer != Attendance.Answer.NO],
        about=meeting,
        kind="jpd.did_it_happen",
        headline=_("Did your meeting of %(when)s happen?") % {"when": wording.meeting_time(meeting)},
        body=_("One tap is enough; hours follow by themselves."),
        link=wording.meeting_page(meeting),
        asks=True,
    )
