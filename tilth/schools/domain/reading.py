"""A recognised register, row by row. Each row gives exactly one thing: what it says, or why it was skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby

from tilth.schools.domain import bodies, links
from tilth.schools.domain.files import Line
from tilth.schools.domain.recognising import Register
from tilth.schools.domain.rows import Cells, Note, RowFault
from tilth.schools.domain.schools import Schools
from tilth.schools.domain.values import Holds, Row, Skipped, Why

Reader = Callable[[Cells], Row]


def read(register: Register, today: date, note: Note, blank: Callable[[int], None]) -> Iterator[Row | Skipped]:
    """Everything in a register, one row at a time. `note` is told of values left out, `blank` of empty lines.

    Raises Refused when the file turns out to be broken further down.
    """
    reader = _reader(register, today)
    sized = _sized(register, _filled(register.lines(), blank), note)
    seen: dict[str, int] = {}
    for row in _latest(register, sized):
        yield row if isinstance(row, Skipped) else _first(_said(reader, row), seen, register.layout.holds)


def _reader(register: Register, today: date) -> Reader:
    match register.layout.holds:
        case Holds.SCHOOLS:
            return Schools(register, today).row
        case Holds.TIES:
            return bodies.tie
        case Holds.BODIES:
            return bodies.body
        case Holds.LINKS:
            return links.link


def _filled(lines: Iterable[Line], blank: Callable[[int], None]) -> Iterator[Line]:
    for line, row in lines:
        if any(cell.strip() for cell in row):
            yield line, row
        else:
            blank(line)


def _sized(register: Register, lines: Iterable[Line], note: Note) -> Iterator[Cells | Skipped]:
    """Rows with their columns in place. One with more cells than headings is used only if its layout is known."""
    width, places = len(register.headings), register.places
    for line, row in lines:
        known = register.layout.widths.get(len(row))
        if len(row) > width and known:
            yield Cells(line, row, _moved(places, known), register, note)
        elif any(cell.strip() for cell in row[width:]):
            yield Skipped(line, Why.TOO_MANY_CELLS, f"{len(row)} / {width}")
        else:
            yield Cells(line, row, places, register, note)


def _moved(places: dict[str, int], known: Mapping[str, int]) -> dict[str, int]:
    moved = dict(known)
    fixed = moved.pop("fixed", 0)
    return {word: place for word, place in places.items() if place < fixed} | moved


def _latest(register: Register, rows: Iterable[Cells | Skipped]) -> Iterator[Cells | Skipped]:
    """Of neighbouring rows about one school, the latest, where the layout says that there may be several."""
    column = register.place([register.layout.keep_latest_by]) if register.layout.keep_latest_by else None
    if column is None:
        yield from rows
        return
    for number, several in groupby(rows, key=lambda row: "" if isinstance(row, Skipped) else row.raw("number")):
        together = list(several)
        real = [row for row in together if isinstance(row, Cells)]
        newest = max(real, key=lambda row: row.at(column), default=None)
        for row in together:
            earlier = isinstance(row, Cells) and row is not newest and number
            yield Skipped(row.line, Why.EARLIER_ROW, number) if earlier else row


def _said(reader: Reader, row: Cells) -> Row | Skipped:
    try:
        return reader(row)
    except RowFault as fault:
        return Skipped(row.line, fault.why, fault.value[:100])


def _first(row: Row | Skipped, seen: dict[str, int], holds: Holds) -> Row | Skipped:
    """The row, unless an earlier one was about the same school: which of two is right, nobody can tell."""
    number = getattr(row, "number", None)
    if holds not in (Holds.SCHOOLS, Holds.BODIES) or number is None:
        return row
    if (line := seen.setdefault(number, row.line)) != row.line:
        return Skipped(row.line, Why.REPEATED, f"{number} ({line})")
    return row
