"""What joint practice development can say in numbers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from tilth.figures import Figure
from tilth.jpd.models import Group, GroupMember
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
