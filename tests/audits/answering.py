"""People who answer, for tests: each takes a slip and casts a sheet, as the door would let them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tests.factories.audits import PAPER, closed_wave, in_wave, open_wave, school_of
from tilth.audits.domain.instruments import Instrument
from tilth.audits.models import PublicationRow, Wave, WaveSchool
from tilth.audits.queries.waves import instrument_of
from tilth.schools.models import School
from tilth.trays import actions as trays


def asked(wave: Wave) -> Instrument:
    """What a wave asks."""
    return instrument_of(wave.terms)


def answer(box: UUID, sheets: Sequence[bytes], remarks: Sequence[str] = ()) -> list[str]:
    """Cast these sheets, on paper slips, each with the remark at its place if there is one. Returns the slips."""
    slips = trays.draw_papers(key=box, count=len(sheets))
    for place, (slip, sheet) in enumerate(zip(slips, sheets, strict=True)):
        trays.cast(slip=slip, sheet=sheet, remark=remarks[place] if place < len(remarks) else "")
    return slips


def answered_wave(staff: int = 14, *, school: School | None = None, **known: object) -> tuple[Wave, WaveSchool]:
    """A wave that is open in one school, on paper slips for everybody."""
    wave = open_wave(school or school_of(staff), papers=PAPER, **known)
    return wave, in_wave(wave)


def closed_with(sheets: Sequence[bytes], staff: int, *, remarks: Sequence[str] = (), **known: object) -> Wave:
    """A wave in one school that was answered so, and waits to be counted."""
    wave, here = answered_wave(staff, remarks=bool(remarks), **known)
    answer(here.box, sheets, remarks)
    return closed_wave(wave)


def stored(wave: Wave) -> bytes:
    """The bytes that were published of the one school of a wave."""
    return bytes(PublicationRow.objects.get(wave=wave, school__isnull=False).stored)
