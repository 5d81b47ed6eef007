"""What most software does: results are worked out whenever somebody looks, from answers that are still there."""

from __future__ import annotations

from collections.abc import Sequence

from tests.audits.sheets import all_say, emptied, wave
from tilth.audits.domain.counting import count
from tilth.audits.domain.instruments import Instrument


class Recounting:
    """Results that change when somebody answers late, when they are counted again, or when somebody edits them."""

    def __init__(self, instrument: Instrument, sheets: Sequence[bytes], remarks: Sequence[str]) -> None:
        self.instrument, self.sheets, self.remarks = instrument, list(sheets), remarks
        self.result = b""

    def count(self) -> None:
        school = emptied(self.sheets, remarks=self.remarks)
        self.result = count(wave(self.instrument, remarks=True), [school])["hollins"].stored()

    def cast_late(self) -> None:
        self.sheets += all_say(self.instrument, 4, 1)
        self.count()

    def overwrite(self) -> None:
        self.result = b"{}"

    def shown(self) -> bytes:
        return self.result
