"""Codes and words, whatever chance gives and however people type."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tilth.people.domain.words import (
    CODE_LENGTH,
    LETTERS,
    WORDS,
    fresh_code,
    fresh_words,
    plain_code,
    plain_words,
    spaced,
)

TAKEN_FOR_ANOTHER = [{"0", "O", "Q"}, {"1", "I", "L"}, {"2", "Z"}, {"5", "S"}, {"8", "B"}, {"6", "G"}, {"U", "V"}]
seeds = st.integers(min_value=0)


@given(seeds)
def test_no_code_holds_a_letter_that_is_taken_for_another_or_spells_a_word(seed: int) -> None:
    code = fresh_code(Random(seed))
    assert len(code) == CODE_LENGTH
    assert not set(code) & set("AEIOU")
    assert not set(code) & set().union(*TAKEN_FOR_ANOTHER)


def test_there_are_more_codes_than_anybody_can_try() -> None:
    assert len(set(LETTERS)) ** CODE_LENGTH > 30_000_000


def test_words_are_short_plain_and_different() -> None:
    assert len(WORDS) == len(set(WORDS)) >= 200
    assert all(word.isalpha() and word.islower() and 3 <= len(word) <= 9 for word in WORDS)


@given(seeds)
def test_a_students_words_are_two_different_words_and_two_digits(seed: int) -> None:
    first, second, number = fresh_words(Random(seed)).split()
    assert first != second
    assert {first, second} <= set(WORDS)
    assert 10 <= int(number) <= 99


@given(seeds, st.sampled_from(["", " ", "-", " - ", "."]), st.booleans())
def test_a_code_is_understood_however_it_is_typed(seed: int, between: str, small: bool) -> None:
    code = fresh_code(Random(seed))
    typed = between.join(code.lower() if small else code)
    assert plain_code(typed) == plain_code(spaced(code)) == code


@given(seeds, st.sampled_from([" ", "  ", "-", ", ", "_"]), st.booleans())
def test_words_are_understood_however_they_are_typed(seed: int, between: str, loud: bool) -> None:
    words = fresh_words(Random(seed))
    typed = between.join(words.split())
    assert plain_words(f" {typed.upper() if loud else typed} ") == words


@given(seeds)
def test_the_number_may_stick_to_the_last_word(seed: int) -> None:
    first, second, number = fresh_words(Random(seed)).split()
    assert plain_words(f"{first} {second}{number}") == f"{first} {second} {number}"
