"""A list of people, read and compared with who is known: the report before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tilth.people.domain import rosters
from tilth.people.domain.rosters.comparing import (
    Comparison,
    Known,
    KnownRole,
    Leaver,
    Sender,
    Step,
    compare,
    find_school,
    group_of,
)
from tilth.people.domain.rosters.groups import ClassChanges, compare_classes
from tilth.people.domain.rosters.own import TEMPLATE
from tilth.people.domain.rosters.values import DOUBLES, NotARoster, Roster, RosterSchool, Unusable, Wrong
from tilth.people.models import ClassMember, Person, Role, RosterUpload, SchoolClass, SourceId
from tilth.people.queries.roster_words import (
    KEPT,
    WHAT_TO_DO,
    UnreadableList,
    change_said,
    refusal,
    roles_said,
)
from tilth.people.rules import is_head_of
from tilth.schools.models import School

__all__ = [
    "TEMPLATE",
    "Report",
    "UnreadableList",
    "last_import",
    "place_of",
    "read_list",
    "report_on",
    "roster_of",
    "rosters_folder",
    "waiting_report",
    "waiting_upload",
]

SHOWN = 50
PEOPLE_AT_MOST = 20_000  # of one school: far above the largest there is, and within what one query may ask for
GROUPS = {
    "staff": _("Staff"),
    "students": _("Students"),
    "governors": _("Governors"),
    "parents": _("Parents and carers"),
}


@dataclass(frozen=True)
class Fault:
    """A line that was not used, with where it is and what to do."""

    file: str
    line: int
    value: str
    what_to_do: Any
    first: int | None = None  # the line it doubles


@dataclass(frozen=True)
class Entry:
    """One person of a report, and what becomes of them, in words."""

    name: str
    email: str
    words: str


@dataclass(frozen=True)
class Listing:
    """The first of many, and how many there are in all."""

    shown: tuple[Any, ...]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.shown)


@dataclass(frozen=True)
class GroupReport:
    """What would become of one group: staff, students, governors or parents."""

    name: Any
    new: Listing
    joining: Listing
    changed: Listing
    leaving: Listing
    unchanged: int


@dataclass(frozen=True)
class Report:
    """What a list would change in a school. `place` is the school in the list's own words; None while unknown."""

    school: School
    roster: Roster
    place: RosterSchool | None
    comparison: Comparison
    classes: ClassChanges
    on: date

    @property
    def does_nothing(self) -> bool:
        return self.comparison.does_nothing and self.classes.are_none

    @cached_property
    def groups(self) -> list[GroupReport]:
        """Each group that the list, or those leaving, have anybody of; staff and students apart."""
        present = {key for step in self.comparison.steps for key in _groups_of(step.person.roles)}
        present |= {key for leaver in self.comparison.leaving for key in _groups_of(leaver.roles)}
        return [self._group(key) for key in GROUPS if key in present]

    def _group(self, key: str) -> GroupReport:
        def of(steps: Iterable[Any]) -> list[Any]:
            return [step for step in steps if key in _groups_of(getattr(step, "person", step).roles)]

        found = self.comparison
        return GroupReport(
            name=GROUPS[key],
            new=_listing(of(found.new), _newcomer),
            joining=_listing(of(found.joining), _newcomer),
            changed=_listing(of(found.changed), _changed),
            leaving=_listing(of(found.leaving), _leaver),
            unchanged=len(of(found.unchanged)),
        )

    @cached_property
    def wrong(self) -> Listing:
        return _listing([wrong for wrong in self._faults if wrong.why not in DOUBLES], _fault)

    @cached_property
    def doubled(self) -> Listing:
        return _listing([wrong for wrong in self._faults if wrong.why in DOUBLES], _fault)

    @property
    def _faults(self) -> list[Wrong]:
        return sorted((*self.roster.wrong, *self.comparison.wrong), key=lambda wrong: wrong.line)

    @property
    def kept(self) -> list[tuple[str, Any]]:
        """Who stays as they are against the list, and why."""
        return [(kept.known.name, KEPT[kept.why]) for kept in self.comparison.kept]

    @property
    def many_leave(self) -> bool:
        """Whether more leave than stay: perhaps it is the wrong list."""
        return len(self.comparison.leaving) > len(self.comparison.changed) + len(self.comparison.unchanged)

    @property
    def elsewhere(self) -> int:
        """How many people of the list belong to other schools of it."""
        return sum(person.school != self.place.source_id for person in self.roster.people) if self.place else 0

    @property
    def choices(self) -> list[tuple[RosterSchool, int]]:
        """The schools of the list that have people in it, or else all, and how many each has."""
        counted = [(school, len(self.roster.at(school.source_id))) for school in self.roster.schools]
        return [one for one in counted if one[1]] or counted

    @property
    def counts(self) -> dict[str, int]:
        """Numbers only, for the trail and the page after it."""
        found = self.comparison
        moved = {name: len(getattr(found, name)) for name in ("new", "joining", "changed", "unchanged", "leaving")}
        return {**moved, "wrong": self.wrong.total, "doubled": self.doubled.total, "kept": len(found.kept)}

    @property
    def fingerprint(self) -> str:
        """Stays the same as long as importing would do the same."""
        return hashlib.sha256("\n".join(sorted(_deeds(self))).encode()).hexdigest()


