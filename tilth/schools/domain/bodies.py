"""Rows about trusts, federations and the like, and about schools in them."""

from __future__ import annotations

from tilth.schools.domain import cells
from tilth.schools.domain.rows import Cells, RowFault
from tilth.schools.domain.values import BodyRow, TieRow, Why

LONGEST_NAME = 250
LONGEST_NUMBER = 60


def body(row: Cells) -> BodyRow:
    """A row about a body. Raises RowFault without number or name."""
    number = row.text("body_number", LONGEST_NUMBER - 20)
    if not number:
        raise RowFault(Why.NO_NUMBER, row.raw("body_name"))
    name = row.text("body_name", LONGEST_NAME)
    if not name:
        raise RowFault(Why.NO_NAME, number)
    kind = row.meaning("body_kind", "other")
    return BodyRow(row.line, kind, row.register.layout.body_prefix + number, name, _closed(row))


def tie(row: Cells) -> TieRow:
    """A row about a school in a body. Raises RowFault."""
    return TieRow(row.line, row.school_number(), body(row), row.day("since"), row.day("until"))


def _closed(row: Cells) -> bool | None:
    if row.has("body_status"):
        return row.meaning("body_status", "open") == "closed"
    return bool(cells.text(row.raw("until"))) if not row.has("number") and row.has("until") else None
