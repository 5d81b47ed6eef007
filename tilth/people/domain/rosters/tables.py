"""A table's bytes turned into rows, whoever wrote them: encodings, separators, marks, headers in any dress."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tilth.people.domain.rosters.values import Line, NotARoster, Unusable, Why, Wrong

ROWS_AT_MOST = 200_000
CELL_AT_MOST = 20_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NEVER_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: cells by the plain form of their header."""

    line: Line
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A table that has been read: its columns, its rows, and the lines that are no rows."""

    file: str
    columns: frozenset[str]
    rows: tuple[Row, ...]
    wrong: tuple[Wrong, ...] = ()
    unsure: frozenset[str] = frozenset()  # the cells of those lines, in small letters

    def need(self, *columns: str) -> None:
        """Raises NotARoster when a column is not there."""
        for column in columns:
            if column not in self.columns:
                raise NotARoster(Unusable.MISSING_COLUMN, self.file, column)


def plain(header: str) -> str:
    """A header without case, spaces, marks and accents: "Début du rôle" is debutdurole."""
    bare = unicodedata.normalize("NFKD", header.strip().casefold())
    return "".join(letter for letter in bare if letter.isalnum())


def decode(file: str, content: bytes) -> str:
    """The text of a file. Raises NotARoster for what is empty or no text."""
    if not content.strip():
        raise NotARoster(Unusable.EMPTY, file)
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "cp1252"]:
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        return _text_only(file, text)
    raise NotARoster(Unusable.BINARY, file)


def _text_only(file: str, text: str) -> str:
    if _NEVER_IN_TEXT.search(text):
        raise NotARoster(Unusable.BINARY, file)
    if not text.strip():
        raise NotARoster(Unusable.EMPTY, file)
    return text


def read_table(file: str, content: bytes) -> Table:
    """Read one file. Raises NotARoster where nothing of it can be read."""
    text = decode(file, content)
    separator, text, skipped = _separator(text)
    records = _records(file, text, separator, skipped)
    header = [plain(cell) for cell in next(records, (0, []))[1]]
    rows: list[Row] = []
    wrong: list[Wrong] = []
    unsure: set[str] = set()
    for number, cells in records:
        line = Line(file, number)
        fault = _fault(line, header, cells)
        if fault:
            wrong.append(fault)
            unsure.update(cell.lower() for cell in cells if cell)
        else:
            rows.append(Row(line, _by_header(header, cells)))
    return Table(file, frozenset(header) - {""}, tuple(rows), tuple(wrong), frozenset(unsure))


def _separator(text: str) -> tuple[str, str, int]:
    """The separator, the text it separates, and how many lines went before: Excel may write `sep=;` first."""
    first, _, rest = text.partition("\n")
    if said := re.fullmatch(r"sep=([,;\t|])\s*", first, re.IGNORECASE):
        return said[1], rest, 1
    header = next((line for line in io.StringIO(text, newline=None) if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", header)
    return max(",;\t|", key=bare.count), text, 0


def _records(file: str, text: str, separator: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of its first line; blank ones are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begins = skipped + 1
    try:
        for count, cells in enumerate(reader):
            if count > ROWS_AT_MOST:
                raise NotARoster(Unusable.LARGE, file, f"{ROWS_AT_MOST:,}")
            if any(cell.strip() for cell in cells):
                _check_size(file, begins, cells)
                yield begins, [cell.strip() for cell in cells]
            begins = skipped + reader.line_num + 1
    except csv.Error as error:
        why = Unusable.HUGE_CELL if "larger than" in str(error) else Unusable.BROKEN
        raise NotARoster(why, file, str(begins)) from error


def _check_size(file: str, number: int, cells: list[str]) -> None:
    if max(map(len, cells)) > CELL_AT_MOST:
        raise NotARoster(Unusable.HUGE_CELL, file, str(number))


def _fault(line: Line, header: list[str], cells: list[str]) -> Wrong | None:
    beyond = [cell for cell in cells[len(header) :] if cell]
    if beyond:
        return Wrong(line, Why.TOO_MANY_CELLS, beyond[0][:80])
    broken = next((cell for cell in cells if "\n" in cell or "\r" in cell), None)
    return Wrong(line, Why.LINE_BREAK, " ".join(broken.split())[:80]) if broken else None


def _by_header(header: list[str], cells: list[str]) -> dict[str, str]:
    """Cells under their headers; of two columns of one name the first counts."""
    return dict(reversed([pair for pair in zip(header, cells, strict=False) if pair[0]]))
