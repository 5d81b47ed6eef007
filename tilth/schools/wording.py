"""What a register's faults are called, in words for people."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tilth.schools.domain.reports import EXAMPLES
from tilth.schools.domain.values import Fault, Refused, Why

WHY: dict[str, Any] = {
    Why.NO_NUMBER: _("There is no school number."),
    Why.NO_NAME: _("There is no name."),
    Why.ODD_NUMBER: _("This does not look like a number of this register."),
    Why.REPEATED: _("The same number stands in an earlier row, whose line is in brackets. That row was used."),
    Why.EARLIER_ROW: _("Another row about this school is more recent. That row was used."),
    Why.TOO_MANY_CELLS: _("The row has more cells than the file has headings, so its values may have moved."),
    Why.NOT_A_SUCCESSION: _("This link does not say that one school followed the other."),
    Why.DIRECTION_UNKNOWN: _("We cannot tell which of these two schools came first."),
    Why.FOLLOWS_ITSELF: _("A school cannot follow itself."),
    Why.SCHOOL_UNKNOWN: _("We do not have this school. Import the register of schools first."),
    Why.SUPPRESSED: _("The register does not publish this figure, because it is about few children."),
    Why.NOT_A_NUMBER: _("This is not a number that can be right."),
    Why.NOT_A_DAY: _("This is not a date."),
    Why.NOT_A_PLACE: _("This place is not in the country."),
    Why.WORD_UNKNOWN: _("We do not know this word."),
    Why.CUT: _("This was too long, so we shortened it."),
}

FAULTS: dict[Fault, Any] = {
    Fault.ABSENT: _("There is no file called %(name)s."),
    Fault.EMPTY: _("The file is empty."),
    Fault.TOO_LARGE: _("The file is larger than %(most)s MB, which no register of schools is."),
    Fault.BINARY: _("The file is not text. Choose a CSV file, or an Excel workbook that ends in .xlsx."),
    Fault.OLD_EXCEL: _("This is a workbook of an old Excel (.xls). Open it, save it as .xlsx or CSV, and choose that."),
    Fault.NOT_A_SPREADSHEET: _("This is a zip archive. Unpack it and choose the CSV or .xlsx file that is inside."),
    Fault.BOMB: _("The workbook unpacks to far more than a register of schools can hold, so we did not open it."),
    Fault.BROKEN_SPREADSHEET: _("The workbook is damaged. Open it in a spreadsheet, save it again, and choose that."),
    Fault.HUGE_LINE: _("Line %(line)s is longer than any row of a register."),
    Fault.HUGE_FIELD: _(
        "A cell that begins near line %(line)s is too long. A quotation mark is probably missing there."
    ),
    Fault.HEADER_ONLY: _("The file looks like “%(title)s”, but there are no rows below its headings."),
    Fault.KNOWN_OTHER: _("The file looks like %(what)s, not like a register of schools."),
    Fault.UNKNOWN_LAYOUT: _(
        "We do not know this kind of file. Its headings begin: %(found)s. "
        "It comes nearest to “%(nearest)s”, but lacks: %(missing)s."
    ),
    Fault.NOT_THIS_MAPPING: _(
        "The file does not fit the mapping. Its headings begin: %(found)s. It lacks: %(missing)s."
    ),
    Fault.BAD_MAPPING: _("The mapping %(name)s cannot be used: %(wrong)s"),
}


def reasons(report: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """A report's rows skipped and values left out, each kind with why and how many, and examples in words."""
    return {kind: _worded(report, kind) for kind in ("skipped", "noted")}


def _worded(report: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    counts: dict[str, int] = report.get(f"{kind}_why", {})
    shown = report.get(kind, [])
    return [
        {"why": WHY[why], "count": count, "lines": [line for line in shown if line["why"] == why][:EXAMPLES]}
        for why, count in sorted(counts.items(), key=lambda pair: -pair[1])
    ]


def refusal(refused: Refused) -> str:
    """Why a whole file was refused, as a sentence or two."""
    return str(FAULTS[refused.fault]) % refused.details
