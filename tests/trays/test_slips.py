"""Slips are made by chance, printed plainly, and read forgivingly."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.trays.domain.slips import SYMBOLS, Slip, read, symbols

slips = st.builds(Slip, st.text(SYMBOLS, min_size=3, max_size=3), st.text(SYMBOLS, min_size=10, max_size=10))
gaps = st.lists(st.sampled_from(["", " ", "-", "–", ".", "\u00a0", "\n", "_"]), min_size=13, max_size=13)
LOOKALIKE = {"0": "oO0", "1": "iIlL1", "V": "vVuU"}


@given(slips)
def test_what_is_printed_is_read(slip: Slip) -> None:
    assert read(str(slip)) == slip


@given(slips, gaps, st.data())
def test_case_gaps_and_letters_that_look_alike_do_not_matter(slip: Slip, gaps: list[str], data: st.DataObject) -> None:
    typed = [
        data.draw(st.sampled_from(LOOKALIKE.get(symbol, symbol + symbol.lower())))
        for symbol in str(slip)
        if symbol != "-"
    ]
    assert read("".join(symbol + gap for symbol, gap in zip(typed, gaps, strict=True))) == slip


@pytest.mark.parametrize(
    "text", ["", "ABC", "ABC-12345-1234", "ABC-12345-123456", "ABC-12345-1234$", "ABC-12345-1234é"]
)
def test_what_is_no_slip_is_none(text: str) -> None:
    assert read(text) is None


@given(st.text())
def test_whatever_is_typed_is_a_slip_or_none(text: str) -> None:
    found = read(text)
    assert found is None or read(str(found)) == found


def test_all_symbols_come_equally_often() -> None:
    drawn = symbols(32_000, Random(1))
    assert all(850 < drawn.count(symbol) < 1150 for symbol in SYMBOLS)


def test_a_slip_in_a_traceback_does_not_show_its_secret() -> None:
    assert "SECRET" not in repr(Slip("ABC", "SECRET0000"))
