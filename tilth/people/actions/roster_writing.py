"""Writing what a report says, in few and large statements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from tilth.people.domain.rosters.comparing import KnownRole, Step
from tilth.people.models import ClassMember, Person, Role, SchoolClass, SourceId
from tilth.people.queries.rosters import Report

Seats = set[tuple[UUID, str, str]]
"""A person, the source id of a class, and student or teacher."""


def write(report: Report, last_day: date) -> None:
    """Write a report. Whoever leaves keeps their name and history; only roles and places in classes end."""
    people = _write_people(report)
    vouchers = _write_source_ids(report, people)
    _write_roles(report, people, vouchers)
    _end_roles(report, last_day)
    _write_classes(report, last_day)
    _write_seats(report, people)


def _write_people(report: Report) -> dict[str, UUID]:
    """New people, and changes to those known. Returns everybody's key by their id in the list."""
    new = {
        step.person.source_id: Person(name=step.person.name, email=step.person.email) for step in report.comparison.new
    }
    Person.objects.bulk_create(new.values(), batch_size=500)
    known = {step.person.source_id: step.known.key for step in report.comparison.steps if step.known}
    changed = {step.known.key: step for step in report.comparison.steps if step.known and _touches(step)}
    rows = list(Person.objects.filter(id__in=changed))
    for row in rows:
        step = changed[row.id]
        row.name, row.email, row.is_active = step.name or row.name, step.email or row.email, True
    Person.objects.bulk_update(rows, ["name", "email", "is_active"], batch_size=500)
    return known | {source_id: person.id for source_id, person in new.items()}


def _touches(step: Step) -> bool:
    return bool(step.name or step.email or (step.known and not step.known.active))


def _write_source_ids(report: Report, people: dict[str, UUID]) -> dict[str, SourceId]:
    """Remember how the list calls everybody in it. Returns what vouches for their roles, by their id in the list."""
    ours = SourceId.objects.filter(school=report.school, source=report.roster.source)
    known = set(ours.values_list("value", flat=True))
    fresh = [
        SourceId(person_id=key, school=report.school, source=report.roster.source, value=source_id)
        for source_id, key in people.items()
        if source_id not in known
    ]
    SourceId.objects.bulk_create(fresh, batch_size=500)
    return {source_id.value: source_id for source_id in ours}


def _write_roles(report: Report, people: dict[str, UUID], vouchers: dict[str, SourceId]) -> None:
    given = [
        Role(
            person_id=people[step.person.source_id],
            school=report.school,
            kind=role.kind,
            subject=role.subject,
            starts_on=role.starts_on or report.on,
            ends_on=role.ends_on,
            vouched_by=vouchers[step.person.source_id],
        )
        for step in report.comparison.steps
        for role in step.gives
    ]
    Role.objects.bulk_create(given, batch_size=500)
    _alter_roles(report, vouchers)


def _alter_roles(report: Report, vouchers: dict[str, SourceId]) -> None:
    steps = report.comparison.steps
    wanted = {held.key: role for step in steps for held, role in step.alters}
    adopted = {held.key: vouchers[step.person.source_id] for step in steps for held in step.adopts}
    rows = list(Role.objects.filter(id__in={*wanted, *adopted}))
    for row in rows:
        if role := wanted.get(row.id):
            row.subject, row.starts_on, row.ends_on = role.subject, role.starts_on or row.starts_on, role.ends_on
        row.vouched_by = adopted.get(row.id, row.vouched_by)
    Role.objects.bulk_update(rows, ["subject", "starts_on", "ends_on", "vouched_by"], batch_size=500)


def _end_roles(report: Report, last_day: date) -> None:
    """A role ends on the last day, never before its first; one that has not begun never was."""
    ending = {role.key for role in _ending(report)}
    Role.objects.filter(id__in=ending, starts_on__gt=report.on).delete()
    rows = list(Role.objects.filter(id__in=ending))
    for row in rows:
        row.ends_on = max(row.starts_on, last_day)
    Role.objects.bulk_update(rows, ["ends_on"], batch_size=500)


def _ending(report: Report) -> Iterable[KnownRole]:
    for step in report.comparison.steps:
        yield from step.ends
    for leaver in report.comparison.leaving:
        yield from leaver.roles


def _write_classes(report: Report, last_day: date) -> None:
    mine = {"school": report.school, "source": report.roster.source}
    new = [SchoolClass(name=one.name, source_id=one.source_id, **mine) for one in report.classes.new]
    SchoolClass.objects.bulk_create(new, batch_size=500)
    renewed = dict(report.classes.renewed)
    rows = list(SchoolClass.objects.filter(id__in=renewed))
    for row in rows:
        row.name, row.ends_on = renewed[row.id].name, None
    SchoolClass.objects.bulk_update(rows, ["name", "ends_on"], batch_size=500)
    SchoolClass.objects.filter(id__in=report.classes.over).update(ends_on=last_day)


def _write_seats(report: Report, people: dict[str, UUID]) -> None:
    """Everybody's places in classes. Those who leave keep none."""
    steps = report.comparison.steps
    ours = SchoolClass.objects.filter(school=report.school, source=report.roster.source)
    classes = {one.source_id: one.id for one in ours}
    drops: Seats = {(people[step.person.source_id], *seat) for step in steps for seat in step.drops}
    drops |= {(leaver.known.key, *seat) for leaver in report.comparison.leaving for seat in leaver.known.classes}
    _drop(report, drops)
    joins: Seats = {(people[step.person.source_id], *seat) for step in steps for seat in step.joins}
    seats = [ClassMember(person_id=key, school_class_id=classes[name], kind=kind) for key, name, kind in joins]
    ClassMember.objects.bulk_create(seats, batch_size=500)


def _drop(report: Report, drops: Seats) -> None:
    everybody = {key for key, _, _ in drops}
    seats = ClassMember.objects.filter(
        school_class__school=report.school, school_class__source=report.roster.source, person__in=everybody
    ).select_related("school_class")
    gone = [seat.pk for seat in seats if (seat.person_id, seat.school_class.source_id, seat.kind) in drops]
    ClassMember.objects.filter(pk__in=gone).delete()
