"""Rows about schools."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

from tilth.schools.domain import cells
from tilth.schools.domain.bodies import LONGEST_NAME, LONGEST_NUMBER
from tilth.schools.domain.mappings import BodyColumns, plain
from tilth.schools.domain.recognising import Register
from tilth.schools.domain.rows import Cells, RowFault
from tilth.schools.domain.values import BodyRow, Noted, SchoolRow, Why

LONGEST = {"name": 200, "kind": 120, "authority": 100, "street": 200, "town": 100, "postcode": 12}
MOST_PUPILS = 50_000
GRID = 2_000_000  # metres: further than any national grid reaches


class Schools:
    """Reads rows about schools in one layout, as of one day."""

    def __init__(self, register: Register, today: date) -> None:
        self.register = register
        self.today = today

    def row(self, row: Cells) -> SchoolRow:
        """What a row says of a school. Raises RowFault without a number or a name."""
        number = row.school_number()
        facts: dict[str, Any] = {word: said for word, longest in LONGEST.items() if (said := row.text(word, longest))}
        if "name" not in facts:
            raise RowFault(Why.NO_NAME, number)
        facts |= _figures(row) | self._life(row) | _phase(row)
        named = tuple(self._bodies(row))
        return SchoolRow(
            row.line, number, self._country(number, row), facts, named, self._without(row), _grid(row, facts)
        )

    def _life(self, row: Cells) -> dict[str, Any]:
        """Open or closed, since when and until when. A closing day gone blank is a school that opened again."""
        opened, closed = row.day("opened_on"), row.day("closed_on")
        life: dict[str, Any] = {"opened_on": opened} if opened else {}
        if status := self._status(row, opened, closed):
            life["status"] = status
        if row.has("closed_on") and (closed or status not in ("closed", "")):
            life["closed_on"] = closed
        return life

    def _status(self, row: Cells, opened: date | None, closed: date | None) -> str:
        if row.has("status"):
            return row.meaning("status")
        if not row.has("closed_on"):
            return ""
        if closed:
            return "closed" if closed <= self.today else "closing"
        return "proposed" if opened and opened > self.today else "open"

    def _country(self, number: str, row: Cells) -> str | None:
        """Where the school is; None where the row has nothing that tells."""
        layout = self.register.layout
        authority, kind = plain(row.raw("authority")), plain(row.raw("kind"))
        for other in layout.elsewhere:
            known = other.numbers and other.numbers.fullmatch(number)
            if known or authority in other.authorities or kind in other.kinds:
                return other.code
        return layout.countries[0] if authority not in cells.ABSENT or not layout.elsewhere else None

    @cached_property
    def _body_places(self) -> list[tuple[BodyColumns, int | None, int | None, int | None]]:
        place = self.register.place
        return [
            (columns, place(columns.number), place(columns.name), place(columns.flag))
            for columns in self.register.layout.bodies
        ]

    def _bodies(self, row: Cells) -> Iterator[BodyRow]:
        for columns, number, name, flag in self._body_places:
            if said := cells.text(row.at(name))[:LONGEST_NAME]:
                kind = columns.flag_kinds.get(plain(row.at(flag)), columns.kind)
                yield BodyRow(row.line, kind, cells.text(row.at(number))[:LONGEST_NUMBER], said)

    def _without(self, row: Cells) -> frozenset[str]:
        """Kinds of body that the row says outright this school is not in."""
        return frozenset(
            columns.kind for columns, _, _, flag in self._body_places if plain(row.at(flag)) in columns.none
        )


def _figures(row: Cells) -> dict[str, Any]:
    pupils, meals = row.number("pupils", 0, MOST_PUPILS), row.number("free_meals", 0, 100)
    latitude, longitude = row.number("latitude", -90, 90), row.number("longitude", -180, 180)
    figures: dict[str, Any] = {} if pupils is None else {"pupils": round(pupils)}
    if meals is not None:
        figures["free_meals"] = meals
    if latitude is not None and longitude is not None and (latitude or longitude):
        figures |= {"latitude": round(latitude, 6), "longitude": round(longitude, 6)}
    return figures


def _phase(row: Cells) -> dict[str, str]:
    """The phase as the file names it, or as the ages of its pupils show where there is no such column."""
    if row.has("phase"):
        found = row.meaning("phase")
        return {"phase": found} if found else {}
    lowest, highest = row.number("lowest_age", 0, 99), row.number("highest_age", 0, 99)
    return {} if lowest is None or highest is None else {"phase": by_ages(lowest, highest)}


def by_ages(lowest: float, highest: float) -> str:
    """The phase of a school that takes pupils from one age to another."""
    if lowest >= 15:
        return "sixteen_plus"
    if highest <= 5:
        return "nursery"
    if highest <= 13 and lowest <= 8:
        return "primary"
    return "secondary" if lowest >= 8 else "all_through"


def _grid(row: Cells, facts: dict[str, Any]) -> tuple[float, float] | None:
    """Easting and northing in metres, unless the row gives degrees."""
    if "latitude" in facts:
        return None
    east, north = row.number("easting", -GRID, GRID), row.number("northing", -GRID, GRID)
    if east is None or north is None or (east == 0 and north == 0):
        return None
    if row.register.layout.epsg == 27700 and not (0 <= east <= 700_000 and 0 <= north <= 1_300_000):
        row.note(Noted(row.line, Why.NOT_A_PLACE, "easting", f"{east:.0f} {north:.0f}"))
        return None
    return east, north
