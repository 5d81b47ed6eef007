"""Plans of a term: asked for, found, accepted or dropped. Nobody is invited before somebody who leads has accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth import timetable
from tilth.jpd.actions.meetings import NoTime, NotSo, agree_on
from tilth.jpd.domain import terms
from tilth.jpd.models import Group, Meeting, TermPlan, Unplaced
from tilth.jpd.queries import plans as reads
from tilth.notices import actions as notices
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.trail import actions as trail
from tilth.web.holding import hold
from tilth.web.refusal import Refusal

MOST_WEEKS = 20
FARTHEST = timedelta(days=365)


class OnePlanAtATime(Refusal):
    """A plan of the partnership is still open."""


@transaction.atomic
def plan_term(
    *,
    by: Person,
    partnership: Partnership,
    begins_on: date,
    weeks: int,
    free_weeks: Iterable[date] = (),
    meetings: int = 4,
    minutes: int = 60,
) -> TermPlan:
    """Let Tilth look for times for all groups. Raises OnePlanAtATime, NoTime, NotSo."""
    hold(partnership)
    if partnership.phase != Partnership.Phase.LIVE:
        raise NotSo(_("A term can be planned while the partnership is live."))
    if reads.open_plan(partnership):
        raise OnePlanAtATime(_("There is a plan already. Accept or drop it before you ask for another."))
    _check_term(begins_on, weeks, meetings)
    plan = TermPlan.objects.create(
        partnership=partnership, begins_on=begins_on, weeks=weeks, meetings=meetings, minutes=minutes, made_by=by,
        free_weeks=sorted({terms.monday_of(each).isoformat() for each in free_weeks}), made_at=timezone.now(),
    )  # fmt: skip
    trail.record(by=by, act="jpd.term_planned", about=[partnership])
    transaction.on_commit(lambda: _later(plan))
    return plan


def _later(plan: TermPlan) -> None:
    from tilth.jpd.tasks import find_times  # the task calls back into these actions

    find_times.enqueue(str(plan.id))


def _check_term(begins_on: date, weeks: int, meetings: int) -> None:
    today = timezone.localdate()
    if begins_on.weekday() != 0 or begins_on <= today:
        raise NoTime(_("Choose a Monday that is still to come."), field="begins_on")
    if begins_on > today + FARTHEST:
        raise NoTime(_("This is more than a year away."), field="begins_on")
    if not 1 <= weeks <= MOST_WEEKS:
        raise NoTime(_("A term has between 1 and %(most)s weeks.") % {"most": MOST_WEEKS}, field="weeks")
    if not 1 <= meetings <= weeks:
        raise NoTime(_("A group meets once a week at most."), field="meetings")


@transaction.atomic
def propose_times(*, plan: TermPlan, asked: reads.Asked, found: timetable.Plan) -> int:
    """Write down what was found, for those who lead to look at. Returns how many meetings; none the second time.

    Meetings that were agreed before stay as they are. Groups that ended meanwhile are left out.
    """
    hold(plan)
    if plan.state != TermPlan.State.WAITING:
        return 0
    going = set(Group.objects.filter(partnership=plan.partnership_id, ended_on=None).values_list("id", flat=True))
    rows = _rows(plan, asked, found, going)
    Meeting.objects.bulk_create(rows)
    left = [each for each in found.unplaced if each.group in going]
    Unplaced.objects.bulk_create(
        Unplaced(plan=plan, group_id=UUID(str(each.group)), missing=each.missing, reasons=_written(each.reasons))
        for each in left
    )
    plan.state, plan.found_at = TermPlan.State.PROPOSED, timezone.now()
    plan.value, plan.bound = len(rows), max(len(rows), found.bound - asked.standing)
    plan.save()
    trail.record(by=None, act="jpd.times_found", about=[plan.partnership], meetings=len(rows))
    _tell(plan)
    return len(rows)


def _rows(plan: TermPlan, asked: reads.Asked, found: timetable.Plan, going: set[Any]) -> list[Meeting]:
    weeks = reads.weeks_of(plan)
    stood = {(group.key, *at) for group in asked.request.groups for at in group.kept}
    new = [each for each in found.meetings if each.group in going and (each.group, each.week, each.begins) not in stood]
    return [
        Meeting(
            group_id=UUID(str(each.group)),
            plan=plan,
            state=Meeting.State.PROPOSED,
            begins_at=timezone.make_aware(terms.day_and_time(weeks[each.week], each.begins)),
            minutes=plan.minutes,
            at_school_id=UUID(str(each.school)) if each.school else None,
            place="" if each.school else _("On screens"),
            from_stock=bool(each.from_stock),
            made_by=plan.made_by,
            made_at=timezone.now(),
        )
        for each in new
    ]


def _written(reasons: Iterable[timetable.Reason]) -> list[dict[str, Any]]:
    """Reasons without whose they are: when people are free is their own to tell."""
    told = [
        {
            "why": each.why.value,
            "school": str(each.school) if each.school else None,
            "half_hour": each.half_hour,
            "week": each.week,
            "amount": each.amount,
        }
        for each in reasons
    ]
    return [each for number, each in enumerate(told) if each not in told[:number]]


def _tell(plan: TermPlan) -> None:
    notices.tell(
        to=[plan.made_by] if plan.made_by else [],
        about=plan,
        kind="jpd.term_plan",
        headline=_("Times for the groups of %(partnership)s are found") % {"partnership": plan.partnership},
        body=_("Look at them, and accept them or drop them. Nobody is invited before."),
        link=f"/working-together/terms/{plan.id}/",
        asks=True,
    )


@dataclass(frozen=True)
class Accepted:
    """How many meetings were agreed, and which of those asked for no longer fit: they are still proposed."""

    agreed: int
    clashing: list[Meeting]


@transaction.atomic
def accept_plan(*, by: Person, plan: TermPlan, group: Group | None = None) -> Accepted:
    """Agree on all meetings proposed, or on those of one group, that still fit: members are invited. Raises NotSo.

    What has passed meanwhile, or is of a group that has ended, falls away.
    """
    _held_proposed(plan)
    for each in Group.objects.filter(meetings__in=plan.placed.all()).distinct().order_by("id"):
        hold(each)
    _let_fall(plan)
    proposed = plan.placed.filter(state=Meeting.State.PROPOSED).select_related("group").order_by("group", "begins_at")
    asked = list(proposed.filter(group=group) if group else proposed)
    if group and not asked:
        raise NotSo(_("Nothing is proposed to this group any more."))
    fits = reads.fitting(plan, asked)
    for meeting in (each for each in asked if fits[each.id]):
        agree_on(by=by, meeting=meeting)
    trail.record(by=by, act="jpd.term_accepted", about=[plan.partnership, *([group] if group else [])])
    _end(plan, TermPlan.State.ACCEPTED)
    return Accepted(sum(fits.values()), [each for each in asked if not fits[each.id]])


@transaction.atomic
def move_proposed(*, by: Person, meeting: Meeting, to: str) -> Meeting:
    """Propose another of the times at which its group could meet, as `reads.openings` names them. Raises NotSo, NoTime.

    Nobody has been asked yet, so nobody is told.
    """
    plan = _plan_of(meeting)
    found = next((each for each in reads.openings(plan, meeting) if each.key == to), None)
    if found is None:
        raise NoTime(_("Somebody is not free then any more. Choose another time."), field="to")
    meeting.begins_at, meeting.from_stock, meeting.at_school_id = found.begins_at, found.from_stock, found.school
    meeting.place = "" if found.school else _("On screens")
    meeting.save(update_fields=["begins_at", "from_stock", "at_school", "place"])
    trail.record(by=by, act="jpd.proposed_moved", about=[meeting.group, plan.partnership])
    return meeting


@transaction.atomic
def strike_out(*, by: Person, meeting: Meeting) -> TermPlan:
    """Take one meeting out of what is proposed. Raises NotSo."""
    plan = _plan_of(meeting)
    trail.record(by=by, act="jpd.proposed_struck_out", about=[meeting.group, plan.partnership])
    meeting.delete()
    _end(plan, TermPlan.State.ACCEPTED if plan.placed.exists() else TermPlan.State.DROPPED)
    return plan


def _plan_of(meeting: Meeting) -> TermPlan:
    """The plan of a meeting that is still proposed, held."""
    assert meeting.plan is not None, "only plans propose"
    _held_proposed(meeting.plan)
    hold(meeting)
    if meeting.state != Meeting.State.PROPOSED:
        raise NotSo(_("This meeting is not proposed any more."))
    return meeting.plan


def _held_proposed(plan: TermPlan) -> None:
    hold(plan)
    if plan.state == TermPlan.State.WAITING:
        raise NotSo(_("Tilth is still looking for times. You can accept the plan once it has found them."))
    if plan.state != TermPlan.State.PROPOSED:
        raise NotSo(_("This plan is not waiting for an answer."))


def _let_fall(plan: TermPlan) -> None:
    proposed = plan.placed.filter(state=Meeting.State.PROPOSED)
    proposed.filter(begins_at__lte=timezone.now()).delete()
    proposed.exclude(group__ended_on=None).delete()


def _end(plan: TermPlan, state: TermPlan.State) -> None:
    """Once nothing is proposed any more."""
    if plan.placed.filter(state=Meeting.State.PROPOSED).exists():
        return
    plan.state = state
    plan.save(update_fields=["state"])
    notices.settle(about=plan, kind="jpd.term_plan")


@transaction.atomic
def drop_plan(*, by: Person, plan: TermPlan) -> TermPlan:
    """Throw away what was proposed, and stop the search that goes on. What was accepted stands. Raises NotSo."""
    hold(plan)
    if plan.state not in (TermPlan.State.WAITING, TermPlan.State.PROPOSED):
        raise NotSo(_("This plan has been accepted or dropped already."))
    plan.placed.filter(state=Meeting.State.PROPOSED).delete()
    accepted = plan.placed.exclude(state=Meeting.State.CANCELLED).exists()
    _end(plan, TermPlan.State.ACCEPTED if accepted else TermPlan.State.DROPPED)
    trail.record(by=by, act="jpd.term_dropped", about=[plan.partnership])
    return plan
