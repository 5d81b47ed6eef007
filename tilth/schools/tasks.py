"""Registers read in the background: the larger ones take longer than a page may."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django_tasks import task

from tilth.schools import shelf
from tilth.schools.actions.registers import import_register
from tilth.schools.domain.reports import Report
from tilth.schools.domain.values import Noted, Skipped
from tilth.schools.models import RegisterImport
from tilth.schools.registers.going import report_on
from tilth.schools.wording import WHY
from tilth.web.refusal import Refusal
from tilth.web.sheets import harmless

State = RegisterImport.State
HEADINGS = ["line", "what", "column", "value", "why"]


@task()
def report_register(key: str) -> None:
    """Find out what an uploaded register would change."""
    waiting = RegisterImport.objects.get(id=key)
    if waiting.state == State.READING:
        _go(waiting, State.REPORTED, partial(report_on, shelf.file(waiting.id)))


@task()
def apply_register(key: str) -> None:
    """Import an uploaded register. Run twice, it imports once."""
    waiting = RegisterImport.objects.get(id=key)
    if waiting.state == State.IMPORTING:
        by = _Known(waiting.by) if waiting.by else None
        _go(waiting, State.APPLIED, partial(import_register, by=by, path=shelf.file(waiting.id)))
        shelf.clear(waiting.id)


class _Known:
    """Somebody known by their key alone."""

    def __init__(self, key: UUID) -> None:
        self.id = key


def _go(waiting: RegisterImport, then: str, read: Callable[..., Report]) -> None:
    try:
        with shelf.writing_lines(waiting.id) as file:
            report = read(progress=partial(shelf.write_progress, waiting.id), on_line=_liner(file))
    except Refusal as no:
        waiting.state, waiting.report = State.REFUSED, {"refusal": str(no.message)}
        shelf.clear(waiting.id)
    else:
        waiting.state, waiting.report = State(then), report.as_json()
    waiting.save(update_fields=["state", "report"])


def _liner(file: Any) -> Callable[[Skipped | Noted], None]:
    rows = csv.writer(file)
    rows.writerow(HEADINGS)

    def write(line: Skipped | Noted) -> None:
        column = line.column if isinstance(line, Noted) else ""
        what = "value left out" if isinstance(line, Noted) else "row skipped"
        rows.writerow([line.line, what, column, harmless(line.value), str(WHY[line.why])])

    return write
