"""Rows about schools that followed one another, made into successions."""

from __future__ import annotations

from uuid import UUID

from tilth.schools.domain.mappings import Layout
from tilth.schools.domain.reports import Report
from tilth.schools.domain.values import LinkRow, Skipped, Why
from tilth.schools.models import School, Succession

Pair = tuple[UUID, UUID]


class Links:
    """Adds successions. Registers write most of them twice, once from either school: the second changes nothing."""

    def __init__(self, layout: Layout, report: Report, apply: bool) -> None:
        self.layout = layout
        self.report = report
        self.apply = apply
        self.made: set[Pair] = set()

    def take(self, rows: list[LinkRow]) -> None:
        """Compare one batch, and write what is new."""
        schools = self._schools(rows)
        pairs = {row.line: _pair(row, schools) for row in rows}
        held = self._held(pairs.values())
        new: list[Succession] = []
        differing: list[Succession] = []
        for row in rows:
            pair = pairs[row.line]
            if isinstance(pair, Why):
                self.report.skip(Skipped(row.line, pair, f"{row.number} {row.other}"))
            else:
                self.report.count(self._one(row, pair, held, new, differing), f"{row.number} {row.other}")
        if self.apply:
            Succession.objects.bulk_create(new)
            Succession.objects.bulk_update(differing, ["on", "kind"], batch_size=200)

    def finish(self) -> None:
        """Nothing is left to do."""

    def _schools(self, rows: list[LinkRow]) -> dict[str, tuple[UUID, str]]:
        numbers = {row.number for row in rows} | {row.other for row in rows}
        held = School.objects.filter(country__in=self.layout.countries, number__in=numbers)
        return {number: (key, status) for number, key, status in held.values_list("number", "id", "status")}

    def _held(self, pairs: object) -> dict[Pair, Succession]:
        earlier = {pair[0] for pair in pairs if not isinstance(pair, Why)}  # type: ignore[attr-defined]
        held = Succession.objects.filter(earlier__in=earlier)
        return {(succession.earlier_id, succession.later_id): succession for succession in held}

    def _one(
        self, row: LinkRow, pair: Pair, held: dict[Pair, Succession], new: list[Succession], differing: list[Succession]
    ) -> str:
        if pair in self.made:
            return "unchanged"
        self.made.add(pair)
        if (succession := held.get(pair)) is None:
            new.append(Succession(earlier_id=pair[0], later_id=pair[1], kind=row.kind, on=row.on))
            return "new"
        if (succession.kind, succession.on) == (row.kind, row.on or succession.on):
            return "unchanged"
        succession.kind, succession.on = row.kind, row.on or succession.on
        differing.append(succession)
        return "changed"


def _pair(row: LinkRow, schools: dict[str, tuple[UUID, str]]) -> Pair | Why:
    """The earlier and the later school; where the row does not say, the closed one came first."""
    if row.number not in schools or row.other not in schools:
        return Why.SCHOOL_UNKNOWN
    (here, status), (there, other_status) = schools[row.number], schools[row.other]
    if row.forwards is not None:
        return (here, there) if row.forwards else (there, here)
    closed = [status == School.Status.CLOSED, other_status == School.Status.CLOSED]
    if closed[0] == closed[1]:
        return Why.DIRECTION_UNKNOWN
    return (here, there) if closed[0] else (there, here)
