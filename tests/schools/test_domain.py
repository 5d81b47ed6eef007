"""What a register's reader promises, whatever the file."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schools.registers import HEADINGS
from tilth.schools.domain import cells, coordinates, mappings, reading, searching
from tilth.schools.domain.recognising import recognised
from tilth.schools.domain.schools import by_ages
from tilth.schools.domain.values import Refused, Skipped

TODAY = date(2026, 9, 1)
some_cells = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    [
        "100001",
        "Open",
        "Closed",
        "NA",
        "SUPP",
        "<10",
        "31-08-2021",
        "31/02/2021",
        "1e9",
        "-5",
        "Primary",
        "Cardiff",
        '"',
    ]
)


def _through(content: bytes) -> tuple[int, int, int]:
    """How many rows were used, how many skipped, and how many lines were empty."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register"
        path.write_bytes(content)
        blank: list[int] = []
        rows = list(reading.read(recognised(path), TODAY, lambda note: None, blank.append))
    skipped = sum(isinstance(row, Skipped) for row in rows)
    return len(rows) - skipped, skipped, len(blank)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400), st.sampled_from([b"", ",".join(HEADINGS).encode() + b"\r\n", b"PK\x03\x04", b"\xff\xfe"])
)
def test_any_bytes_give_rows_or_a_named_refusal_and_never_another_error(rest: bytes, start: bytes) -> None:
    try:
        _through(start + rest)
    except Refused as refused:
        assert refused.fault


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(some_cells, min_size=1, max_size=16), min_size=1, max_size=8))
def test_every_row_is_used_or_skipped_with_a_reason(table: list[list[str]]) -> None:
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [HEADINGS, *table]]
    try:
        used, skipped, blank = _through("\r\n".join(lines).encode("utf-8"))
    except Refused:
        return
    assert used + skipped + blank == len(table)


@given(st.text(max_size=60))
def test_a_cell_is_read_or_found_odd(cell: str) -> None:
    for read in (cells.text, cells.day, lambda said: cells.number(said, 0, 100)):
        try:
            read(cell)  # type: ignore[operator]
        except cells.Odd:
            continue


@pytest.mark.parametrize("cell", ["", "NA", "n/a", "NULL", " - ", "Not applicable"])
def test_a_register_has_many_ways_to_say_nothing(cell: str) -> None:
    assert cells.text(cell) == "" and cells.number(cell, 0, 9) is None and cells.day(cell) is None


@pytest.mark.parametrize("cell", ["SUPP", "SP", "<10", "x", "< 5"])
def test_a_hidden_figure_is_not_taken_for_a_number(cell: str) -> None:
    with pytest.raises(cells.Odd) as odd:
        cells.number(cell, 0, 100)
    assert odd.value.why == "suppressed"


@pytest.mark.parametrize("cell", ["31-08-2021", "31/08/2021", "2021-08-31", "2021-08-31T00:00:00", "31.8.2021"])
def test_a_day_is_read_however_it_is_written(cell: str) -> None:
    assert cells.day(cell) == date(2021, 8, 31)


@given(st.text(max_size=300))
def test_a_name_is_searched_the_same_way_twice(name: str) -> None:
    assert searching.key(searching.key(name)) == searching.key(name)
    assert all(word in searching.text("1", name, "", "") for word in searching.words(name))


def test_a_name_is_found_with_or_without_accents_apostrophes_and_saints() -> None:
    assert searching.key("St. Bride’s & École") == searching.key("saint brides and ecole")


@given(st.tuples(st.floats(-80, 80), st.floats(-179, 179)), st.tuples(st.floats(-80, 80), st.floats(-179, 179)))
def test_distance_is_the_same_both_ways(here: tuple[float, float], there: tuple[float, float]) -> None:
    assert coordinates.apart(here, there) == pytest.approx(coordinates.apart(there, here))
    assert coordinates.apart(here, here) == 0


def test_one_degree_of_latitude_is_about_111_kilometres() -> None:
    assert coordinates.apart((51, 0), (52, 0)) == pytest.approx(111.2, abs=0.1)


@given(st.floats(50, 60), st.floats(-6, 2), st.floats(1, 50), st.floats(0, 6.28))
def test_the_box_around_a_place_holds_all_that_is_near(lat: float, lon: float, km: float, turn: float) -> None:
    from math import cos, radians, sin

    there = (
        lat + 0.98 * km * sin(turn) / coordinates.KM_PER_DEGREE,
        lon + 0.98 * km * cos(turn) / coordinates.KM_PER_DEGREE / cos(radians(lat)),
    )
    south, north, west, east = coordinates.around(lat, lon, km)
    assert coordinates.apart((lat, lon), there) > km or (south <= there[0] <= north and west <= there[1] <= east)


@pytest.mark.parametrize(
    ("lowest", "highest", "phase"),
    [(3, 5, "nursery"), (3, 11, "primary"), (7, 11, "primary"), (11, 18, "secondary"), (3, 18, "all_through"),
     (16, 19, "sixteen_plus"), (9, 13, "secondary")],
)  # fmt: skip
def test_ages_tell_the_phase(lowest: int, highest: int, phase: str) -> None:
    assert by_ages(lowest, highest) == phase


def test_every_mapping_that_is_shipped_can_be_read() -> None:
    assert {layout.countries[0] for layout in mappings.shipped()} == {"GB-ENG", "CA-ON", "NZ"}
