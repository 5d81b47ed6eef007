"""Going through a register: what it would change, and the change itself, by the same path."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tilth.schools.domain import mappings, reading
from tilth.schools.domain.recognising import Register, recognised
from tilth.schools.domain.reports import Report
from tilth.schools.domain.values import Holds, Noted, Refused, Row, Skipped
from tilth.schools.models import School
from tilth.schools.queries import successors_of
from tilth.schools.registers.bodies import Bodies
from tilth.schools.registers.link_rows import Links
from tilth.schools.registers.school_rows import Schools
from tilth.schools.registers.tie_rows import Ties
from tilth.schools.signals import school_closed
from tilth.schools.wording import refusal
from tilth.web.refusal import Refusal

BATCH = 500  # rows: what is in memory at once, however long the file is

Progress = Callable[[int, int], None]
OnLine = Callable[[Skipped | Noted], None]


class UnreadableRegister(Refusal):
    """The file is no register that we can read; the message says why and what to do."""


class Writer(Protocol):
    """Takes the rows of one kind of file, and counts what they change."""

    def take(self, rows: list[Any]) -> None: ...
    def finish(self) -> None: ...


def report_on(
    path: Path, mapping: Path | None = None, progress: Progress | None = None, on_line: OnLine | None = None
) -> Report:
    """What a register would change, without changing anything. Raises UnreadableRegister.

    `progress(done, lines)` is called after each batch; `on_line` is told of every row skipped and value left out.
    """
    return gone_through(path, mapping, progress, on_line, apply=False)


def gone_through(
    path: Path, mapping: Path | None, progress: Progress | None, on_line: OnLine | None, *, apply: bool
) -> Report:
    """Read a register to its end, and with `apply` write what differs. Raises UnreadableRegister."""
    began = perf_counter()
    try:
        register = recognised(Path(path), mappings.load(Path(mapping)) if mapping else None)
        report = _report(register, on_line)
        _go_through(register, report, progress or _silent, apply)
    except Refused as refused:
        raise UnreadableRegister(refusal(refused), field="file") from refused
    report.applied, report.seconds = apply, round(perf_counter() - began, 2)
    return report


def _report(register: Register, on_line: OnLine | None) -> Report:
    layout, file = register.layout, register.file
    report = Report(file.path.name, layout.title, layout.holds, list(layout.countries), file.encoding)
    report.on_line = on_line or report.on_line
    return report


def _go_through(register: Register, report: Report, progress: Progress, apply: bool) -> None:
    writer = _writer(register, report, apply)
    rows = reading.read(register, timezone.localdate(), report.note, report.empty_line)
    while batch := list(islice(rows, BATCH)):
        writer.take(list(_used(batch, report)))
        progress(min(report.rows + report.blank, register.file.lines), register.file.lines)
    writer.finish()
    progress(register.file.lines, register.file.lines)


def _used(batch: list[Row | Skipped], report: Report) -> Iterator[Row]:
    for row in batch:
        if isinstance(row, Skipped):
            report.skip(row)
        else:
            yield row


def _writer(register: Register, report: Report, apply: bool) -> Writer:
    layout = register.layout
    if layout.holds is Holds.LINKS:
        return Links(layout, report, apply)
    bodies = Bodies(layout, apply)
    match layout.holds:
        case Holds.SCHOOLS:
            return Schools(layout, report, bodies, apply, _tell_of_closures)
        case Holds.TIES:
            return Ties(layout, report, bodies, apply)
        case _:
            return bodies.counting(report)


def _tell_of_closures(closed: list[UUID]) -> None:
    transaction.on_commit(partial(_send_closures, closed))


def _send_closures(closed: list[UUID]) -> None:
    for school in School.objects.filter(id__in=closed):
        school_closed.send_robust(School, school=school, successors=successors_of(school))


def _silent(done: int, lines: int) -> None:
    """Nobody watches."""
