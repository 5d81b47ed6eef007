"""What is counted about working together, group by group: meetings that were held, and cycles. No words are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Q

from tilth.jpd.models import Cycle, Group, Meeting
from tilth.partnerships.models import Partnership
from tilth.web.days import ends

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Counted:
    """One group in the year before a day."""

    group: Group
    held: int
    watched: int  # of them, lessons that were watched
    coached: int  # of them, in which somebody was coached
    met_on: date | None
    cycles: Sequence[Cycle]


def counted_in(partnership: Partnership, on: date) -> list[Counted]:
    """The groups that met or turned in the year before a day, the latest to meet first. Four queries."""
    since, until = ends(on - A_YEAR), ends(on)
    held = Q(meetings__state=Meeting.State.HELD, meetings__begins_at__gte=since, meetings__begins_at__lt=until)
    groups = Group.objects.filter(partnership=partnership, started_on__lte=on).annotate(
        held=Count("meetings", filter=held),
        watched=Count("meetings", filter=held & Q(meetings__purpose=Meeting.Purpose.OBSERVATION)),
        coached=Count("meetings", filter=held & Q(meetings__purpose=Meeting.Purpose.COACHING)),
        met_at=Max("meetings__begins_at", filter=held),
    )
    cycles: dict[object, list[Cycle]] = {}
    begun = Cycle.objects.filter(group__partnership=partnership, begun_at__gte=since, begun_at__lt=until)
    for cycle in begun.order_by("begun_at"):
        cycles.setdefault(cycle.group_id, []).append(cycle)
    found = [
        Counted(
            each, each.held, each.watched, each.coached, each.met_at and each.met_at.date(), cycles.get(each.id, [])
        )
        for each in groups.prefetch_related("members__person").order_by("-met_at", "id")
    ]
    return [each for each in found if each.held or each.cycles]