def read_list(path: Path, *, name: str = "", mail_domain: str = "") -> Roster:
    """Read a table, a zip or a folder. `name` is what its owner calls it. Raises UnreadableList, in words."""
    try:
        files = rosters.open_bytes(name, path.read_bytes()) if name and path.is_file() else rosters.open_path(path)
        return rosters.read(files, mail_domain)
    except NotARoster as no:
        raise refusal(no) from no


def report_on(*, school: School, roster: Roster, by: Person | None, known_as: str = "") -> Report:
    """What importing a list would change in a school. `by` None, or an operator, may name heads; so may a head.

    Raises UnreadableList where a list gives one school more people than any school has.
    """
    on = timezone.localdate()
    place = find_school(roster, school.name, school.number, known_as)
    if place is None:
        return Report(school, roster, None, Comparison(), ClassChanges(), on)
    if len(roster.at(place.source_id)) > PEOPLE_AT_MOST:
        raise refusal(NotARoster(Unusable.LARGE, place.name, str(PEOPLE_AT_MOST)))
    sender = Sender(by.id if by else None, names_heads=by is None or by.is_operator or is_head_of(by, school))
    known = _known(school, roster.source, {person.email for person in roster.at(place.source_id)}, on)
    comparison = compare(roster, place.source_id, known, on, sender)
    return Report(
        school, roster, place, comparison, compare_classes(roster, place.source_id, _classes(school, roster)), on
    )


def waiting_upload(school: School, by: Person) -> RosterUpload | None:
    """The list that somebody has sent for a school and not imported yet."""
    return RosterUpload.objects.filter(school=school, by=by, applied_at=None).first()


def waiting_report(school: School, by: Person) -> Report | None:
    """The report on the list that waits, or None where none does. Raises UnreadableList."""
    upload = waiting_upload(school, by)
    if upload is None:
        return None
    before = last_import(school)
    roster = roster_of(upload)
    known_as = upload.known_as or (before.known_as if before and before.known_as in _ids(roster) else "")
    return report_on(school=school, roster=roster, by=by, known_as=known_as)


def roster_of(upload: RosterUpload) -> Roster:
    """A kept list, read again. Raises UnreadableList."""
    place = place_of(upload)
    if not place.exists():
        raise UnreadableList(_("We no longer have this list. Send it again."))
    return read_list(place, name=upload.file_name, mail_domain=upload.mail_domain)


def place_of(upload: RosterUpload) -> Path:
    """Where the file of a list lies while it waits: under our own name, never under its owner's."""
    return rosters_folder() / str(upload.id)


