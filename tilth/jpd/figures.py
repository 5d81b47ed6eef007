"""What joint practice development can say in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from tilth.figures import Figure
from tilth.jpd.models import Group, GroupMember
from tilth.partnerships.models import Partnership
from tilth.partnerships.queries import people_in
from tilth.people.models import STAFF


@dataclass(frozen=True)
class Reach:
    """How far development together reaches in a partnership."""

    groups: Figure
    across: Figure  # groups with people of more than one school, out of all groups
    staff: Figure  # staff in at least one group, out of all staff


def reach(partnership: Partnership, on: date) -> Reach:
    """Groups that stand on a day, how many cross schools, and how many of the staff are in one."""
    source = reverse("jpd:mine")
    live = Group.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), partnership=partnership)
    counted = live.annotate(schools=Count("members__school", distinct=True)).values_list("schools", flat=True)
    schools = list(counted)
    staff = people_in(partnership, STAFF, on)
    placed = staff.filter(id__in=GroupMember.objects.filter(group__in=live).values("person"))
    return Reach(
        groups=Figure(len(schools), source=source),
        across=Figure(sum(1 for number in schools if number > 1), of=len(schools), source=source),
        staff=Figure(placed.count(), of=staff.count(), source=source),
    )
