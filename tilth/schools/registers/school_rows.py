"""Rows about schools, made into schools and their ties."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from tilth.schools.domain import coordinates
from tilth.schools.domain.mappings import Layout
from tilth.schools.domain.reports import Report
from tilth.schools.domain.values import SchoolRow
from tilth.schools.models import Body, School, Tie
from tilth.schools.registers.bodies import Bodies, place_of
from tilth.schools.registers.searched import word_again

# Everything that a register may change.
WRITTEN = [
    "country", "name", "phase", "kind", "status", "authority", "street", "town", "postcode", "latitude", "longitude",
    "pupils", "free_meals", "opened_on", "closed_on", "name_key", "search",
]  # fmt: skip


class Schools:
    """Compares rows with the schools we have, batch by batch, and writes what differs."""

    def __init__(
        self, layout: Layout, report: Report, bodies: Bodies, apply: bool, closures: Callable[[list[UUID]], None]
    ) -> None:
        self.layout = layout
        self.report = report
        self.bodies = bodies
        self.apply = apply
        self.closures = closures
        self.today = timezone.localdate()
        self.closed: list[UUID] = []
        self.named_open = self.new_open = 0

    def take(self, rows: list[SchoolRow]) -> None:
        """Compare one batch, and write what differs."""
        batch = _Batch(self, coordinates.located(rows, self.layout.epsg))
        batch.compare()
        for school, what in batch.outcomes:
            self.report.count(what, f"{school.number} {school.name}")
            if what == "closed":
                self.closed.append(school.id)
        if self.apply:
            batch.write()

    def finish(self) -> None:
        """Count whom the file left out, refresh what names changed, and tell of closures once all is saved."""
        held = School.objects.filter(country__in=self.layout.countries).exclude(status=School.Status.CLOSED).count()
        moved = self.new_open + self.report.reopened - self.report.closed if self.apply else 0
        self.report.absent = held - moved - self.named_open
        if self.apply:
            word_again(self.bodies.renamed)
            self.closures(self.closed)


class _Batch:
    """Some hundred rows, the schools they are about, and those schools' standing ties."""

    def __init__(self, run: Schools, rows: list[SchoolRow]) -> None:
        self.run = run
        self.rows = rows
        numbers = [row.number for row in rows]
        held = School.objects.filter(country__in=run.layout.countries, number__in=numbers)
        self.held = {school.number: school for school in held}
        self.found = run.bodies.found(body for row in rows for body in row.bodies)
        self.standing = _standing(held.values_list("id", flat=True))
        self.outcomes: list[tuple[School, str]] = []
        self.new: list[School] = []
        self.differing: list[School] = []
        self.joined: list[Tie] = []
        self.left: list[Tie] = []

    def compare(self) -> None:
        for row in self.rows:
            school = self.held.get(row.number)
            if school is None:
                self._arrives(row)
            else:
                self._stays(row, school)

    def write(self) -> None:
        School.objects.bulk_create(self.new)
        School.objects.bulk_create(self.differing, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN)
        Tie.objects.bulk_update(self.left, ["until"])
        Tie.objects.bulk_create(self.joined)

    def _arrives(self, row: SchoolRow) -> None:
        school = School(country=row.country or self.run.layout.countries[0], number=row.number, **row.facts)
        bodies = self._ties(row, school)
        school.word_for_search(bodies)
        self.new.append(school)
        self.run.new_open += school.status != School.Status.CLOSED
        self.outcomes.append((school, "new"))

    def _stays(self, row: SchoolRow, school: School) -> None:
        was = school.status
        self.run.named_open += was != School.Status.CLOSED
        differs = _update(school, _facts(row, was))
        moved = len(self.joined) + len(self.left)
        reworded = school.word_for_search(self._ties(row, school))
        moved = len(self.joined) + len(self.left) - moved
        if differs or reworded:
            self.differing.append(school)
        self.outcomes.append((school, _what(was, school.status, bool(differs or moved))))

    def _ties(self, row: SchoolRow, school: School) -> list[str]:
        """Bring the school's ties up to the row; the names of all bodies it is then in."""
        said = {self.found[body].id: self.found[body] for body in row.bodies}
        places = {place_of(body.kind) for body in said.values()} | {place_of(kind) for kind in row.without}
        stays: dict[UUID, Body] = {}
        for tie in self.standing.get(school.id, []):
            body = self.run.bodies.by_id.get(tie.body_id) or tie.body
            if body.id not in said and place_of(body.kind) in places:
                tie.until = self.run.today
                self.left.append(tie)
            else:
                stays[body.id] = body
        self.joined += [Tie(school=school, body=body) for key, body in said.items() if key not in stays]
        return sorted(body.name for body in (stays | said).values())


def _standing(schools: Iterable[Any]) -> dict[UUID, list[Tie]]:
    standing: dict[UUID, list[Tie]] = {}
    for tie in Tie.objects.standing().filter(school__in=schools):
        standing.setdefault(tie.school_id, []).append(tie)
    return standing


def _facts(row: SchoolRow, was: str) -> dict[str, Any]:
    """What the row says, with what follows from it: a school that opens again has no closing day any more."""
    reopens = was == School.Status.CLOSED and row.facts.get("status", was) != was
    follows: dict[str, Any] = {"closed_on": None} if reopens else {}
    return follows | dict(row.facts) | ({"country": row.country} if row.country else {})


def _update(school: School, facts: dict[str, Any]) -> bool:
    """Give a school what a row says of it; whether anything differs."""
    differing = {name: value for name, value in facts.items() if getattr(school, name) != value}
    for name, value in differing.items():
        setattr(school, name, value)
    return bool(differing)


def _what(was: str, now: str, differs: bool) -> str:
    closed = School.Status.CLOSED
    if was != closed and now == closed:
        return "closed"
    if was == closed and now != closed:
        return "reopened"
    return "changed" if differs else "unchanged"