def rosters_folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "rosters"


def _ids(roster: Roster) -> set[str]:
    return {school.source_id for school in roster.schools}


def last_import(school: School, by: Person | None = None) -> RosterUpload | None:
    """The latest list that was imported for a school, by anybody or by one person."""
    mine = {"by": by} if by else {}
    done = RosterUpload.objects.filter(school=school, applied_at__isnull=False, **mine)
    return done.select_related("by").order_by("-applied_at").first()


def _known(school: School, source: str, emails: set[str | None], on: date) -> list[Known]:
    """Everybody whom a list of this source may speak of, in four queries."""
    ours = SourceId.objects.filter(school=school, source=source)
    seats = ClassMember.objects.filter(school_class__school=school, school_class__source=source)
    people = Person.objects.filter(Q(id__in=ours.values("person")) | Q(email__in=emails - {None})).prefetch_related(
        "roles",
        Prefetch("source_ids", queryset=ours, to_attr="ids_here"),
        Prefetch("classes", queryset=seats.select_related("school_class"), to_attr="seats_here"),
    )
    return [_known_person(person, school, on) for person in people]


def _known_person(person: Any, school: School, on: date) -> Known:
    roles: list[Role] = list(person.roles.all())
    ours = {source_id.id for source_id in person.ids_here}
    standing = [role for role in roles if role.ends_on is None or role.ends_on >= on]
    return Known(
        key=person.id,
        name=person.name,
        email=person.email,
        source_ids=frozenset(source_id.value for source_id in person.ids_here),
        roles=tuple(_known_role(role, ours) for role in standing if role.school_id == school.id),
        elsewhere=person.is_operator or any(role.school_id != school.id for role in roles),
        grown=person.is_operator or any(role.kind != Role.Kind.STUDENT for role in roles),
        student_elsewhere=any(role.kind == Role.Kind.STUDENT and role.school_id != school.id for role in standing),
        classes=frozenset((seat.school_class.source_id, seat.kind) for seat in person.seats_here),
        active=person.is_active,
    )


def _known_role(role: Role, ours: set[int]) -> KnownRole:
    return KnownRole(role.id, role.kind, role.subject, role.starts_on, role.ends_on, role.vouched_by_id in ours)


def _classes(school: School, roster: Roster) -> dict[str, tuple[UUID, str, bool]]:
    found = SchoolClass.objects.filter(school=school, source=roster.source)
    return {one.source_id: (one.id, one.name, one.ends_on is None) for one in found}


def _groups_of(roles: Iterable[Any]) -> set[str]:
    return {group_of(role.kind) for role in roles}


def _listing(everything: list[Any], said: Callable[[Any], Any]) -> Listing:
    return Listing(tuple(said(one) for one in everything[:SHOWN]), len(everything))


def _newcomer(step: Step) -> Entry:
    """In the list's words: what Tilth calls somebody known from elsewhere is not told before they belong here."""
    return Entry(step.person.name, step.person.email or "", roles_said(step.gives))


def _changed(step: Step) -> Entry:
    name = step.known.name if step.known else step.person.name
    return Entry(name, "", "; ".join(change_said(change) for change in step.changes))


def _leaver(leaver: Leaver) -> Entry:
    return Entry(leaver.known.name, leaver.known.email or "", roles_said(leaver.roles))


def _fault(wrong: Wrong) -> Fault:
    first = wrong.first.number if wrong.first else None
    return Fault(wrong.line.file, wrong.line.number, wrong.value, WHAT_TO_DO[wrong.why], first)


def _deeds(report: Report) -> Iterator[str]:
    """One line for each thing that importing would do, in no order."""
    found = report.comparison
    for step in (*found.new, *found.joining, *found.changed):
        yield f"{step.person.source_id} {step.person.name} {step.person.email} {step.person.roles} {step.changes}"
    for leaver in found.leaving:
        yield f"{leaver.known.key} {leaver.roles}"
    yield f"{report.place} {report.classes}"
