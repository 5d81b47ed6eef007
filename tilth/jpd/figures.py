"""What joint practice development can say in numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from tilth.figures import Figure, Shares, among, shares
from tilth.jpd.models import Attendance, Cycle, GroupMember, Meeting, Offer, Want
from tilth.partnerships.models import Partnership
from tilth.partnerships.queries import members_on
from tilth.people.models import STAFF, Role
from tilth.people.queries import standing
from tilth.schools.models import School
from tilth.web.days import ends


@dataclass(frozen=True)
class SchoolReach:
    """How far working together reaches in one school: staff in a group within it, and across schools."""

    school: School
    staff: int
    within: Figure
    across: Figure


@dataclass(frozen=True)
class Reach:
    """How far working together reaches in a partnership. Schools stand in the order of their names."""

    groups: Figure
    across: Figure  # groups with people of more than one school, out of all groups
    staff: Figure  # staff in at least one group, out of all staff
    schools: tuple[SchoolReach, ...]


def reach(partnership: Partnership, on: date) -> Reach:
    """Groups that stand on a day, how many cross schools, and how many of the staff are in one, school by school."""
    source = reverse("jpd:reach", kwargs={"key": partnership.id})
    groups = _groups(partnership, on)
    crossing = {group for group, places in groups.items() if len({school for _, school in places}) > 1}
    staff = _staff(partnership, on)
    placed = {person for places in groups.values() for person, _ in places}
    everybody = set().union(*staff.values())
    return Reach(
        groups=Figure(len(groups), source=source),
        across=Figure(len(crossing), of=len(groups), source=source),
        staff=Figure(len(placed & everybody), of=len(everybody), source=source),
        schools=tuple(_of_school(school, people, groups, crossing) for school, people in staff.items()),
    )


Places = set[tuple[UUID, UUID]]  # pairs of a person and the school they came to the group from


def _groups(partnership: Partnership, on: date) -> dict[UUID, Places]:
    found: defaultdict[UUID, Places] = defaultdict(set)
    for group, person, school, _part in _there(partnership, on):
        found[group].add((person, school))
    return dict(found)


def _there(partnership: Partnership, on: date) -> There:
    """Group, person, school and part of everybody in a group that stood on a day."""
    still = Q(left_on__isnull=True) | Q(left_on__gt=on)
    going = Q(group__ended_on__isnull=True) | Q(group__ended_on__gt=on)
    there = GroupMember.objects.filter(
        still, going, group__partnership=partnership, group__started_on__lte=on, joined_on__lte=on
    )
    rows = list(there.order_by().values_list("group", "person", "school", "part"))
    many = Counter(group for group, *_rest in rows)
    return [row for row in rows if many[row[0]] > 1]  # alone, one waits for a yes


def _staff(partnership: Partnership, on: date) -> dict[School, set[UUID]]:
    places = members_on(partnership, on).order_by("school__name")
    found: dict[School, set[UUID]] = {place.school: set() for place in places}
    by_key = {school.id: people for school, people in found.items()}
    for person, school in _roles(by_key, on).values_list("person", "school"):
        by_key[school].add(person)
    return found


def _of_school(school: School, staff: set[UUID], groups: dict[UUID, Places], crossing: set[UUID]) -> SchoolReach:
    across: set[UUID] = set()
    within: set[UUID] = set()
    for group, places in groups.items():
        (across if group in crossing else within).update(person for person, place in places if place == school.id)
    return SchoolReach(
        school=school,
        staff=len(staff),
        within=Figure(len(within & staff), of=len(staff)),
        across=Figure(len(across & staff), of=len(staff)),
    )


# --- what comes of it ---------------------------------------------------------------------------

A_YEAR = timedelta(days=365)
RIPE = timedelta(days=60)  # so old a cycle may be expected to have come to its end
TAUGHT = {GroupMember.Part.STUDENT, GroupMember.Part.TRAINEE}


def practice(partnership: Partnership, on: date) -> dict[str, Shares]:
    """What people did together, as shares within each school and over all: staff, groups, cycles and meetings.

    As at a day, which may be long past: schools, staff, groups and their people are those of that day; of cycles and
    meetings those of the year before it, as far as they had come. Three things keep no history: a topic that was taken
    back since is not counted, nor an earlier time in a group that was left and joined again, and a meeting counts as
    it was put right later. A fixed number of queries.
    """
    source = reverse("jpd:reach", kwargs={"key": partnership.id})
    events = reverse("jpd:counted", kwargs={"key": partnership.id}) + f"?on={on.isoformat()}"
    staff = {school.id: people for school, people in _staff(partnership, on).items()}
    there = _there(partnership, on)
    wanted = list(_topics(Want, staff, on).values_list("person", "topic"))
    people = {
        **_placed(there),
        "jpd.said": {person for person, _topic in wanted},
    }
    rows = {"jpd.wants_met": _wishes(wanted, staff, on), "jpd.with_students": _taught(there)}
    cycles = _of_cycles(partnership, on)
    return {
        **{name: among(staff, dict.fromkeys(staff, who), source) for name, who in people.items()},
        **{name: shares((row for row in each if row[0] in staff), source) for name, each in rows.items()},
        **{name: shares((row for row in each if row[0] in staff), events) for name, each in cycles.items()},
        "jpd.coached": among(staff, dict.fromkeys(staff, _coached(partnership, on)), events),
        "jpd.watched": _watched(partnership, on, staff, events),
    }


def said(schools: Collection[UUID], on: date, source: str = "") -> Shares:
    """Who of the staff has said what they would like to gain: known of a school that stands alone, too."""
    staff: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for school, person in _roles(schools, on).values_list("school", "person"):
        staff[school].add(person)
    wanting = set(_topics(Want, schools, on).values_list("person", flat=True))
    return among(staff, dict.fromkeys(staff, wanting), source)


def _roles(schools: Collection[UUID], on: date) -> QuerySet[Role]:
    return Role.objects.filter(standing(on), kind__in=STAFF, school__in=schools)


Rows = list[tuple[UUID, Any, bool]]
There = list[tuple[UUID, UUID, UUID, str]]


def _placed(there: There) -> dict[str, set[UUID]]:
    """Who is in a group, who across schools, and who leads one there."""
    crossing = _crossing(there)
    across = [(person, part) for group, person, _school, part in there if group in crossing]
    return {
        "jpd.staff": {person for _group, person, _school, _part in there},
        "jpd.staff_across": {person for person, _part in across},
        "jpd.leading_across": {person for person, part in across if part == GroupMember.Part.LEADER},
    }


def _taught(there: There) -> Rows:
    """Which groups have a student or a trainee among them."""
    taught = {group for group, _person, _school, part in there if part in TAUGHT}
    return [(school, group, group in taught) for group, _person, school, _part in there]


def _crossing(there: There) -> set[UUID]:
    """The groups whose people came from more than one school."""
    schools: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for group, _person, school, _part in there:
        schools[group].add(school)
    return {group for group, places in schools.items() if len(places) > 1}


def _wishes(wanted: list[tuple[UUID, Any]], staff: Mapping[UUID, set[UUID]], on: date) -> Rows:
    """What people would like to gain, and whether somebody of the staff offers it."""
    offered = set(_topics(Offer, staff, on).values_list("topic", flat=True).distinct())
    homes: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for school, people in staff.items():
        for person in people:
            homes[person].append(school)
    return [(school, (who, topic), topic in offered) for who, topic in wanted for school in homes[who]]


def _topics(kind: type[Offer] | type[Want], schools: Collection[UUID], on: date) -> QuerySet[Any]:
    """What the staff of these schools had said by the end of a day, and say still."""
    people = _roles(schools, on).values("person")
    return kind._default_manager.filter(person__in=people, at__lt=ends(on)).order_by()


def _of_cycles(partnership: Partnership, on: date) -> dict[str, Rows]:
    """Which cycles came to an end, to which, and which were challenged."""
    schools = _schools_of_groups(partnership, on)
    cycles = _cycles(partnership, on)
    ended = [each for each in cycles if each.decision]
    ripe = [each for each in cycles if each.decision or each.is_ripe]

    def rows(found: list[Turn], so: Callable[[Turn], bool]) -> Rows:
        return [(school, each.key, so(each)) for each in found for school in schools[each.group]]

    return {
        "jpd.finished": rows(ripe, lambda each: bool(each.decision)),
        "jpd.handed_on": rows(ended, lambda each: each.decision == Cycle.Decision.HAND_ON),
        "jpd.stopped_with_reason": rows(ended, lambda each: each.decision == Cycle.Decision.STOP),
        "jpd.challenged": rows(ripe, lambda each: each.was_challenged),
        "jpd.challenged_by_people": rows(ripe, lambda each: each.was_challenged and each.by_people),
    }


@dataclass(frozen=True)
class Turn:
    """How far a cycle had come on a day."""

    key: UUID
    group: UUID
    decision: str  # none while it went on
    is_ripe: bool
    was_challenged: bool  # and answered
    by_people: bool


def _cycles(partnership: Partnership, on: date) -> list[Turn]:
    """The cycles begun in the year before the end of a day."""
    until, ripe = ends(on), ends(on - RIPE)
    told = ("id", "group", "decision", "begun_at", "ended_at", "challenge__answered_at", "challenge__asked")
    return [
        Turn(
            key=key,
            group=group,
            decision=decision if ended_at and ended_at < until else "",
            is_ripe=begun_at < ripe,
            was_challenged=bool(answered_at and answered_at < until),
            by_people=asked is not None,
        )
        for key, group, decision, begun_at, ended_at, answered_at, asked in _begun(partnership, on).values_list(*told)
    ]


def _begun(partnership: Partnership, on: date) -> QuerySet[Cycle]:
    since, until = ends(on - A_YEAR), ends(on)
    begun = Cycle.objects.filter(group__partnership=partnership, begun_at__gte=since, begun_at__lt=until)
    return begun.order_by()


def _schools_of_groups(partnership: Partnership, on: date) -> dict[UUID, set[UUID]]:
    """The schools whose people had been by a day in each group with a cycle begun in the year before."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    joined = GroupMember.objects.filter(group__in=_begun(partnership, on).values("group"), joined_on__lte=on)
    for group, school in joined.order_by().values_list("group", "school").distinct():
        found[group].add(school)
    return found


