"""Sheets: what one person answered, as bytes of one length for all, which say nothing of the person.

The first byte is the part of the breakdown they said they belong to (0: did not say), then one byte for each item in
the order of the instrument: 0 for nothing, 1, 2, … for a choice, and two codes that say why there is none.
In the behaviours exercise an item's byte is 0, `STRONG` or `WEAK`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from tilth.audits.domain.instruments import NOT_APPLICABLE, RATHER_NOT, Instrument, Kind

NOTHING = 0
STRONG, WEAK = 1, 2  # in the behaviours exercise
MOST_PICKED = {STRONG: 5, WEAK: 3}
MOST_PARTS = 253


class NotASheet(ValueError):
    """These answers, or these bytes, do not fit the instrument."""


@dataclass(frozen=True)
class Answers:
    """What one sheet says. Items without any answer are not in `codes`."""

    part: int
    codes: Mapping[str, int]

    @property
    def choices(self) -> dict[str, int]:
        """The choices alone, from 1 on: neither "not applicable" nor "rather not say"."""
        return {key: code for key, code in self.codes.items() if code not in (NOT_APPLICABLE, RATHER_NOT)}


def size(instrument: Instrument) -> int:
    """How many bytes each sheet of this instrument has."""
    return 1 + len(instrument.items)


def encode(instrument: Instrument, answers: Mapping[str, int], part: int = 0) -> bytes:
    """The sheet on which these answers stand. Raises NotASheet."""
    unknown = set(answers) - {item.key for item in instrument.items}
    if unknown or not 0 <= part <= MOST_PARTS:
        raise NotASheet("An answer to what was not asked.")
    codes = [answers.get(item.key, NOTHING) for item in instrument.items]
    if not set(codes) <= allowed(instrument) or too_many(instrument, codes):
        raise NotASheet("An answer that could not be chosen.")
    return bytes([part, *codes])


def decode(instrument: Instrument, sheet: bytes) -> Answers:
    """What stands on a sheet; a code that could not be chosen says nothing. Raises NotASheet for another's length."""
    if len(sheet) != size(instrument):
        raise NotASheet("A sheet of another instrument.")
    known = allowed(instrument)
    codes = [code if code in known else NOTHING for code in sheet[1:]]
    if too_many(instrument, codes):
        codes = [NOTHING] * len(codes)
    answered = {item.key: code for item, code in zip(instrument.items, codes, strict=True) if code != NOTHING}
    return Answers(part=min(sheet[0], MOST_PARTS), codes=answered)


def allowed(instrument: Instrument) -> frozenset[int]:
    """The codes that an item's byte may hold."""
    if instrument.kind is Kind.BEHAVIOURS:
        return frozenset({NOTHING, STRONG, WEAK})
    return frozenset({NOTHING, *range(1, len(instrument.choices) + 1), NOT_APPLICABLE, RATHER_NOT})


def too_many(instrument: Instrument, codes: list[int]) -> bool:
    """Whether more behaviours were picked than may be."""
    picked = Counter(codes)
    return instrument.kind is Kind.BEHAVIOURS and any(picked[code] > most for code, most in MOST_PICKED.items())
