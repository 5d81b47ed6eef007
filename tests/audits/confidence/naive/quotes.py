"""What most software shows: what somebody wrote, beside what they chose, or in an order that tells it."""

from __future__ import annotations

from collections.abc import Sequence

from tilth.audits.domain.coherence import score
from tilth.audits.domain.instruments import Instrument
from tilth.audits.domain.sheets import decode


def in_order(sheets: Sequence[bytes], remarks: Sequence[str]) -> Sequence[str]:
    """As they lie in the table."""
    return remarks


def by_score(instrument: Instrument, sheets: Sequence[bytes], remarks: Sequence[str]) -> Sequence[str]:
    """The most content first, as far as they differ."""
    pairs = zip(sheets, remarks, strict=True)
    return [remark for _sheet, remark in sorted(pairs, key=lambda pair: -_total(instrument, pair[0]))]


def beside_scores(instrument: Instrument, sheets: Sequence[bytes], remarks: Sequence[str]) -> str:
    """A quotation, and how content whoever wrote it is."""
    return str(sorted((_total(instrument, sheet), remark) for sheet, remark in zip(sheets, remarks, strict=True)))


def _total(instrument: Instrument, sheet: bytes) -> int:
    choices = decode(instrument, sheet).choices
    return sum(score(instrument, item, choices[item.key]) for item in instrument.items if item.key in choices)
