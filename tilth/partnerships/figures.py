"""What partnerships can say in numbers: who marked the grid, who governs in several schools, whether it is a part."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from tilth.figures import Figure, Shares, shares
from tilth.partnerships.models import GridSeat, GridSitting, NestingRequest, Partnership, PhaseChange
from tilth.partnerships.queries import members_on
from tilth.people.models import GOVERNING, STAFF, Role, standing
from tilth.trail.models import Entry
from tilth.web.days import ends


def tying(partnership: Partnership, on: date) -> dict[str, Shares]:
    """What ties schools to one another beside the work of their staff, as at a day. A fixed number of queries."""
    return {
        "partnerships.marked": _marked(partnership, on),
        "partnerships.governing_several": _governing_several(partnership, on),
        "partnerships.part_of_whole": _part_of_whole(partnership, on),
    }


def _marked(partnership: Partnership, on: date) -> Shares:
    """Leaders who marked when the grid was last marked and shown, out of all who were asked."""
    out = Q(shown_at__lt=ends(on)) | Q(closes_on__lt=on)
    sitting = GridSitting.objects.filter(out, partnership=partnership, opened_at__lt=ends(on)).first()
    if sitting is None:
        return {}
    source = reverse("partnerships:sitting", args=[sitting.id])
    seats = list(GridSeat.objects.filter(sitting=sitting).values_list("school", "id", "marked"))
    of_schools = shares(((school, seat, mark is not None) for school, seat, mark in seats if school), source)
    marked = sum(mark is not None for _school, _seat, mark in seats)
    return {**of_schools, None: Figure(marked, of=len(seats), source=source)} if seats else {}


def _governing_several(partnership: Partnership, on: date) -> Shares:
    """Governors who play a part in another school of the partnership too, out of all its governors."""
    held = Role.objects.filter(
        standing(on), kind__in=GOVERNING | STAFF, school__in=members_on(partnership, on).values("school")
    )
    parts: defaultdict[UUID, set[UUID]] = defaultdict(set)
    governs: set[tuple[UUID, UUID]] = set()
    for person, school, kind in held.order_by().values_list("person", "school", "kind"):
        parts[person].add(school)
        if kind in GOVERNING:
            governs.add((school, person))
    source = reverse("partnerships:show", args=[partnership.id])
    return shares([(school, person, len(parts[person]) > 1) for school, person in governs], source)


def _part_of_whole(partnership: Partnership, on: date) -> Shares:
    """Whether it sat inside a larger partnership that lived: one of one, or none of one."""
    whole = _whole(partnership, on)
    so = whole is not None and _lived(whole, on)
    return {None: Figure(int(so), of=1, source=reverse("partnerships:show", args=[partnership.id]))}


def _whole(partnership: Partnership, on: date) -> UUID | None:
    """Inside which partnership it sat at the end of a day: who took it in last, unless it stood alone again since."""
    taken_in = partnership.nesting_requests.filter(state=NestingRequest.State.AGREED).order_by("answered_at")
    agreed = list(taken_in.values_list("whole", "answered_at"))
    before = [(whole, at) for whole, at in agreed if at and at < ends(on)]
    if not before:
        return None if agreed else partnership.parent_id  # never asked: it has been inside from the beginning
    whole, since = before[-1]
    alone = Entry.objects.filter(act="partnerships.stood_alone", at__gte=since, at__lt=ends(on))
    left = alone.filter(concerns__key=partnership.id).filter(concerns__key=whole).exists()
    return None if left else whole


def _lived(key: UUID, on: date) -> bool:
    """Whether a partnership was live at the end of a day; one whose phases nobody wrote down is as it is now."""
    changes = list(PhaseChange.objects.filter(partnership=key).order_by("at").values_list("at", "phase"))
    if not changes:
        return Partnership.objects.filter(id=key, phase=Partnership.Phase.LIVE).exists()
    before = [phase for at, phase in changes if at < ends(on)]
    return before[-1:] == [Partnership.Phase.LIVE]
