"""Tables that are shown on a page and can be taken away for reckoning: the same numbers, and nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

OPENS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Column:
    """A column: what stands in it is text, a day, a count, minutes or pence."""

    head: str
    kind: str = "count"

    @property
    def is_number(self) -> bool:
        return self.kind in ("count", "minutes", "pence")


@dataclass(frozen=True)
class Cell:
    """What stands in a place of a table, and where it leads."""

    value: object
    column: Column
    href: str = ""

    @property
    def text(self) -> str:
        return shown(self.value, self.column.kind)


@dataclass(frozen=True)
class Sheet:
    """A table. The first column heads its rows; `hrefs` says where each row leads."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    hrefs: Sequence[str] = ()
    hide_caption: bool = False

    @property
    def cells(self) -> list[list[Cell]]:
        """Row by row. The address of a row is at its first cell."""
        hrefs = self.hrefs or [""] * len(self.rows)
        return [
            [
                Cell(value, column, href if place == 0 else "")
                for place, (value, column) in enumerate(zip(row, self.columns, strict=True))
            ]
            for row, href in zip(self.rows, hrefs, strict=True)
        ]


def shown(value: object, kind: str) -> str:
    """A value for people to read."""
    if value is None or value == "":
        return "–"
    if kind == "minutes":
        return hours(int(str(value)))
    if kind == "pence":
        return "£" + number_format(int(str(value)) / 100, 2, force_grouping=True)
    if kind == "day":
        return str(date_format(value, "j M Y"))  # type: ignore[arg-type]
    return str(number_format(value, force_grouping=True)) if isinstance(value, int) else str(value)


def hours(minutes: int) -> str:
    """Minutes as people say them, on one line: "45 min", "1 h", "2 h 30", and whole hours from ten on."""
    if not minutes:
        return "0"
    if minutes < 60:
        return _("%(minutes)s\xa0min") % {"minutes": minutes}
    if minutes >= 600:
        return _("%(hours)s\xa0h") % {"hours": number_format(round(minutes / 60), force_grouping=True)}
    whole, rest = divmod(minutes, 60)
    return (
        _("%(hours)s\xa0h\xa0%(minutes)02d") % {"hours": whole, "minutes": rest}
        if rest
        else _("%(hours)s\xa0h") % {"hours": whole}
    )


def as_csv(sheet: Sheet) -> str:
    """The table as text: minutes stay minutes and pence become pounds, so that one can reckon with them."""
    written = io.StringIO()
    out = csv.writer(written)
    out.writerow(harmless(_named(column)) for column in sheet.columns)
    for row in sheet.rows:
        out.writerow(harmless(_plain(value, column.kind)) for value, column in zip(row, sheet.columns, strict=True))
    return written.getvalue()


def download(sheet: Sheet, name: str) -> HttpResponse:
    """The table as a file of this name."""
    response = HttpResponse(as_csv(sheet), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def harmless(value: object) -> str:
    """A cell as text that no program runs."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(OPENS_A_FORMULA) else text


def _named(column: Column) -> str:
    units = {"minutes": _("minutes"), "pence": _("pounds")}
    return f"{column.head} ({units[column.kind]})" if column.kind in units else column.head


def _plain(value: object, kind: str) -> object:
    return f"{int(str(value)) / 100:.2f}" if kind == "pence" and value is not None else value
