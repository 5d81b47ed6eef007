"""What a plan of a term is made from, in the timetable's terms: keys and numbers, no names. And plans, to read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from tilth import timetable
from tilth.jpd.domain import terms
from tilth.jpd.domain.meetings import cover
from tilth.jpd.domain.week import A_DAY
from tilth.jpd.models import (
    Attendance,
    Availability,
    Group,
    GroupMember,
    Meeting,
    SchoolTime,
    TermPlan,
    TrainingDay,
    Unplaced,
)
from tilth.jpd.queries.looks import minutes
from tilth.jpd.queries.meetings import free_of
from tilth.jpd.queries.time import used_in
from tilth.ledger.domain.terms import year_of
from tilth.partnerships.models import Partnership
from tilth.partnerships.queries import partnership_leads
from tilth.people.models import Person
from tilth.schools.models import School

TAUGHT = {GroupMember.Part.STUDENT, GroupMember.Part.TRAINEE}  # nobody needs to cover for them
IN_A_ROOM = {Group.Kind.LESSON_STUDY, Group.Kind.ROUNDS}  # they watch lessons together


def term_plan(*, viewer: Person, key: UUID) -> TermPlan | None:
    """A plan of a partnership the viewer leads."""
    plan = TermPlan.objects.filter(id=key).select_related("partnership", "made_by").first()
    return plan if plan and partnership_leads(plan.partnership).filter(id=viewer.id).exists() else None


def plans_of(partnership: Partnership) -> QuerySet[TermPlan]:
    """The plans of a partnership, the latest first."""
    return partnership.term_plans.all()


def open_plan(partnership: Partnership) -> TermPlan | None:
    """The plan that waits for its turn, or for an answer."""
    return partnership.term_plans.filter(state__in=(TermPlan.State.WAITING, TermPlan.State.PROPOSED)).first()


def to_find(key: UUID) -> TermPlan | None:
    """A plan that waits to be made."""
    return TermPlan.objects.filter(id=key, state=TermPlan.State.WAITING).select_related("partnership").first()


def still_waits(plan: TermPlan) -> bool:
    return TermPlan.objects.filter(id=plan.id, state=TermPlan.State.WAITING).exists()


def placed(plan: TermPlan) -> QuerySet[Meeting]:
    """The meetings a plan found that still stand, by time, with their groups and the schools of those who meet."""
    members = Prefetch("group__members", GroupMember.objects.filter(left_on=None).select_related("person", "school"))
    found = plan.placed.exclude(state=Meeting.State.CANCELLED).select_related("group", "at_school")
    return found.prefetch_related(members).order_by("begins_at", "group")


def unplaced(plan: TermPlan) -> QuerySet[Unplaced]:
    """Groups for which a plan found too few times."""
    members = Prefetch("group__members", GroupMember.objects.filter(left_on=None).select_related("person", "school"))
    return plan.unplaced.filter(group__ended_on=None).select_related("group").prefetch_related(members).order_by("id")


def weeks_of(plan: TermPlan) -> list[date]:
    """The Mondays of the weeks in which groups can meet."""
    return terms.mondays(plan.begins_on, plan.weeks, {date.fromisoformat(each) for each in plan.free_weeks})


# --- in the timetable's terms -------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """A request, and how many of its meetings stand already."""

    request: timetable.Request
    standing: int


def request(plan: TermPlan) -> Asked:
    """Everything a plan is made from. A fixed number of queries."""
    groups = [group for group in _groups(plan.partnership) if len(group.members.all()) > 1]
    members = {member.person_id: member for group in reversed(groups) for member in group.members.all()}
    schools = {member.school_id for group in groups for member in group.members.all()}
    standing, ways = _standing(plan, list(members)), minutes(School.objects.filter(id__in=schools))
    asked = [*_asked(plan, groups, standing), *_beside(plan, groups, standing, set(members))]
    return Asked(
        timetable.Request(
            weeks=plan.weeks,
            schools=_schools(plan, schools),
            people=_people(plan, members, schools, standing),
            groups=tuple(asked),
            travel=dict(ways.items()),
        ),
        sum(len(group.kept) for group in asked),
    )


def fitting(plan: TermPlan, meetings: Iterable[Meeting]) -> dict[UUID, bool]:
    """Of meetings that are proposed, whether each still fits beside all that was agreed meanwhile."""
    asked = list(meetings)
    return dict(zip([each.id for each in asked], timetable.fitting(*_beside_one_another(plan, asked)), strict=True))


def openings(plan: TermPlan, meeting: Meeting) -> list[terms.Opening]:
    """Where else the group of a proposed meeting could meet, beside all else that is proposed or agreed."""
    others = plan.placed.filter(state=Meeting.State.PROPOSED).exclude(id=meeting.id).order_by("begins_at", "id")
    found = timetable.openings(*_beside_one_another(plan, others), meeting.group_id)
    weeks, now = weeks_of(plan), timezone.now()
    times = [(timezone.make_aware(terms.day_and_time(weeks[each.week], each.begins)), each) for each in found]
    hosts = School.objects.filter(id__in=[str(each.school) for each in found if each.school])
    places = {str(host.id): (host.id, host.name) for host in hosts}
    opening = [
        terms.Opening(at, school, place, len(each.covered), bool(each.from_stock))
        for at, each in times
        for school, place in [places.get(str(each.school), (None, ""))]
        if at > now and (at, each.school) != (meeting.begins_at, meeting.at_school_id)
    ]
    return sorted(opening, key=lambda each: (each.begins_at, each.place))


def _beside_one_another(
    plan: TermPlan, meetings: Iterable[Meeting]
) -> tuple[timetable.Request, list[timetable.Meeting]]:
    """The request as of now, and these meetings in its terms."""
    weeks, length = weeks_of(plan), terms.half_hours(plan.minutes)
    planned = [
        timetable.Meeting(each.group_id, week or 0, begins or 0, length, each.at_school_id)
        for each in meetings
        for week, begins in [_place(each, weeks)]
    ]
    return request(plan).request, planned


def proposed_meeting(*, viewer: Person, key: UUID) -> Meeting | None:
    """A meeting that a plan of a partnership the viewer leads proposes."""
    found = Meeting.objects.filter(id=key, state=Meeting.State.PROPOSED, plan__state=TermPlan.State.PROPOSED)
    meeting = found.select_related("plan__partnership", "group", "at_school").first()
    return meeting if meeting and meeting.plan and term_plan(viewer=viewer, key=meeting.plan.id) else None


def _groups(partnership: Partnership) -> QuerySet[Group]:
    """The groups of a partnership that go on, with those who are in them today."""
    present = Prefetch("members", GroupMember.objects.filter(left_on=None).order_by("position"))
    return partnership.groups.filter(ended_on=None).prefetch_related(present).order_by("started_on", "id")


def _standing(plan: TermPlan, people: Iterable[UUID]) -> list[tuple[Meeting, int, int]]:
    """Meetings of these people that are agreed, whatever group they are of, each with its week and half-hour."""
    weeks = weeks_of(plan)
    since = timezone.make_aware(datetime.combine(weeks[0], time()))
    before = timezone.make_aware(datetime.combine(weeks[-1] + timedelta(days=7), time()))
    named = Attendance.objects.filter(person__in=list(people)).values("meeting")
    agreed = Meeting.objects.filter(
        id__in=named, state=Meeting.State.AGREED, begins_at__gte=since, begins_at__lt=before
    )
    places = [(each, *_place(each, weeks)) for each in agreed.prefetch_related("attendances")]
    return [(each, week, place) for each, week, place in places if week is not None and place is not None]


def _place(meeting: Meeting, weeks: list[date]) -> tuple[int | None, int | None]:
    begins = timezone.localtime(meeting.begins_at)
    monday = terms.monday_of(begins.date())
    return (weeks.index(monday) if monday in weeks else None), terms.place_of(begins)


def _length(meeting: Meeting, place: int) -> int:
    """The half-hours a meeting touches, within its day."""
    begins = timezone.localtime(meeting.begins_at)
    return min(terms.half_hours(begins.minute % 30 + meeting.minutes), A_DAY - place % A_DAY)


def _is_kept(plan: TermPlan, group: UUID, meeting: Meeting, place: int) -> bool:
    """Whether a meeting that stands is one of those asked for: of the group, and as long."""
    return meeting.group_id == group and _length(meeting, place) == terms.half_hours(plan.minutes)


def _asked(plan: TermPlan, groups: Iterable[Group], standing: list[tuple[Meeting, int, int]]) -> list[timetable.Group]:
    return [
        timetable.Group(
            key=group.id,
            people=tuple(member.person_id for member in group.members.all()),
            meetings=max(0, plan.meetings - sum(each.group_id == group.id for each, *_at in standing) + len(kept)),
            half_hours=terms.half_hours(plan.minutes),
            video=group.kind not in IN_A_ROOM and len({member.school_id for member in group.members.all()}) > 1,
            kept=kept,
        )
        for group in groups
        for kept in [tuple((week, at) for each, week, at in standing if _is_kept(plan, group.id, each, at))]
    ]


def _beside(
    plan: TermPlan, groups: Iterable[Group], standing: list[tuple[Meeting, int, int]], known: set[UUID]
) -> list[timetable.Group]:
    """Other meetings of these people, as groups that meet once: what they take is gone."""
    own = {group.id for group in groups}
    beside = [
        (each, week, place)
        for each, week, place in standing
        if each.group_id not in own or not _is_kept(plan, each.group_id, each, place)
    ]
    return [
        timetable.Group(
            key=("stands", each.id),
            people=tuple(named.person_id for named in each.attendances.all() if named.person_id in known),
            meetings=1,
            half_hours=_length(each, place),
            kept=((week, place),),
        )
        for each, week, place in beside
    ]


def _schools(plan: TermPlan, keys: set[UUID]) -> tuple[timetable.School, ...]:
    said = SchoolTime.objects.in_bulk(list(keys))
    stock = _stock_of(plan, keys)
    return tuple(
        timetable.School(
            key=key,
            lessons=time.lessons,
            twilights=time.twilights & ~time.lessons,
            cover=time.cover_limit,
            stock=_in_half_hours(plan, stock[key]),
            rooms=time.rooms,
        )
        for key in sorted(keys)
        for time in [said.get(key) or SchoolTime(school_id=key)]
    )


def _stock_of(plan: TermPlan, keys: Iterable[UUID]) -> defaultdict[UUID, int]:
    """Minutes for each of the staff, from all training days of the year that were taken apart."""
    stock: defaultdict[UUID, int] = defaultdict(int)
    taken = TrainingDay.objects.filter(school__in=list(keys), year=year_of(plan.begins_on)).exclude(bundle=None)
    for school, minutes_of_day in taken.values_list("school", "minutes"):
        stock[school] += minutes_of_day
    return stock


def _in_half_hours(plan: TermPlan, stock: int) -> int:
    """Minutes of stock as half-hours of meetings of this length: 45 minutes take up two."""
    return stock // plan.minutes * terms.half_hours(plan.minutes)


def _people(
    plan: TermPlan,
    members: dict[UUID, GroupMember],
    schools: set[UUID],
    standing: list[tuple[Meeting, int, int]],
) -> tuple[timetable.Person, ...]:
    free = dict(Availability.objects.filter(person__in=list(members)).values_list("person", "half_hours"))
    counted = [each.id for each, *_at in standing]  # the timetable counts what those take that stay
    used = used_in(list(schools), year_of(plan.begins_on), without=counted)
    return tuple(
        timetable.Person(
            key=key,
            school=member.school_id,
            free=free.get(key, 0),
            teaches=member.part not in TAUGHT,
            used=_taken(plan, used[key]),
        )
        for key, member in sorted(members.items())
    )


def _taken(plan: TermPlan, used: int) -> int:
    """Minutes that were used, as half-hours of meetings of this length, begun ones whole."""
    return -(-used // plan.minutes) * terms.half_hours(plan.minutes)


# --- what a plan takes --------------------------------------------------------------------------


@dataclass(frozen=True)
class Load:
    """What a plan takes from one school."""

    school: School
    meetings: int
    cover: int  # minutes of lessons in all
    fullest: int  # half-hours of cover in its fullest week
    limit: int


def loads(plan: TermPlan, placed: Iterable[Meeting]) -> list[Load]:
    """What the meetings of a plan take from each school, by name."""
    seats = [(meeting, member) for meeting in placed for member in meeting.group.members.all()]
    schools = {member.school_id: member.school for _meeting, member in seats}
    said = SchoolTime.objects.in_bulk(list(schools))
    free = free_of(member.person for _meeting, member in seats)
    meetings, weeks = defaultdict[UUID, set[UUID]](set), defaultdict[UUID, Counter[date]](Counter)
    for meeting, member in seats:
        meetings[member.school_id].add(meeting.id)
        begins = timezone.localtime(meeting.begins_at)
        lessons = said[member.school_id].lessons if member.school_id in said and member.part not in TAUGHT else 0
        missed = cover(begins, meeting.minutes, lessons=lessons, free=free.get(member.person_id, 0))
        weeks[member.school_id][terms.monday_of(begins.date())] += missed
    return [
        Load(
            school,
            len(meetings[key]),
            weeks[key].total(),
            terms.half_hours(max(weeks[key].values())),
            said[key].cover_limit if key in said else 0,
        )
        for key, school in sorted(schools.items(), key=lambda each: each[1].name)
    ]


def schools_in(left: Iterable[Unplaced]) -> dict[UUID, School]:
    """The schools that reasons name."""
    keys = {UUID(reason["school"]) for each in left for reason in each.reasons if reason["school"]}
    return School.objects.in_bulk(list(keys))
