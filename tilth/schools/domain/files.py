"""Files of any origin as lines of cells. Nothing is believed: size, packing, letters and marks are checked first."""

from __future__ import annotations

import codecs
import csv
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from tilth.schools.domain import cells
from tilth.schools.domain.values import Fault, Refused

MAX_BYTES = 250_000_000  # England's whole register, open and closed, is about 60 MB
MAX_LINE = 1_000_000  # bytes: the widest real line has 2,400
MAX_FIELD = 10_000  # characters: a missing quotation mark swallows the lines after it
MAX_UNPACKED = 120_000_000  # bytes: openpyxl keeps a workbook's shared words in memory
MAX_RATIO = 150  # of unpacked to packed: real workbooks reach about 20
MAX_PARTS = 2_000
_BLOCK = 1 << 20
_ENDS = re.compile(rb"[\r\n]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")

Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Text:
    """A file of separated values in a known encoding. `lines` is how many it has, for progress; `repaired` says that
    some letters could not be read and became a question mark."""

    path: Path
    encoding: str
    lines: int

    def sheets(self) -> list[str]:
        return [""]

    def rows(self, sheet: str, delimiter: str) -> Iterator[Line]:
        """Each row with the line it begins on. Raises Refused at a field beyond measure."""
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as file:
            reader = csv.reader(file, delimiter=delimiter)
            begins = 1
            try:
                for row in reader:
                    _measure(row, begins)
                    yield begins, row
                    begins = reader.line_num + 1
            except csv.Error:
                raise Refused(Fault.HUGE_FIELD, line=begins) from None


@dataclass(frozen=True, slots=True)
class Workbook:
    """A spreadsheet that has passed the checks of `_safe_workbook`."""

    path: Path
    names: tuple[str, ...]
    lines: int
    encoding: str = "xlsx"

    def sheets(self) -> list[str]:
        return list(self.names)

    def rows(self, sheet: str, delimiter: str) -> Iterator[Line]:
        """Each row of one sheet as text, numbered as the spreadsheet does."""
        try:
            with _open(self.path) as book:
                for line, row in enumerate(book[sheet].iter_rows(values_only=True), start=1):
                    written = [cells.written(value) for value in row]
                    _measure(written, line)
                    yield line, written
        except (Refused, GeneratorExit):
            raise
        except Exception:  # a broken part can fail anywhere inside the library
            raise Refused(Fault.BROKEN_SPREADSHEET) from None


def opened(path: Path, encoding: str = "") -> Text | Workbook:
    """A file that can be read, of whichever kind it is. Raises Refused."""
    if not path.is_file():
        raise Refused(Fault.ABSENT, name=path.name)
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise Refused(Fault.TOO_LARGE, most=MAX_BYTES // 1_000_000)
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise Refused(Fault.EMPTY)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(Fault.OLD_EXCEL)
    return _safe_workbook(path) if start.startswith(b"PK\x03\x04") else _readable_text(path, start, encoding)


def _safe_workbook(path: Path) -> Workbook:
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except Exception:  # zipfile raises whatever its parsing meets
        raise Refused(Fault.BROKEN_SPREADSHEET) from None
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > min(MAX_UNPACKED, max(MAX_RATIO * path.stat().st_size, _BLOCK)):
        raise Refused(Fault.BOMB)
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise Refused(Fault.NOT_A_SPREADSHEET)
    try:
        with _open(path) as book:
            names = tuple(sheet.title for sheet in book.worksheets)
            lines = sum(sheet.max_row or 0 for sheet in book.worksheets)
    except Exception:  # as above: openpyxl, its XML parser and zlib each have their own
        raise Refused(Fault.BROKEN_SPREADSHEET) from None
    return Workbook(path, names, lines)


@contextmanager
def _open(path: Path) -> Iterator[Any]:
    """A workbook, whatever its file is called: openpyxl looks at the ending of a path, but not of an open file."""
    with path.open("rb") as file, closing(openpyxl.load_workbook(file, read_only=True, data_only=True)) as book:
        yield book


def _readable_text(path: Path, start: bytes, encoding: str) -> Text:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Text(path, "utf-16", _lines(path, "utf-16"))
    scan = _Scan()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(_BLOCK), b""):
            scan.take(block)
    return Text(path, encoding or scan.encoding(), scan.lines + 1)


class _Scan:
    """One pass over the bytes: is it text, in which letters, and how long are its lines?"""

    def __init__(self) -> None:
        self.lines = 0
        self._unended = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._is_utf8 = True

    def take(self, block: bytes) -> None:
        if b"\0" in block or len(_CONTROL.findall(block)) > len(block) // 100:
            raise Refused(Fault.BINARY)
        self._measure(block)
        if self._is_utf8:
            try:
                self._decoder.decode(block)
            except UnicodeDecodeError:
                self._is_utf8 = False

    def _measure(self, block: bytes) -> None:
        runs = _ENDS.split(block)
        self.lines += block.count(b"\n") or block.count(b"\r")
        longest = max(self._unended + len(runs[0]), *map(len, runs))
        if longest > MAX_LINE:
            raise Refused(Fault.HUGE_LINE, line=self.lines + 1)
        self._unended = len(runs[-1]) + (self._unended if len(runs) == 1 else 0)

    def encoding(self) -> str:
        """UTF-8 if all of it is; what England's register writes otherwise."""
        if self._is_utf8:
            try:
                self._decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                self._is_utf8 = False
        return "utf-8-sig" if self._is_utf8 else "cp1252"


def _lines(path: Path, encoding: str) -> int:
    """Lines of a file in two-byte letters. Raises Refused where it is not text after all."""
    count = 0
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        for text in iter(lambda: file.read(_BLOCK), ""):
            if "\0" in text:
                raise Refused(Fault.BINARY)
            count += text.count("\n") or text.count("\r")
            if len(text) == _BLOCK and not count:
                raise Refused(Fault.HUGE_LINE, line=1)
    return count + 1


def _measure(row: list[str], line: int) -> None:
    if any(len(cell) > MAX_FIELD for cell in row):
        raise Refused(Fault.HUGE_FIELD, line=line)
