"""A plan of a term in words: its weeks, how good it is, and why a group has no time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilth.jpd.domain.terms import Opening, monday_of
from tilth.jpd.models import Group, Meeting, TermPlan, Unplaced
from tilth.jpd.wording.exchanges import half_hour, name_of, together
from tilth.jpd.wording.meetings import where
from tilth.schools.models import School
from tilth.timetable import Why


@dataclass(frozen=True)
class Line:
    """A meeting of a plan as its page shows it."""

    meeting: Meeting
    name: str
    when: str
    where: str


def weeks(mondays: Sequence[date], placed: Collection[Meeting]) -> list[tuple[date, list[Line]]]:
    """Each week with its meetings; those that were moved to other weeks stand there."""
    found: dict[date, list[Line]] = {monday: [] for monday in mondays}
    for meeting in placed:
        found.setdefault(monday_of(timezone.localtime(meeting.begins_at).date()), []).append(line(meeting))
    return sorted(found.items())


def line(meeting: Meeting) -> Line:
    """A meeting with its names."""
    begins = timezone.localtime(meeting.begins_at)
    return Line(meeting, name_of(meeting.group), date_format(begins, "D H:i"), where(meeting))


Choices = list[tuple[str, list[tuple[str, str]]]]


def times(found: Iterable[Opening]) -> Choices:
    """Times at which a group could meet, to choose from, week by week."""
    by_week: dict[str, list[tuple[str, str]]] = {}
    for each in found:
        monday = monday_of(timezone.localtime(each.begins_at).date())
        week = _("Week of %(day)s") % {"day": date_format(monday, "j F")}
        by_week.setdefault(week, []).append((each.key, _time_told(each)))
    return list(by_week.items())


def _time_told(opening: Opening) -> str:
    """For instance: Tue 1 Dec 15:30, on screens, lessons of 2 people are covered."""
    told = [date_format(timezone.localtime(opening.begins_at), "D j M H:i"), opening.place or _("on screens")]
    if n := opening.covered:
        told.append(
            ngettext("lessons of %(n)s person are covered", "lessons of %(n)s people are covered", n) % {"n": n}
        )
    if opening.from_stock:
        told.append(_("takes training-day time"))
    return ", ".join(told)


def clashing(meetings: Sequence[Meeting]) -> str:
    """That some could not be accepted, which, and what to do."""
    which = [
        f"{name_of(each.group)}, {date_format(timezone.localtime(each.begins_at), 'j F H:i')}" for each in meetings
    ]
    said = _(
        "No longer possible, so still proposed: %(which)s. Somebody is not free then any more, or no cover is left."
    )
    return f"{said % {'which': '; '.join(which)}} {_('Move it or strike it out.')}"


def groups(placed: Collection[Meeting]) -> list[tuple[Group, str, int]]:
    """Groups to which something is proposed, by name, and how much."""
    proposed = [meeting for meeting in placed if meeting.state == Meeting.State.PROPOSED]
    times = Counter(meeting.group_id for meeting in proposed)
    found = {meeting.group_id: meeting.group for meeting in proposed}
    return sorted(((group, name_of(group), times[key]) for key, group in found.items()), key=lambda each: each[1])


def reached(plan: TermPlan, left: Collection[Unplaced]) -> str:
    """How many meetings were found, and how many could be at most."""
    value, bound = plan.value or 0, plan.bound or 0
    said = ngettext("%(n)s meeting has found a time.", "%(n)s meetings have found a time.", value) % {"n": value}
    if not left and value:
        return f"{said} {_('Every group has as many as you asked for.')}"
    if value == bound:
        return f"{said} {_('It is proven that no plan can hold more.')}"
    return f"{said} {_('No plan can hold more than %(bound)s.') % {'bound': bound}}"


@dataclass(frozen=True)
class Missing:
    """A group for which there is too little time, and what would help."""

    group: Group
    name: str
    missing: str
    would_help: str


def unplaced(left: Collection[Unplaced], schools: Mapping[UUID, School], mondays: Sequence[date]) -> list[Missing]:
    """Groups that miss meetings, and the least that would have to change for one more."""
    return [
        Missing(
            each.group,
            name_of(each.group),
            ngettext("%(n)s meeting is missing", "%(n)s meetings are missing", each.missing) % {"n": each.missing},
            _would_help(each, schools, mondays),
        )
        for each in left
    ]


def _would_help(left: Unplaced, schools: Mapping[UUID, School], mondays: Sequence[date]) -> str:
    said = [_shared_time(left)] if any(each["why"] == Why.NO_SHARED_TIME for each in left.reasons) else []
    for reason in left.reasons:
        words = {
            "n": reason["amount"],
            "school": schools[UUID(reason["school"])].name if reason["school"] else "",
            "week": _week(reason["week"], mondays),
            "when": half_hour(reason["half_hour"]) if reason["half_hour"] is not None else "",
        }
        if reason["why"] in SAID:
            said.append(SAID[reason["why"]](reason["amount"]) % words)
    return _("For one more, it needs %(what)s.") % {"what": together(list(dict.fromkeys(said)))}


def _shared_time(left: Unplaced) -> str:
    """'one more half-hour that all three share, for instance Thursday at 15:30'."""
    places = sorted({each["half_hour"] for each in left.reasons if each["why"] == Why.NO_SHARED_TIME})
    people = len(left.group.members.all())
    all_of_them = {2: _("both"), 3: _("all three")}.get(people, _("all %(n)s") % {"n": people})
    said = ngettext(
        "one more half-hour that %(all)s share, for instance %(when)s",
        "%(n)s more half-hours that %(all)s share, for instance from %(when)s",
        len(places),
    )
    return said % {"n": len(places), "all": all_of_them, "when": half_hour(places[0])}


def _week(number: int | None, mondays: Sequence[date]) -> str:
    return date_format(mondays[number], "j F") if number is not None and number < len(mondays) else ""


SAID: dict[str, Callable[[int], str]] = {
    Why.COVER: lambda n: ngettext(
        "one more half-hour of cover at %(school)s in the week of %(week)s",
        "%(n)s more half-hours of cover at %(school)s in the week of %(week)s",
        n,
    ),
    Why.STOCK: lambda n: ngettext(
        "one more half-hour of training days taken apart at %(school)s",
        "%(n)s more half-hours of training days taken apart at %(school)s",
        n,
    ),
    Why.ROOMS: lambda n: _("one more room at %(school)s on %(when)s"),
    Why.LOAD: lambda n: _("somebody to have one more meeting in the week of %(week)s"),
    Why.AWAY: lambda n: _("somebody to be there in the week of %(week)s"),
    Why.APART: lambda n: ngettext("one more week in the term", "%(n)s more weeks in the term", n),
    Why.WAY: lambda n: _("to meet on screens, as nobody knows the way between its schools"),
    Why.OTHERS: lambda n: _("a time that another meeting of one of them has, or more weeks"),
}
