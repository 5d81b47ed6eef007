"""Trusts, federations and the like, as one reading of a register meets them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from tilth.schools.domain.mappings import Layout
from tilth.schools.domain.reports import Report
from tilth.schools.domain.values import BodyRow
from tilth.schools.models import Body

TRUSTS = frozenset({Body.Kind.MULTI_ACADEMY_TRUST, Body.Kind.SINGLE_ACADEMY_TRUST, Body.Kind.SCHOOL_TRUST})


def place_of(kind: str) -> str:
    """A school is in one trust at a time, of whichever kind; in the same way in one federation, one diocese."""
    return Body.Kind.SCHOOL_TRUST if kind in TRUSTS else kind


class Bodies:
    """All bodies of one register, found by number or else by name, and made or brought up to date as rows name them.

    There are a few thousand in the largest country, so they are held in memory. The first row that names a body in a
    file decides its name: registers spell one trust in several ways.
    """

    def __init__(self, layout: Layout, apply: bool) -> None:
        self.country = layout.countries[0]
        self.apply = apply
        self.by_id: dict[UUID, Body] = {}
        self.renamed: set[UUID] = set()
        self._by_number: dict[str, Body] = {}
        self._by_name: dict[tuple[str, str], Body] = {}
        self._met: dict[UUID, str] = {}
        for body in Body.objects.filter(country=self.country).order_by("number", "id"):
            self._remember(body)

    def found(self, rows: Iterable[BodyRow]) -> dict[BodyRow, Body]:
        """The body for each row, made where there was none; all that is new or changed is written at once."""
        new: list[Body] = []
        changed: dict[UUID, Body] = {}
        found = {row: self._one(row, new, changed) for row in rows}
        if self.apply:
            Body.objects.bulk_create(new)
            fresh = {body.id for body in new}
            Body.objects.bulk_update(
                [body for key, body in changed.items() if key not in fresh], ["name", "kind", "status"], batch_size=200
            )
        return found

    def what_happened(self, body: Body) -> str:
        """`new`, `changed` or `unchanged`, as of the first row that named it."""
        return self._met[body.id]

    def counting(self, report: Report) -> _Counting:
        """A writer for a file that holds nothing but bodies."""
        return _Counting(self, report)

    def _one(self, row: BodyRow, new: list[Body], changed: dict[UUID, Body]) -> Body:
        body = self._known(row)
        if body is None:
            body = Body(country=self.country, number=row.number, name=row.name, kind=row.kind)
            body.status = Body.Status.CLOSED if row.closed else Body.Status.OPEN
            new.append(body)
            self._remember(body)
            self._met[body.id] = "new"
        elif body.id not in self._met:
            self._met[body.id] = "changed" if self._update(body, row) else "unchanged"
            if self._met[body.id] == "changed":
                changed[body.id] = body
        return body

    def _known(self, row: BodyRow) -> Body | None:
        if row.number:
            return self._by_number.get(row.number)
        return self._by_name.get((place_of(row.kind), row.name.casefold()))

    def _update(self, body: Body, row: BodyRow) -> bool:
        before = body.name, body.kind, body.status
        if body.name.casefold() != row.name.casefold():
            body.name = row.name
            self.renamed.add(body.id)
        if row.kind not in (body.kind, Body.Kind.SCHOOL_TRUST, Body.Kind.OTHER):
            body.kind = Body.Kind(row.kind)
        if row.closed is not None:
            body.status = Body.Status.CLOSED if row.closed else Body.Status.OPEN
        return before != (body.name, body.kind, body.status)

    def _remember(self, body: Body) -> None:
        self.by_id[body.id] = body
        if body.number:
            self._by_number[body.number] = body
        self._by_name.setdefault((place_of(body.kind), body.name.casefold()), body)


class _Counting:
    """Counts bodies as rows of their own file name them."""

    def __init__(self, bodies: Bodies, report: Report) -> None:
        self.bodies = bodies
        self.report = report

    def take(self, rows: list[BodyRow]) -> None:
        for row, body in self.bodies.found(rows).items():
            self.report.count(self.bodies.what_happened(body), row.name)

    def finish(self) -> None:
        """Nothing is left to do."""