def _coached(partnership: Partnership, on: date) -> set[UUID]:
    """Who was there when somebody was coached."""
    there = _came(partnership, on).filter(meeting__purpose=Meeting.Purpose.COACHING)
    return set(there.order_by().values_list("person", flat=True).distinct())


def _watched(partnership: Partnership, on: date, schools: Collection[UUID], source: str) -> Shares:
    """Which meetings were lessons that were watched. Counted where they lie, for there are many."""
    there = _came(partnership, on).filter(school__in=schools).order_by()
    met = Count("meeting", distinct=True)
    watched = Count("meeting", distinct=True, filter=Q(meeting__purpose=Meeting.Purpose.OBSERVATION))
    each = there.values_list("school").annotate(watched=watched, met=met)
    all_ = there.aggregate(watched=watched, met=met)
    found: dict[UUID | None, Figure] = {school: Figure(so, of=of, source=source) for school, so, of in each}
    return {**found, None: Figure(all_["watched"], of=all_["met"], source=source)} if found else {}


def _came(partnership: Partnership, on: date) -> QuerySet[Attendance]:
    """Who was at which meeting in the year before the end of a day."""
    return Attendance.objects.filter(
        meeting__group__partnership=partnership,
        meeting__state=Meeting.State.HELD,
        meeting__begins_at__gte=ends(on - A_YEAR),
        meeting__begins_at__lt=ends(on),
        minutes__gt=0,
    )
