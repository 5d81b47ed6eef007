"""What is written on a sheet is what is read from it, and every sheet is as long as every other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audits.instruments import behaviours, questions
from tilth.audits.domain.instruments import NOT_APPLICABLE, RATHER_NOT, Instrument
from tilth.audits.domain.sheets import MOST_PARTS, NotASheet, allowed, decode, encode, size

QUESTIONS, BEHAVIOURS = questions(items=6, choices=4), behaviours()


@st.composite
def filled(draw: st.DrawFn) -> tuple[Instrument, dict[str, int], int]:
    """An instrument, answers that may be given to it, and a part."""
    instrument = draw(st.sampled_from([QUESTIONS, BEHAVIOURS]))
    keys = draw(st.lists(st.sampled_from([item.key for item in instrument.items]), unique=True))
    if instrument is BEHAVIOURS:
        codes = [1] * min(5, len(keys)) + [2] * min(3, max(0, len(keys) - 5))
        return instrument, dict(zip(keys, codes, strict=False)), 0
    code = st.sampled_from(sorted(allowed(instrument) - {0}))
    return instrument, {key: draw(code) for key in keys}, draw(st.integers(0, MOST_PARTS))


@given(filled())
def test_a_sheet_says_what_was_written_on_it(sheet: tuple[Instrument, dict[str, int], int]) -> None:
    instrument, answers, part = sheet
    written = encode(instrument, answers, part)
    assert len(written) == size(instrument)
    assert decode(instrument, written).codes == answers
    assert decode(instrument, written).part == part


@given(st.binary(min_size=size(QUESTIONS), max_size=size(QUESTIONS)))
def test_whatever_lies_on_a_sheet_can_be_read_and_written_again(sheet: bytes) -> None:
    read = decode(QUESTIONS, sheet)
    assert decode(QUESTIONS, encode(QUESTIONS, read.codes, read.part)) == read
    assert set(read.choices.values()) <= {1, 2, 3, 4}


@given(st.binary(min_size=size(BEHAVIOURS), max_size=size(BEHAVIOURS)))
def test_no_more_is_read_of_the_behaviours_than_may_be_picked(sheet: bytes) -> None:
    picked = list(decode(BEHAVIOURS, sheet).codes.values())
    assert picked.count(1) <= 5 and picked.count(2) <= 3


@pytest.mark.parametrize(
    ("answers", "part"),
    [({"item-1": 5}, 0), ({"item-1": -1}, 0), ({"other": 1}, 0), ({}, 254), ({}, -1), ({"item-1": 253}, 0)],
)
def test_what_could_not_be_chosen_is_not_written(answers: dict[str, int], part: int) -> None:
    with pytest.raises(NotASheet):
        encode(QUESTIONS, answers, part)


def test_no_more_behaviours_are_written_than_may_be_picked() -> None:
    keys = [item.key for item in BEHAVIOURS.items]
    with pytest.raises(NotASheet):
        encode(BEHAVIOURS, dict.fromkeys(keys[:6], 1))
    with pytest.raises(NotASheet):
        encode(BEHAVIOURS, dict.fromkeys(keys[:4], 2))


def test_a_sheet_of_another_instrument_is_refused() -> None:
    with pytest.raises(NotASheet):
        decode(QUESTIONS, bytes(size(BEHAVIOURS)))


def test_saying_why_there_is_no_choice_is_no_choice() -> None:
    answers = decode(QUESTIONS, encode(QUESTIONS, {"item-1": NOT_APPLICABLE, "item-2": RATHER_NOT, "item-3": 2}))
    assert answers.choices == {"item-3": 2}
