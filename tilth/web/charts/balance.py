"""The balance: what was given, above a middle line, and what was received, below it, term by term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, ALONE, HEIGHT = 240.0, 360.0, 122.0  # one alone has more room
TOP, MIDDLE, BOTTOM = 4.0, 48.0, 92.0  # of what is given and of what is received
COLUMN = 22.0  # how broad one is at most


@dataclass(frozen=True)
class Column:
    """One term. `short` stands under it, `words` say it whole: "Autumn 2025: gave 3 h, received 2 h"."""

    short: tuple[str, str]  # in two lines
    given: int
    received: int
    words: str


@dataclass(frozen=True)
class Row:
    """One school or group. `line` says how it stands over all; no row is better than another."""

    name: str
    line: str
    columns: Sequence[Column]
    href: str = ""


@dataclass(frozen=True)
class Balance:
    """Rows on one scale."""

    title: str
    rows: Sequence[Row]

    @property
    def most(self) -> int:
        """The longest column of all."""
        heights = (max(column.given, column.received) for row in self.rows for column in row.columns)
        return max(heights, default=0)


@dataclass(frozen=True)
class Bar:
    """A column laid out."""

    x: float
    width: float
    above: float
    below: float
    column: Column

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        return MIDDLE - self.above


@dataclass(frozen=True)
class Drawn:
    """A row laid out."""

    row: Row
    bars: Sequence[Bar]

    @property
    def said(self) -> str:
        return "; ".join(column.words for column in self.row.columns)


def layout(balance: Balance) -> list[Drawn]:
    """Where everything stands: an hour is as long in every row."""
    most = balance.most or 1
    return [Drawn(row, _bars(row, most, width(balance))) for row in balance.rows]


def width(balance: Balance) -> float:
    """How wide each row's picture is."""
    return ALONE if len(balance.rows) == 1 else WIDTH


def _bars(row: Row, most: int, across: float) -> list[Bar]:
    step = across / max(1, len(row.columns))
    broad = min(COLUMN, step * 0.62)
    return [_bar(column, step * place + (step - broad) / 2, broad, most) for place, column in enumerate(row.columns)]


def _bar(column: Column, x: float, width: float, most: int) -> Bar:
    return Bar(x, width, column.given / most * (MIDDLE - TOP), column.received / most * (BOTTOM - MIDDLE), column)
