"""Telling by itself what a file is: its separator, the line with its headings, the layout they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tilth.schools.domain.files import Line, Text, Workbook, opened
from tilth.schools.domain.mappings import Layout, plain, shipped
from tilth.schools.domain.values import Fault, Refused

SEPARATORS = (",", "\t", ";", "|")
HEADINGS_WITHIN = 10  # lines: some registers put a title above their headings

# Lists that look like registers and are not, by headings that only they have.
OTHERS = {
    "a school census (numbers of pupils by age)": ("school_name", "phase-type_grouping", "denomination"),
    "a list of academies' accounts, which has no school numbers": ("academy upin", "academy trust name"),
    "a list of addresses for post": ("first name", "last name", "email"),
}


@dataclass(frozen=True)
class Register:
    """A recognised file: where its rows begin and which column means what."""

    file: Text | Workbook
    layout: Layout
    sheet: str
    separator: str
    header_line: int
    headings: tuple[str, ...]

    @property
    def places(self) -> dict[str, int]:
        """Where each of our words stands in a row."""
        return places(self.layout, self.headings)

    def place(self, names: Iterable[str]) -> int | None:
        """Where the first of these columns stands."""
        return next((self.headings.index(name) for name in names if name in self.headings), None)

    def lines(self) -> Iterator[Line]:
        """The rows after the headings."""
        rows = self.file.rows(self.sheet, self.separator)
        return (row for row in rows if row[0] > self.header_line)


@dataclass(frozen=True)
class _Top:
    """The first lines of a sheet, cut by one separator."""

    sheet: str
    separator: str
    lines: tuple[Line, ...]


def recognised(path: Path, mapping: Layout | None = None) -> Register:
    """The register in a file. Raises Refused, saying what it looks like and what was expected."""
    file = opened(path, mapping.encoding if mapping else "")
    layouts = (mapping,) if mapping else shipped()
    tops = list(_tops(file))
    best = max(_candidates(file, tops, layouts), key=_merit, default=None)
    if best is None:
        raise _not_a_register(tops, layouts, bool(mapping))
    if not any(any(cell.strip() for cell in row) for _, row in best.lines()):
        raise Refused(Fault.HEADER_ONLY, title=best.layout.title)
    return best


def places(layout: Layout, headings: tuple[str, ...]) -> dict[str, int]:
    """Where each of a layout's words stands among these headings."""
    return {
        word: headings.index(found)
        for word, names in layout.columns.items()
        if (found := next((name for name in names if name in headings), None)) is not None
    }


def _tops(file: Text | Workbook) -> Iterator[_Top]:
    separators = SEPARATORS if isinstance(file, Text) else (",",)
    for sheet in file.sheets():
        for separator in separators:
            yield _Top(sheet, separator, tuple(_top_lines(file, sheet, separator)))


def _top_lines(file: Text | Workbook, sheet: str, separator: str) -> list[Line]:
    return list(islice(file.rows(sheet, separator), HEADINGS_WITHIN))


def _candidates(file: Text | Workbook, tops: list[_Top], layouts: tuple[Layout, ...]) -> Iterator[Register]:
    for top in tops:
        for line, row in top.lines:
            headings = tuple(plain(cell.removeprefix("\ufeff")) for cell in row)
            for layout in layouts:
                if layout.header_row in (0, line) and _has_all(layout, headings):
                    yield Register(file, layout, top.sheet, top.separator, line, headings)


def _has_all(layout: Layout, headings: tuple[str, ...]) -> bool:
    found = places(layout, headings)
    return all(word in found for word in layout.needs)


def _merit(register: Register) -> tuple[int, int]:
    return len(register.layout.needs), len(register.places)


def _not_a_register(tops: list[_Top], layouts: tuple[Layout, ...], own_mapping: bool) -> Refused:
    headings = _widest(tops)
    for what, signs in OTHERS.items():
        if all(sign in headings for sign in signs):
            return Refused(Fault.KNOWN_OTHER, what=what)
    nearest = max(layouts, key=lambda layout: len(places(layout, headings)))
    missing = [word for word in nearest.needs if word not in places(nearest, headings)]
    fault = Fault.NOT_THIS_MAPPING if own_mapping else Fault.UNKNOWN_LAYOUT
    return Refused(fault, found=_some(headings), nearest=nearest.title, missing=_columns(nearest, missing))


def _widest(tops: list[_Top]) -> tuple[str, ...]:
    rows = [row for top in tops for _, row in top.lines]
    return tuple(plain(cell) for cell in max(rows, key=len, default=[]))


def _some(headings: tuple[str, ...], most: int = 8) -> str:
    named = [heading[:40] for heading in headings if heading.isprintable() and heading][:most]
    return ", ".join(named) or "-"


def _columns(layout: Layout, words: list[str]) -> str:
    return ", ".join(" / ".join(layout.columns.get(word, (word,))[:2]) for word in words)
