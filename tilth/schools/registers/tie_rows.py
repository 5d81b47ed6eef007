"""Rows about schools in groups, made into ties."""

from __future__ import annotations

from uuid import UUID

from tilth.schools.domain.mappings import Layout
from tilth.schools.domain.reports import Report
from tilth.schools.domain.values import Skipped, TieRow, Why
from tilth.schools.models import School, Tie
from tilth.schools.registers.bodies import Bodies
from tilth.schools.registers.searched import word_again


class Ties:
    """Adds the ties that a list of groups names, and the days it gives. It ends only what the list says has ended."""

    def __init__(self, layout: Layout, report: Report, bodies: Bodies, apply: bool) -> None:
        self.layout = layout
        self.report = report
        self.bodies = bodies
        self.apply = apply
        self.touched: set[UUID] = set()
        self.met: set[tuple[UUID, UUID]] = set()

    def take(self, rows: list[TieRow]) -> None:
        """Compare one batch, and write what differs."""
        schools = self._schools(rows)
        known = [row for row in rows if row.number in schools]
        found = self.bodies.found(row.body for row in known)
        standing = _standing(list(schools.values()))
        new: list[Tie] = []
        differing: list[Tie] = []
        for row in known:
            self._one(row, schools[row.number], found[row.body].id, standing, new, differing)
        for row in rows:
            if row.number not in schools:
                self.report.skip(Skipped(row.line, Why.SCHOOL_UNKNOWN, f"{row.number} {row.body.name}"))
        if self.apply:
            Tie.objects.bulk_create(new)
            Tie.objects.bulk_update(differing, ["since", "until"], batch_size=200)

    def finish(self) -> None:
        """Let the schools be found by their new bodies' names."""
        if self.apply:
            word_again(self.bodies.renamed, self.touched)

    def _schools(self, rows: list[TieRow]) -> dict[str, UUID]:
        held = School.objects.filter(country__in=self.layout.countries, number__in={row.number for row in rows})
        return dict(held.values_list("number", "id"))

    def _one(
        self,
        row: TieRow,
        school: UUID,
        body: UUID,
        standing: dict[tuple[UUID, UUID], Tie],
        new: list[Tie],
        differing: list[Tie],
    ) -> None:
        pair = (school, body)
        if pair in self.met:
            self.report.skip(Skipped(row.line, Why.REPEATED, f"{row.number} {row.body.name}"))
            return
        self.met.add(pair)
        tie = standing.get(pair)
        if tie is None:
            tie = Tie(school_id=school, body_id=body, since=row.since, until=row.until)
            new.append(tie)
            what = "new"
        elif differs := (tie.since, tie.until) != (row.since or tie.since, row.until):
            tie.since, tie.until = row.since or tie.since, row.until
            differing.append(tie)
            what = "changed" if differs else "unchanged"
        else:
            what = "unchanged"
        if what != "unchanged":
            self.touched.add(school)
        self.report.count(what, f"{row.number} {row.body.name}")


def _standing(schools: list[UUID]) -> dict[tuple[UUID, UUID], Tie]:
    return {(tie.school_id, tie.body_id): tie for tie in Tie.objects.filter(school__in=schools).order_by("-until")}
