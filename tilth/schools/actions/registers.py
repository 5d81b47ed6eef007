"""Bringing schools up to a register."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.db import transaction

from tilth.schools.domain.reports import Report
from tilth.schools.registers.going import OnLine, Progress, gone_through
from tilth.trail import actions as trail


class Keyed(Protocol):
    """Whoever imports: known here by their key alone, since people stand above schools."""

    id: UUID


@transaction.atomic
def import_register(
    *,
    by: Keyed | None = None,
    path: Path,
    mapping: Path | None = None,
    progress: Progress | None = None,
    on_line: OnLine | None = None,
) -> Report:
    """Bring schools, ties or successions up to a register: all of it or, if anything fails, nothing.

    Doing it again changes nothing. Schools that the file leaves out stay as they are. `progress` and `on_line` are
    told as `report_on` tells them. Raises UnreadableRegister.
    """
    report = gone_through(path, mapping, progress, on_line, apply=True)
    trail.record(by=by, act="schools.register_imported", about=[], holds=report.holds, **report.counts)
    return report
