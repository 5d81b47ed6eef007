"""What one cell says: registers write "we do not know" and "we may not say" in many ways."""

from __future__ import annotations

import re
from datetime import date, datetime

from tilth.schools.domain.values import Why

ABSENT = frozenset(
    {"", "na", "n/a", "null", "none", "nan", "-", "--", "..", "...", "not applicable", "not recorded", "does not apply",
     "unknown", "not available", "not collected", "#n/a"}
)  # fmt: skip
SUPPRESSED = frozenset({"supp", "sp", "s", "c", "x", "z", "low", "*"})  # too few children to publish the figure
_FEWER_THAN = re.compile(r"[<>≤≥]=? ?\d+")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,20})?(e[+-]?\d{1,2})?", re.IGNORECASE)


class Odd(ValueError):
    """A cell that says something, but not what its column is for."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


def text(cell: str) -> str:
    """Words with single spaces; empty where the register says that there is nothing to say."""
    tidy = " ".join(cell.split())
    return "" if tidy.casefold() in ABSENT else tidy


def number(cell: str, lowest: float, highest: float) -> float | None:
    """A number within limits, None where it is absent. Raises Odd where it is suppressed or not a number."""
    plain = text(cell).replace(",", "").removesuffix("%").strip()
    if not plain:
        return None
    if plain.casefold() in SUPPRESSED or _FEWER_THAN.fullmatch(plain):
        raise Odd(Why.SUPPRESSED)
    if not (plain.isascii() and _NUMBER.fullmatch(plain)) or not lowest <= float(plain) <= highest:
        raise Odd(Why.NOT_A_NUMBER)
    return float(plain)


def day(cell: str) -> date | None:
    """A day written 31-08-2021, 31/08/2021 or 2021-08-31; None where absent. Raises Odd."""
    plain = text(cell).split("T")[0].removesuffix(" 00:00:00")
    if not plain:
        return None
    if found := _DAY_FIRST.fullmatch(plain):
        return _date(found[3], found[2], found[1])
    if found := _YEAR_FIRST.fullmatch(plain):
        return _date(found[1], found[2], found[3])
    raise Odd(Why.NOT_A_DAY)


def _date(year: str, month: str, day_of_month: str) -> date:
    try:
        return date(int(year), int(month), int(day_of_month))
    except ValueError:
        raise Odd(Why.NOT_A_DAY) from None


def written(value: object) -> str:
    """A spreadsheet's value as the text that a CSV file would hold."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case _:
            return str(value)
