"""Our own layout: one table with a line for each person and role."""

from __future__ import annotations

import re
from dataclasses import replace

from tilth.people.domain.rosters.files import Files
from tilth.people.domain.rosters.sightings import Sighting, gather
from tilth.people.domain.rosters.tables import Row, Table, read_table
from tilth.people.domain.rosters.values import LONGEST, NotARoster, Roster, RosterClass, RosterSchool, Unusable, fits
from tilth.people.domain.rosters.words import COLUMNS

TEMPLATE = (
    ("name", "email", "role", "subject", "starts_on", "ends_on", "school_number", "class", "id"),
    ("Ada Example", "ada@school.example", "headteacher", "", "2025-09-01", "", "", "", "S1"),
    ("Ben Example", "ben@school.example", "teacher", "Mathematics", "2025-09-01", "", "", "7A; 8B", "S2"),
    ("Dot Example", "", "student", "", "2025-09-01", "2032-07-31", "", "7A", "P1"),
)
"""The table to download: its header, and three lines to overwrite."""


def looks_like_ours(table: Table) -> bool:
    theirs = {"sourcedid", "sisid"} & table.columns
    return not theirs and "role" in table.columns and bool(table.columns & {"name", "familyname"})


def ours(table: Table) -> Table:
    """The same table under the names of our own columns, whatever language its header was in."""
    rows = tuple(
        Row(row.line, {COLUMNS.get(name, name): cell for name, cell in row.cells.items()}) for row in table.rows
    )
    return replace(table, columns=frozenset(COLUMNS.get(name, name) for name in table.columns), rows=rows)


def read(files: Files) -> Roster:
    """Read our own layout from one table, or from several in a bundle. Raises NotARoster."""
    tables = [ours(read_table(name, content)) for name, content in files.items()]
    for table in tables:
        _check(table)
    rows = _with_numbers([row for table in tables for row in table.rows])
    gathered = gather(_sighting(row) for row in rows)
    return Roster(
        source="csv",
        people=gathered.people,
        schools=tuple(RosterSchool(number, number=number) for number in _numbers(rows)),
        classes=_classes(rows),
        wrong=(*(fault for table in tables for fault in table.wrong), *gathered.wrong),
        unsure=gathered.unsure.union(*(table.unsure for table in tables)),
        has_classes=any("class" in table.columns for table in tables),
    )


def _numbers(rows: list[Row]) -> list[str]:
    """The numbers of the schools in a table; the empty one is the school that sends it."""
    return sorted(number for number in {row["schoolnumber"] for row in rows} if not number or fits(number))


def _with_numbers(rows: list[Row]) -> list[Row]:
    """A school's number that some lines give holds for the others too, where it is the only one."""
    numbers = {row["schoolnumber"] for row in rows} - {""}
    if len(numbers) != 1:
        return rows
    return [Row(row.line, {**row.cells, "schoolnumber": min(numbers)}) for row in rows]


def _check(table: Table) -> None:
    if not looks_like_ours(table):
        table.need("role", "name")
    if not table.rows and not table.wrong:
        raise NotARoster(Unusable.NOBODY, table.file)


def _sighting(row: Row) -> Sighting:
    return Sighting(
        line=row.line,
        source_id=row["id"],
        name=row["name"] if not row["familyname"] else f"{row['givenname'] or row['name']} {row['familyname']}",
        email=row["email"],
        role=row["role"],
        school=row["schoolnumber"],
        subject=row["subject"],
        starts_on=row["startson"],
        ends_on=row["endson"],
        classes=tuple(name.lower() for name in _class_names(row)),
    )


def _class_names(row: Row) -> list[str]:
    names = (" ".join(part.split()) for part in re.split(r"[;|,]", row["class"]))
    return [name[: LONGEST["class"]] for name in names if name]


def _classes(rows: list[Row]) -> tuple[RosterClass, ...]:
    named = {(name.lower(), row["schoolnumber"]): name for row in reversed(rows) for name in _class_names(row)}
    return tuple(RosterClass(source_id, school, name) for (source_id, school), name in sorted(named.items()))
