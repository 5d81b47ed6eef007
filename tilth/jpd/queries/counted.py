"""What is counted about working together, group by group: meetings that were held, and cycles. No words are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet

from tilth.jpd.models import Cycle, Group, Meeting
from tilth.partnerships.models import Partnership
from tilth.web.days import ends

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Counted:
    """One group in the year before a day: its meetings that were held, the latest first, and its cycles."""

    group: Group
    meetings: Sequence[Meeting]
    cycles: Sequence[Cycle]

    @property
    def watched(self) -> int:
        """How many of the meetings were lessons that were watched."""
        return sum(each.purpose == Meeting.Purpose.OBSERVATION for each in self.meetings)


def _held(on: date) -> QuerySet[Meeting]:
    year = Q(begins_at__gte=ends(on - A_YEAR), begins_at__lt=ends(on))
    return Meeting.objects.filter(year, state=Meeting.State.HELD)


def _begun(on: date) -> QuerySet[Cycle]:
    return Cycle.objects.filter(begun_at__gte=ends(on - A_YEAR), begun_at__lt=ends(on))


def groups_counted(partnership: Partnership, on: date) -> QuerySet[Group]:
    """The groups that met or began a cycle in the year before a day, the latest to meet first."""
    met, turned = _held(on).filter(group=OuterRef("pk")), _begun(on).filter(group=OuterRef("pk"))
    groups = Group.objects.filter(Exists(met) | Exists(turned), partnership=partnership)
    latest = Max("meetings__begins_at", filter=Q(meetings__in=_held(on)))
    return groups.annotate(met_at=latest).order_by("-met_at", "id")


def counted(groups: Iterable[Group], on: date) -> list[Counted]:
    """What is counted of these groups. Four queries."""
    keys = [group.id for group in groups]
    meetings = Prefetch("meetings", _held(on).order_by("-begins_at"), to_attr="held")
    cycles = Prefetch("cycles", _begun(on).order_by("number"), to_attr="begun")
    whole = {
        each.id: each
        for each in Group.objects.filter(id__in=keys).prefetch_related(meetings, cycles, "members__person")
    }
    return [Counted(each, each.held, each.begun) for each in (whole[key] for key in keys)]
