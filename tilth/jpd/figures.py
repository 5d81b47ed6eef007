"""What joint practice development can say in numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from tilth.figures import Figure, Shares, shares
from tilth.jpd.models import Attendance, Cycle, Group, GroupMember, Meeting, Offer, Want
from tilth.partnerships.models import Partnership
from tilth.partnerships.queries import members
from tilth.people.models import STAFF, Role
from tilth.people.queries import standing
from tilth.schools.models import School


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
    live = Group.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), partnership=partnership)
    found: defaultdict[UUID, Places] = defaultdict(set)
    there = GroupMember.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=on), group__in=live)
    for group, person, school in there.values_list("group", "person", "school"):
        found[group].add((person, school))
    return {group: places for group, places in found.items() if len(places) > 1}  # alone, one waits for a yes


def _staff(partnership: Partnership, on: date) -> dict[School, set[UUID]]:
    schools = School.objects.filter(id__in=members(partnership).values("school")).order_by("name")
    found: dict[School, set[UUID]] = {school: set() for school in schools}
    by_key = {school.id: people for school, people in found.items()}
    held = Role.objects.filter(standing(on), kind__in=STAFF, school__in=by_key)
    for person, school in held.values_list("person", "school"):
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
    """What people do together, as shares within each school and over all: staff, groups, cycles and meetings.

    Of cycles and meetings those of the year before the day. A fixed number of queries.
    """
    source = reverse("jpd:reach", kwargs={"key": partnership.id})
    staff = {school.id: people for school, people in _staff(partnership, on).items()}
    rows = {**_of_staff(partnership, on, staff), **_of_cycles(partnership, on), **_of_meetings(partnership, on, staff)}
    return {name: shares((row for row in each if row[0] in staff), source) for name, each in rows.items()}


Rows = list[tuple[UUID, Any, bool]]


def _of_staff(partnership: Partnership, on: date, staff: dict[UUID, set[UUID]]) -> dict[str, Rows]:
    """Who is in a group, who across schools, who leads one there, and who has said what they offer and want."""
    groups, parts = _groups(partnership, on), _parts(partnership, on)
    crossing = {group for group, places in groups.items() if len({school for _, school in places}) > 1}
    placed = {person for places in groups.values() for person, _ in places}
    across = {person for group in crossing for person, _ in groups[group]}
    leading = {person for group, person, part in parts if group in crossing and part == GroupMember.Part.LEADER}
    taught = {group for group, _person, part in parts if part in TAUGHT}
    everybody = set().union(*staff.values())
    offered = dict.fromkeys(Offer.objects.filter(person__in=everybody).values_list("topic", flat=True))
    wanted = list(Want.objects.filter(person__in=everybody).values_list("person", "topic"))
    said = {person for person, _topic in wanted}
    each = [(school, person) for school, people in staff.items() for person in people]
    home = {person: school for school, person in each}
    return {
        "jpd.staff": [(school, person, person in placed) for school, person in each],
        "jpd.staff_across": [(school, person, person in across) for school, person in each],
        "jpd.leading_across": [(school, person, person in leading) for school, person in each],
        "jpd.said": [(school, person, person in said) for school, person in each],
        "jpd.wants_met": [(home[person], (person, topic), topic in offered) for person, topic in wanted],
        "jpd.with_students": [
            (school, group, group in taught) for group, places in groups.items() for _, school in places
        ],
    }


def _parts(partnership: Partnership, on: date) -> list[tuple[UUID, UUID, str]]:
    there = GroupMember.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=on), group__partnership=partnership)
    return list(there.values_list("group", "person", "part"))


def _of_cycles(partnership: Partnership, on: date) -> dict[str, Rows]:
    """Which cycles came to an end, to which, and which were challenged."""
    schools = _schools_of_groups(partnership)
    begun = Cycle.objects.filter(group__partnership=partnership, begun_at__date__lte=on, begun_at__date__gt=on - A_YEAR)
    cycles = list(begun.select_related("challenge"))
    ended = [each for each in cycles if each.ended_at and each.ended_at.date() <= on]
    ripe = [each for each in cycles if each in ended or each.begun_at.date() <= on - RIPE]

    def rows(found: list[Cycle], so: Callable[[Cycle], bool]) -> Rows:
        return [(school, each.id, so(each)) for each in found for school in schools[each.group_id]]

    return {
        "jpd.finished": rows(ripe, lambda each: each in ended),
        "jpd.handed_on": rows(ended, lambda each: each.decision == Cycle.Decision.HAND_ON),
        "jpd.stopped_with_reason": rows(ended, lambda each: each.decision == Cycle.Decision.STOP),
        "jpd.challenged": rows(ended, lambda each: _was_challenged(each, by_people=False)),
        "jpd.challenged_by_people": rows(ended, lambda each: _was_challenged(each, by_people=True)),
    }


def _was_challenged(cycle: Cycle, *, by_people: bool) -> bool:
    challenge = getattr(cycle, "challenge", None)
    return bool(challenge and challenge.answered_at and (challenge.asked_id or not by_people))


def _schools_of_groups(partnership: Partnership) -> dict[UUID, set[UUID]]:
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    members = GroupMember.objects.filter(group__partnership=partnership)
    for group, school in members.values_list("group", "school"):
        found[group].add(school)
    return found


def _of_meetings(partnership: Partnership, on: date, staff: dict[UUID, set[UUID]]) -> dict[str, Rows]:
    """Which meetings were lessons that were watched, and who was coached."""
    came = Attendance.objects.filter(
        meeting__group__partnership=partnership,
        meeting__state=Meeting.State.HELD,
        meeting__begins_at__date__lte=on,
        meeting__begins_at__date__gt=on - A_YEAR,
        minutes__gt=0,
    )
    there = list(came.values_list("meeting", "meeting__purpose", "person", "school"))
    coached = {person for _key, purpose, person, _school in there if purpose == Meeting.Purpose.COACHING}
    return {
        "jpd.watched": [
            (school, meeting, purpose == Meeting.Purpose.OBSERVATION) for meeting, purpose, _person, school in there
        ],
        "jpd.coached": [(school, person, person in coached) for school, people in staff.items() for person in people],
    }
