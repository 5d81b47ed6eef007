"""Each figure of each school on its own, by the counts that its sentence names: the first way one would write it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from tilth.audits.domain.publication import Publication
from tilth.audits.models import PublicationRow
from tilth.jpd.models import Attendance, Cycle, Group, GroupMember, Meeting, Offer, Want
from tilth.ledger.models import Gift
from tilth.partnerships.models import GridSeat, GridSitting, Partnership
from tilth.people.models import GOVERNING, STAFF, Person, Role, standing
from tilth.web.days import ends

Counted = tuple[int, int]
Keys = Sequence[UUID]
A_YEAR = timedelta(days=365)


def everything(partnership: Partnership, on: date) -> dict[str, dict[UUID | None, Counted]]:
    """Every figure of every school, and of all together, one after the other."""
    schools = _members(partnership, on)
    places: dict[UUID | None, Keys] = {None: schools, **{key: [key] for key in schools}}
    found = {
        name: {key: count(partnership, keys, on) for key, keys in places.items()} for name, count in FIGURES.items()
    }
    found["partnerships.part_of_whole"] = {None: (int(partnership.parent_id is not None), 1)}
    return {name: {key: pair for key, pair in of.items() if pair[1]} for name, of in found.items()}


def _members(partnership: Partnership, on: date) -> list[UUID]:
    return list(partnership.memberships.filter(joined_on__lte=on).values_list("school", flat=True))


# --- people -------------------------------------------------------------------------------------


def _staff(schools: Keys, on: date) -> QuerySet[Person]:
    held = Role.objects.filter(standing(on), kind__in=STAFF, school__in=schools)
    return Person.objects.filter(id__in=held.values("person"))


def _of_staff(who: Callable[[Partnership, Keys, date], Any]) -> Callable[[Partnership, Keys, date], Counted]:
    def count(partnership: Partnership, schools: Keys, on: date) -> Counted:
        staff = _staff(schools, on)
        return staff.filter(id__in=who(partnership, schools, on)).count(), staff.count()

    return count


def _standing(partnership: Partnership, on: date) -> list[Group]:
    going = Q(ended_on__isnull=True) | Q(ended_on__gt=on)
    groups = Group.objects.filter(going, partnership=partnership, started_on__lte=on)
    return [group for group in groups if _there(on).filter(group=group).count() > 1]


def _there(on: date) -> QuerySet[GroupMember]:
    return GroupMember.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=on), joined_on__lte=on)


def _crossing(partnership: Partnership, on: date) -> list[Group]:
    return [
        group
        for group in _standing(partnership, on)
        if _there(on).filter(group=group).values("school").distinct().count() > 1
    ]


def _in_groups(partnership: Partnership, _schools: Keys, on: date) -> Any:
    return _there(on).filter(group__in=_standing(partnership, on)).values("person")


def _in_crossing(partnership: Partnership, _schools: Keys, on: date) -> Any:
    return _there(on).filter(group__in=_crossing(partnership, on)).values("person")


def _leading(partnership: Partnership, _schools: Keys, on: date) -> Any:
    return _there(on).filter(group__in=_crossing(partnership, on), part="leader").values("person")


def _saying(_partnership: Partnership, _schools: Keys, on: date) -> Any:
    return Want.objects.filter(at__lt=ends(on)).values("person")


def _coached(partnership: Partnership, _schools: Keys, on: date) -> Any:
    return _met(partnership, on).filter(meeting__purpose="coaching").values("person")


def _wants_met(partnership: Partnership, schools: Keys, on: date) -> Counted:
    everybody = _staff(_members(partnership, on), on)
    offered = Offer.objects.filter(person__in=everybody, at__lt=ends(on)).values("topic")
    wants = Want.objects.filter(person__in=_staff(schools, on), at__lt=ends(on))
    return wants.filter(topic__in=offered).count(), wants.count()


# --- groups, cycles and meetings ----------------------------------------------------------------


def _with_students(partnership: Partnership, schools: Keys, on: date) -> Counted:
    here = [
        group for group in _standing(partnership, on) if _there(on).filter(group=group, school__in=schools).exists()
    ]
    taught = [group for group in here if _there(on).filter(group=group, part__in=["student", "trainee"]).exists()]
    return len(taught), len(here)


def _begun(partnership: Partnership, schools: Keys, on: date) -> QuerySet[Cycle]:
    here = GroupMember.objects.filter(school__in=schools, joined_on__lte=on).values("group")
    begun = Cycle.objects.filter(group__partnership=partnership, group__in=here)
    return begun.filter(begun_at__gte=ends(on - A_YEAR), begun_at__lt=ends(on))


def _finished(partnership: Partnership, schools: Keys, on: date) -> Counted:
    over = Q(ended_at__lt=ends(on))
    begun = _begun(partnership, schools, on)
    ripe = begun.filter(over | Q(begun_at__lt=ends(on - timedelta(days=60))))
    return begun.filter(over).count(), ripe.count()


def _ended(**so: Any) -> Callable[[Partnership, Keys, date], Counted]:
    def count(partnership: Partnership, schools: Keys, on: date) -> Counted:
        ended = _begun(partnership, schools, on).filter(ended_at__lt=ends(on))
        return ended.filter(**so).count(), ended.count()

    return count


def _challenged(**so: Any) -> Callable[[Partnership, Keys, date], Counted]:
    def count(partnership: Partnership, schools: Keys, on: date) -> Counted:
        _over, ripe = _finished(partnership, schools, on)
        old = Q(ended_at__lt=ends(on)) | Q(begun_at__lt=ends(on - timedelta(days=60)))
        answered = _begun(partnership, schools, on).filter(old, challenge__answered_at__lt=ends(on), **so)
        return answered.count(), ripe

    return count


def _met(partnership: Partnership, on: date) -> QuerySet[Attendance]:
    held = Meeting.objects.filter(group__partnership=partnership, state="held", begins_at__lt=ends(on))
    return Attendance.objects.filter(meeting__in=held.filter(begins_at__gte=ends(on - A_YEAR)), minutes__gt=0)


def _watched(partnership: Partnership, schools: Keys, on: date) -> Counted:
    met = _met(partnership, on).filter(school__in=schools).values("meeting").distinct()
    return met.filter(meeting__purpose="observation").count(), met.count()


# --- giving -------------------------------------------------------------------------------------


def _gifts(partnership: Partnership, on: date) -> QuerySet[Gift]:
    days = {"entry__happened_on__gt": on - A_YEAR, "entry__happened_on__lte": on}
    return Gift.objects.filter(entry__stands=True, entry__partnership=partnership, **days)


def _reciprocity(partnership: Partnership, schools: Keys, on: date) -> Counted:
    named = _gifts(partnership, on).exclude(giver=None).exclude(receiver=None)
    here = named.filter(Q(giver_school__in=schools) | Q(receiver_school__in=schools))
    arrows = set(named.values_list("giver", "receiver"))
    pairs = {frozenset(pair) for pair in here.values_list("giver", "receiver")}
    return sum({(a, b), (b, a)} <= arrows for a, b in map(tuple, pairs)), len(pairs)


def _balanced(partnership: Partnership, schools: Keys, on: date) -> Counted:
    there = [_given_and_got(partnership, school, on) for school in schools]
    if len(schools) == 1:
        return min(there[0]), max(there[0])
    return sum(min(each) for each in there), sum(gave for gave, _got in there)


def _given_and_got(partnership: Partnership, school: UUID, on: date) -> tuple[int, int]:
    gifts = _gifts(partnership, on)
    gave = gifts.filter(giver_school=school).exclude(receiver_school=school)
    got = gifts.filter(receiver_school=school).exclude(giver_school=school)
    return tuple(each.aggregate(sum=Sum("minutes"))["sum"] or 0 for each in (gave, got))  # type: ignore[return-value]


def _gave_elsewhere(partnership: Partnership, schools: Keys, on: date) -> Counted:
    gave: set[UUID] = set()
    for school in schools:
        crossing = _gifts(partnership, on).filter(giver_school=school).exclude(receiver_school=school)
        gave |= set(_staff([school], on).filter(id__in=crossing.values("giver")).values_list("id", flat=True))
    return len(gave), _staff(schools, on).count()


def _tied_within(partnership: Partnership, schools: Keys, on: date) -> Counted:
    tied: set[UUID] = set()
    for school in schools:
        here = _gifts(partnership, on).filter(giver_school=school, receiver_school=school)
        for end in ("giver", "receiver"):
            tied |= set(_staff([school], on).filter(id__in=here.values(end)).values_list("id", flat=True))
    return len(tied), _staff(schools, on).count()


# --- leaders, governors, and what was asked in confidence ---------------------------------------


def _marked(partnership: Partnership, schools: Keys, on: date) -> Counted:
    shown = GridSitting.objects.filter(partnership=partnership, shown_at__lt=ends(on)).order_by("-opened_at").first()
    seats = GridSeat.objects.filter(sitting=shown, school__in=schools)
    return seats.exclude(marked=None).count(), seats.count()


def _governing(partnership: Partnership, schools: Keys, on: date) -> Counted:
    held = Role.objects.filter(standing(on), school__in=_members(partnership, on))
    held = held.filter(kind__in=GOVERNING | STAFF)
    people = Person.objects.filter(id__in=held.filter(kind__in=GOVERNING, school__in=schools).values("person"))
    several = [each for each in people if held.filter(person=each).values("school").distinct().count() > 1]
    return len(several), people.count()


def _heard(partnership: Partnership, schools: Keys, on: date) -> Counted:
    return sum(_is_heard(partnership, school, on) for school in schools), len(schools)


def _is_heard(partnership: Partnership, school: UUID, on: date) -> bool:
    days = {"wave__published_on__gt": on - 2 * A_YEAR, "wave__published_on__lte": on}
    rows = PublicationRow.objects.filter(wave__partnership=partnership, school=school, **days)
    return any(Publication.read(bytes(row.stored)).verdict is None for row in rows)


FIGURES: dict[str, Callable[[Partnership, Keys, date], Counted]] = {
    "jpd.staff": _of_staff(_in_groups),
    "jpd.staff_across": _of_staff(_in_crossing),
    "jpd.leading_across": _of_staff(_leading),
    "jpd.said": _of_staff(_saying),
    "jpd.coached": _of_staff(_coached),
    "jpd.wants_met": _wants_met,
    "jpd.with_students": _with_students,
    "jpd.finished": _finished,
    "jpd.handed_on": _ended(decision="hand_on"),
    "jpd.stopped_with_reason": _ended(decision="stop"),
    "jpd.challenged": _challenged(),
    "jpd.challenged_by_people": _challenged(challenge__asked__isnull=False),
    "jpd.watched": _watched,
    "ledger.reciprocity": _reciprocity,
    "ledger.balanced": _balanced,
    "ledger.gave_elsewhere": _gave_elsewhere,
    "ledger.tied_within": _tied_within,
    "partnerships.marked": _marked,
    "partnerships.governing_several": _governing,
    "audits.schools_heard": _heard,
}
"""How each is counted for some schools."""
