"""A register brought by the page: kept, reported on, and imported or thrown away by the answer."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from tilth.schools import shelf, tasks
from tilth.schools.actions.registers import Keyed
from tilth.schools.domain.recognising import recognised
from tilth.schools.domain.values import Refused
from tilth.schools.models import RegisterImport
from tilth.schools.registers.going import UnreadableRegister
from tilth.schools.wording import refusal
from tilth.trail import actions as trail
from tilth.web.refusal import Refusal

State = RegisterImport.State


class NotNow(Refusal):
    """This register has been answered already, or is still being read."""


@transaction.atomic
def take_in(*, by: Keyed, file: UploadedFile) -> RegisterImport:
    """Keep an uploaded register and have it read. Raises UnreadableRegister when it is plainly none."""
    waiting = RegisterImport.objects.create(by=by.id, file_name=Path(file.name or "register").name[:200])
    try:
        register = recognised(shelf.keep(waiting.id, file))
    except Refused as refused:
        shelf.clear(waiting.id)
        raise UnreadableRegister(refusal(refused), field="file") from refused
    waiting.country = register.layout.countries[0]
    waiting.save(update_fields=["country"])
    _soon(tasks.report_register, waiting.id)
    return waiting


@transaction.atomic
def confirm(*, by: Keyed, waiting: RegisterImport) -> RegisterImport:
    """Import what was reported. Raises NotNow unless the report is there and nobody has answered it."""
    _answer(waiting, State.IMPORTING)
    _soon(tasks.apply_register, waiting.id)
    return waiting


@transaction.atomic
def abandon(*, by: Keyed, waiting: RegisterImport) -> RegisterImport:
    """Throw an uploaded register away. Raises NotNow as `confirm` does."""
    _answer(waiting, State.ABANDONED)
    trail.record(by=by, act="schools.register_abandoned", about=[])
    transaction.on_commit(partial(shelf.clear, waiting.id))
    return waiting


def _answer(waiting: RegisterImport, state: str) -> None:
    """Move on from the report, once: of two answers at the same moment only the first counts."""
    answered = RegisterImport.objects.filter(id=waiting.id, state=State.REPORTED).update(state=state)
    if not answered:
        raise NotNow(_("This register has been answered already, or is still being read."))
    waiting.state = State(state)


def _soon(task: object, key: UUID) -> None:
    transaction.on_commit(partial(task.enqueue, str(key)))  # type: ignore[attr-defined]
