"""What a register is made of, once read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Holds(StrEnum):
    """What the rows of a file are."""

    SCHOOLS = "schools"
    LINKS = "links"
    TIES = "ties"
    BODIES = "bodies"


class Why(StrEnum):
    """Why a row was not used, or a value in it."""

    NO_NUMBER = "no_number"
    NO_NAME = "no_name"
    ODD_NUMBER = "odd_number"
    REPEATED = "repeated"
    EARLIER_ROW = "earlier_row"
    TOO_MANY_CELLS = "too_many_cells"
    NOT_A_SUCCESSION = "not_a_succession"
    DIRECTION_UNKNOWN = "direction_unknown"
    FOLLOWS_ITSELF = "follows_itself"
    SCHOOL_UNKNOWN = "school_unknown"
    SUPPRESSED = "suppressed"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_DAY = "not_a_day"
    NOT_A_PLACE = "not_a_place"
    WORD_UNKNOWN = "word_unknown"
    CUT = "cut"


class Fault(StrEnum):
    """Why a whole file is refused."""

    ABSENT = "absent"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BINARY = "binary"
    OLD_EXCEL = "old_excel"
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    BOMB = "bomb"
    BROKEN_SPREADSHEET = "broken_spreadsheet"
    HUGE_LINE = "huge_line"
    HUGE_FIELD = "huge_field"
    HEADER_ONLY = "header_only"
    KNOWN_OTHER = "known_other"
    UNKNOWN_LAYOUT = "unknown_layout"
    NOT_THIS_MAPPING = "not_this_mapping"
    BAD_MAPPING = "bad_mapping"


class Refused(Exception):
    """A file that is not read at all, and why. `details` fill the sentence that `wording` has for the fault."""

    def __init__(self, fault: Fault, **details: str | int) -> None:
        super().__init__(fault.value, details)
        self.fault = fault
        self.details = details


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was not used. `line` counts from 1, as an editor or a spreadsheet does."""

    line: int
    why: Why
    value: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """A value that was left out of a row that was used otherwise."""

    line: int
    why: Why
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A trust, federation or the like as a row names it. The number may be empty; the name is not."""

    line: int
    kind: str
    number: str
    name: str
    closed: bool | None = None  # None: the file does not say


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A school as a row describes it: only what the row says is in `facts`, in the words of `models.School`.

    `country` is None where nothing in the row tells. `grid` is an easting and northing still to be turned into degrees.
    `without` names the kinds of body that the row says the school is not in.
    """

    line: int
    number: str
    country: str | None
    facts: Mapping[str, Any]
    bodies: tuple[BodyRow, ...] = ()
    without: frozenset[str] = frozenset()
    grid: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class TieRow:
    """One school's place in one body."""

    line: int
    number: str
    body: BodyRow
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Two schools of which one followed the other. `forwards` is None where the file does not say which came first."""

    line: int
    number: str
    other: str
    kind: str
    forwards: bool | None
    on: date | None


Row = SchoolRow | TieRow | LinkRow | BodyRow
