"""How groups go, from phases, meetings and memberships only: no words are read here. A fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils import timezone

from tilth.jpd.domain.going import Days, Why, is_stuck, why
from tilth.jpd.domain.shapes import Shape
from tilth.jpd.models import Cycle, Group, GroupMember, Meeting, Step
from tilth.jpd.queries.exchange import schools_led
from tilth.jpd.queries.groups import groups_in, groups_with
from tilth.jpd.queries.rounds import partnerships_worked_in
from tilth.partnerships.models import Partnership
from tilth.partnerships.queries import agreed_schools
from tilth.people.models import STAFF, Person, Role
from tilth.people.queries import standing
from tilth.schools.models import School


@dataclass(frozen=True)
class GroupGoing:
    """How one group goes: its phase and days, and what they show."""

    group: Group
    why: Why
    phase: str  # as its shape calls it; empty between cycles
    met_on: date | None
    meets_at: datetime | None

    @property
    def stuck(self) -> bool:
        return is_stuck(self.why)


@dataclass(frozen=True)
class Nobody:
    """The staff of a school who are in no group today."""

    school: School
    staff: int
    people: tuple[Person, ...]

    @property
    def count(self) -> int:
        return len(self.people)


@dataclass(frozen=True)
class Going:
    """How working together goes."""

    groups: tuple[GroupGoing, ...]
    nobody: tuple[Nobody, ...]

    @property
    def well(self) -> list[GroupGoing]:
        return [each for each in self.groups if not each.stuck]

    @property
    def stuck(self) -> list[GroupGoing]:
        return [each for each in self.groups if each.stuck]

    @property
    def alone(self) -> int:
        return sum(each.count for each in self.nobody)


def going_in(partnership: Partnership, now: datetime) -> Going:
    """How it goes in a partnership."""
    schools = agreed_schools(partnership).order_by("name")
    return Going(tuple(_groups(groups_in(partnership), now)), tuple(_nobody(schools)))


def going_at(school: School, now: datetime) -> Going:
    """How it goes for the people of a school, wherever their groups are."""
    schools = School.objects.filter(id=school.id)
    return Going(tuple(_groups(groups_with(school), now)), tuple(_nobody(schools)))


def _groups(groups: QuerySet[Group], now: datetime) -> list[GroupGoing]:
    found = list(groups.order_by("started_on", "id"))
    keys = [group.id for group in found]
    cycles = _cycles(keys)
    held, coming = _meetings(keys, now)
    moved = _moved([cycle.id for cycle in cycles.values()])
    return [_going(group, cycles.get(group.id), moved, held.get(group.id), coming.get(group.id)) for group in found]


def _cycles(groups: list[UUID]) -> dict[UUID, Cycle]:
    """The latest cycle of each group."""
    latest = Cycle.objects.filter(group__in=groups).order_by("number")
    return {cycle.group_id: cycle for cycle in latest}


def _meetings(groups: list[UUID], now: datetime) -> tuple[dict[UUID, datetime], dict[UUID, datetime]]:
    """When each group last met, and when it meets next."""
    rows = Meeting.objects.filter(group__in=groups).order_by("begins_at")
    held = rows.filter(state=Meeting.State.HELD).values_list("group", "begins_at")
    to_come = rows.filter(state=Meeting.State.AGREED, begins_at__gte=now).order_by("-begins_at")
    return dict(held), dict(to_come.values_list("group", "begins_at"))


def _moved(cycles: list[UUID]) -> dict[UUID, datetime]:
    """When each cycle came into the phase it is in."""
    return dict(Step.objects.filter(cycle__in=cycles).values_list("cycle").annotate(Max("at")))


def _going(
    group: Group, cycle: Cycle | None, moved: dict[UUID, datetime], held: datetime | None, coming: datetime | None
) -> GroupGoing:
    under_way = cycle if cycle and cycle.ended_at is None else None
    days = Days(
        since=group.started_on,
        in_cycle=under_way is not None,
        moved_on=_day(moved.get(under_way.id)) if under_way else None,
        finished_on=_day(cycle.ended_at) if cycle else None,
        met_on=_day(held),
        will_meet=coming is not None,
        people=len(group.members.all()),
    )
    return GroupGoing(group, why(days, timezone.localdate()), _phase(under_way), days.met_on, coming)


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def _phase(cycle: Cycle | None) -> str:
    if cycle is None:
        return ""
    shape = Shape.model_validate(cycle.shape)
    return shape.phases[shape.place(cycle.phase)].name


def _nobody(schools: QuerySet[School]) -> Iterable[Nobody]:
    held = Role.objects.filter(standing(timezone.localdate()), school__in=schools, kind__in=STAFF)
    placed = set(
        GroupMember.objects.filter(left_on=None, group__ended_on=None, person__in=held.values("person")).values_list(
            "person", flat=True
        )
    )
    staff: dict[UUID, dict[UUID, Person]] = {school.id: {} for school in schools}
    for role in held.select_related("person").order_by("person__name"):
        staff[role.school_id][role.person_id] = role.person
    for school in schools:
        people = staff[school.id]
        yield Nobody(school, len(people), tuple(each for key, each in people.items() if key not in placed))


def partnership_watched(*, viewer: Person, key: UUID) -> Partnership | None:
    """A live partnership the viewer works in; whether they lead it is the page's question."""
    return partnerships_worked_in(viewer).filter(id=key).first()


def school_watched(*, viewer: Person, key: UUID) -> School | None:
    """A school the viewer leads today."""
    return schools_led(viewer).filter(id=key).first()
