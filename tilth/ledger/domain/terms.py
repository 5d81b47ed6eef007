"""Terms of a school year, by which the ledger is read: from September, from January and from April."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

FIRST_MONTHS = (9, 1, 4)  # of autumn, spring, summer


@dataclass(frozen=True, order=True)
class Term:
    """`year` is that in which the school year begins; `number` counts from 1 for autumn."""

    year: int
    number: int

    @property
    def begins_on(self) -> date:
        return date(self.year + (self.number > 1), FIRST_MONTHS[self.number - 1], 1)

    @property
    def next(self) -> Term:
        return Term(self.year, self.number + 1) if self.number < len(FIRST_MONTHS) else Term(self.year + 1, 1)


def of_month(year: int, month: int) -> Term:
    """The term in which a month lies."""
    if month >= 9:
        return Term(year, 1)
    return Term(year - 1, 2 if month < 4 else 3)


def of_day(day: date) -> Term:
    return of_month(day.year, day.month)


def year_of(day: date) -> int:
    """The school year of a day, by the calendar year in which it begins."""
    return of_day(day).year


def begins_on(year: int) -> date:
    """The first day of a school year."""
    return Term(year, 1).begins_on


def span(terms: Iterable[Term]) -> list[Term]:
    """All terms from the first to the last of these, none left out in between."""
    known = sorted(set(terms))
    found = known[:1]
    while found and found[-1] < known[-1]:
        found.append(found[-1].next)
    return found
