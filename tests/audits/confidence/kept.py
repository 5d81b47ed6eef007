"""All that is left of a wave when it has been counted, as text: every row of every table in both databases."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db import connections, transaction

from tests.audits.answering import answer, answered_wave
from tests.factories.audits import closed_wave
from tilth.audits import actions
from tilth.audits.models import WaveSchool
from tilth.schools.models import School

CHANCE = re.compile(  # keys, digests and moments differ from one telling to the next, whatever people said
    r"[0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?"
)


def left_of_a_wave(school: School, sheets: Sequence[bytes], remarks: Sequence[str] = ()) -> str:
    """What is left when this is answered, counted and destroyed. Nothing of it is there afterwards."""
    before = {using: transaction.savepoint(using=using) for using in connections}
    wave, here = answered_wave(school=school, remarks=bool(remarks))
    answer(here.box, sheets, remarks)
    actions.count_wave(wave=closed_wave(wave))
    actions.destroy_answers(schools=WaveSchool.objects.filter(wave=wave))
    text = everything()
    for using, place in before.items():
        transaction.savepoint_rollback(place, using=using)
    return text


def everything() -> str:
    """Every row, without what chance has made, and without the order of the rows."""
    lines = [line for using in connections for line in _lines(using)]
    return "\n".join(sorted(lines))


def _lines(using: str) -> list[str]:
    lines = []
    with connections[using].cursor() as cursor:
        for table in connections[using].introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description or ()]
            for row in cursor.fetchall():
                cells = {name: _text(cell) for name, cell in zip(names, row, strict=True) if not _counts(name, cell)}
                lines.append(CHANCE.sub("*", f"{table} {cells}"))
    return lines


def _counts(name: str, cell: object) -> bool:
    """Whether a column only numbers the rows."""
    return isinstance(cell, int) and (name == "id" or name.endswith("_id"))


def _text(cell: object) -> str:
    held = bytes(cell) if isinstance(cell, memoryview) else cell
    return held.decode("utf-8", errors="backslashreplace") if isinstance(held, bytes) else str(held)
