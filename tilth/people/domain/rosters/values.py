"""What a list of people says: frozen values, whatever layout it came in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

LONGEST = {"name": 150, "email": 254, "id": 254, "subject": 80, "class": 100}


class Why(StrEnum):
    """Why a line could not be used, or only in part."""

    TOO_MANY_CELLS = "too many cells"
    LINE_BREAK = "line break inside a cell"
    TOO_LONG = "too long"
    NO_NAME = "no name"
    NO_ID = "no id"
    NO_STUDENT_ID = "student without id and e-mail"
    NO_EMAIL = "adult without e-mail"
    BAD_EMAIL = "not an e-mail address"
    NO_ROLE = "no role"
    UNKNOWN_ROLE = "unknown role"
    BAD_DATE = "not a date"
    ENDS_FIRST = "ends before it starts"
    UNKNOWN_SCHOOL = "unknown school"
    UNKNOWN_PERSON = "unknown person"
    UNKNOWN_CLASS = "unknown class"
    SAME_AGAIN = "the same again"
    SAME_ID = "one id, two people"
    SAME_EMAIL = "one e-mail, two people"
    EMAIL_TAKEN = "e-mail of somebody else"
    HEADS_ONLY = "only a headteacher names a headteacher or chair"
    STAFF_OR_STUDENT = "adult and student at once"
    STUDENT_ELSEWHERE = "student of another school"


DOUBLES = frozenset({Why.SAME_AGAIN, Why.SAME_ID, Why.SAME_EMAIL})


class Unusable(StrEnum):
    """Why nothing of a file can be used."""

    EMPTY = "empty"
    BINARY = "not text"
    SPREADSHEET = "a spreadsheet"
    BROKEN = "broken"
    LOCKED = "locked with a password"
    UNSAFE = "unsafe path inside"
    BOMB = "grows too large"
    LARGE = "too large"
    CROWDED = "too many files inside"
    HUGE_CELL = "huge cell"
    UNKNOWN = "no file we know"
    TWICE = "one file twice"
    MISSING_FILE = "file missing"
    MISSING_COLUMN = "column missing"
    CHANGES_ONLY = "changes only"
    NOBODY = "nobody in it"


class NotARoster(Exception):
    """Nothing of this can be read. `detail` is a file, a column or a size, as the reason asks."""

    def __init__(self, why: Unusable, file: str = "", detail: str = "") -> None:
        super().__init__(f"{why}: {file} {detail}".strip())
        self.why, self.file, self.detail = why, file, detail


def fits(source_id: str) -> bool:
    """Whether an id can be kept: neither empty nor endless."""
    return 0 < len(source_id) <= LONGEST["id"]


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """Where something was read: a file and its line, counted from 1 with the header."""

    file: str
    number: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line, or a part of one, that could not be used. `first` is the line it doubles."""

    line: Line
    why: Why
    value: str = ""
    first: Line | None = None


@dataclass(frozen=True, slots=True)
class RosterSchool:
    """A school as the list names it; `number` is what the list gives as its number, if anything."""

    source_id: str
    name: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class RosterClass:
    source_id: str
    school: str
    name: str


@dataclass(frozen=True, slots=True)
class RosterRole:
    """A part played in a school. `kind` is one of Role.Kind; no dates means from now on."""

    kind: str
    subject: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """One person in one school. `classes` are pairs of a class's source id and student or teacher."""

    source_id: str
    school: str
    name: str
    email: str | None
    roles: tuple[RosterRole, ...]
    line: Line
    classes: frozenset[tuple[str, str]] = frozenset()

    @property
    def is_student(self) -> bool:
        return any(role.kind == "student" for role in self.roles)


@dataclass(frozen=True, slots=True)
class Roster:
    """A list of people, read: who is in it, and which lines could not be used.

    `unsure` holds ids and e-mails of lines that could not be used: their people are not taken for people who left.
    `has_classes` tells a list without classes from one in which nobody has any.
    """

    source: str
    people: tuple[RosterPerson, ...]
    schools: tuple[RosterSchool, ...]
    classes: tuple[RosterClass, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    unsure: frozenset[str] = field(default_factory=frozenset)
    has_classes: bool = False

    def at(self, school: str) -> tuple[RosterPerson, ...]:
        """The people of one of its schools."""
        return tuple(person for person in self.people if person.school == school)
