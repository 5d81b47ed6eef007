"""One row's cells, asked for by our words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tilth.schools.domain import cells
from tilth.schools.domain.mappings import plain
from tilth.schools.domain.recognising import Register
from tilth.schools.domain.values import Noted, Why

Note = Callable[[Noted], None]


class RowFault(ValueError):
    """A row that cannot be used."""

    def __init__(self, why: Why, value: str = "") -> None:
        super().__init__(why.value)
        self.why = why
        self.value = value


@dataclass(frozen=True, slots=True)
class Cells:
    """A row, and where our words stand in it. What a cell says wrongly is noted and left out."""

    line: int
    row: list[str]
    places: dict[str, int]
    register: Register
    note: Note

    def has(self, word: str) -> bool:
        """Whether this file has a column for a word, blank or not."""
        return word in self.places

    def raw(self, word: str) -> str:
        return self.at(self.places.get(word))

    def at(self, place: int | None) -> str:
        """The cell at a place; empty where the row is too short for it."""
        return self.row[place].strip() if place is not None and place < len(self.row) else ""

    def text(self, word: str, longest: int) -> str:
        """Words; cut, and noted, where they are longer than anything real."""
        said = cells.text(self.raw(word).replace("\0", ""))
        if len(said) > longest:
            self._leave_out(Why.CUT, word, said)
        return said[:longest]

    def number(self, word: str, lowest: float, highest: float) -> float | None:
        try:
            return cells.number(self.raw(word), lowest, highest)
        except cells.Odd as odd:
            self._leave_out(odd.why, word, self.raw(word))
            return None

    def day(self, word: str) -> date | None:
        try:
            return cells.day(self.raw(word))
        except cells.Odd as odd:
            self._leave_out(odd.why, word, self.raw(word))
            return None

    def meaning(self, word: str, otherwise: str = "") -> str:
        """Our word for a cell, by the layout's list; noted where the list lacks it."""
        said, known = plain(self.raw(word)), self.register.layout.words.get(word, {})
        if found := known.get(said) or known.get("*"):
            return found
        if said not in cells.ABSENT:
            self._leave_out(Why.WORD_UNKNOWN, word, said)
        return otherwise

    def school_number(self, word: str = "number") -> str:
        """A school's number with its leading zeros. Raises RowFault where there is none."""
        layout, said = self.register.layout, cells.text(self.raw(word))
        if not said:
            raise RowFault(Why.NO_NUMBER, self.raw("name"))
        number = said.zfill(layout.digits)
        fits = layout.pattern.fullmatch(number) if layout.pattern else number.isprintable()
        if not fits or len(number) > 20:
            raise RowFault(Why.ODD_NUMBER, said)
        return number

    def _leave_out(self, why: Why, word: str, value: str) -> None:
        self.note(Noted(self.line, why, word, value[:100]))
