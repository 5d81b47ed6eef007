"""Rows that say which school followed which."""

from __future__ import annotations

from tilth.schools.domain import cells
from tilth.schools.domain.mappings import plain
from tilth.schools.domain.rows import Cells, RowFault
from tilth.schools.domain.values import LinkRow, Why

_FORWARDS = {"later": True, "earlier": False, "unsaid": None}


def link(row: Cells) -> LinkRow:
    """A row about two schools, "earlier" and "later" in the file's words. Raises RowFault."""
    number, other = row.school_number(), row.school_number("other")
    if number == other:
        raise RowFault(Why.FOLLOWS_ITSELF, number)
    relation = cells.text(row.raw("relation"))
    meaning = row.register.layout.words.get("relation", {}).get(plain(relation))
    if meaning is None:
        raise RowFault(Why.NOT_A_SUCCESSION, relation)
    way, kind = meaning.split()
    return LinkRow(row.line, number, other, kind, _FORWARDS[way], row.day("on"))
