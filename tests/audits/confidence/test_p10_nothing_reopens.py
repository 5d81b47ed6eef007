"""P10: once a wave is published and its box destroyed, no copy made before can be opened: no file, no backup."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connections

from tests.audits.confidence import engines
from tilth.command.archive import write
from tilth.trays import actions, keys
from tilth.trays.models import Box, Tray
from tilth.trays.routing import TRAYS

SIZE = 12
SHEETS = [bytes([number, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, number]) for number in range(20)]


def filled() -> tuple[UUID, list[str]]:
    box = actions.open_box(key=uuid4(), places=0, papers=len(SHEETS), size=SIZE, blind=True).pk
    slips = actions.draw_papers(key=box, count=len(SHEETS))
    for slip, sheet in zip(slips, SHEETS, strict=True):
        actions.cast(slip=slip, sheet=sheet)
    return box, slips


def counted(box: UUID) -> tuple[bytes, ...]:
    actions.seal_box(key=box)
    found = actions.empty(key=box).sheets
    actions.destroy(key=box)
    return found


def copied(box: UUID) -> tuple[Box, list[Tray]]:
    """What an old copy of the database holds of a box."""
    return Box.objects.get(pk=box), list(Tray.objects.filter(box=box))


def reopened(copy: tuple[Box, list[Tray]]) -> tuple[bytes, ...] | None:
    """Put an old copy back, and try to have it opened. None: it stays shut."""
    row, trays = copy
    row.save(force_insert=True)
    Tray.objects.bulk_create(trays)
    try:
        actions.seal_box(key=row.pk)
        return actions.empty(key=row.pk).sheets
    except actions.NoBox:
        return None
    finally:
        Box.objects.filter(pk=row.pk).delete()


@pytest.mark.django_db
def test_an_old_copy_of_the_database_stays_shut() -> None:
    box, _slips = filled()
    copy = copied(box)
    assert sorted(counted(box)) == SHEETS
    assert reopened(copy) is None


@pytest.mark.django_db
def test_a_naive_end_that_only_deletes_rows_lets_an_old_copy_be_opened() -> None:
    box, _slips = filled()
    actions.seal_box(key=box)
    copy = copied(box)
    with patch.object(keys, "destroy", lambda key: None):
        actions.destroy(key=box)
    assert sorted(reopened(copy) or ()) == SHEETS


@pytest.mark.django_db
def test_a_backup_holds_no_sheets_and_no_keys(tmp_path: Path) -> None:
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    box, slips = filled()
    key = (Path(settings.KEYS) / f"{box}.key").read_bytes()
    root = key[len(keys.FORMAT) :][: keys.ROOT]
    write(tmp_path / "kept.zip")
    with zipfile.ZipFile(tmp_path / "kept.zip") as archive:
        whole = b"\0".join(archive.read(name) for name in archive.namelist())
    for secret in (root, *SHEETS, *(slip[4:].encode() for slip in slips)):
        assert secret not in whole and secret.hex().encode() not in whole
    actions.destroy(key=box)


@pytest.mark.django_db(transaction=True, databases=[TRAYS])
@pytest.mark.usefixtures("on_sqlite")
def test_nothing_of_a_destroyed_box_is_left_in_any_file(tmp_path: Path) -> None:
    with engines.trays_at(tmp_path):
        box, slips = filled()
        blobs = [bytes(tray.sealed) for tray in copied(box)[1]]
        assert any(blob[:40] in content for blob in blobs for content in files(tmp_path).values())
        counted(box)
        left = files(tmp_path)
    for secret in (
        *(blob[:40] for blob in blobs),
        *SHEETS,
        box.bytes,
        str(box).encode(),
        *(s[4:].encode() for s in slips),
    ):
        assert not [name for name, content in left.items() if secret in content]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("on_sqlite")
def test_a_naive_file_keeps_what_was_deleted(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "naive.sqlite3") as database:
        database.execute("PRAGMA secure_delete=OFF")
        database.execute("CREATE TABLE ballot (sheet BLOB)")
        database.executemany("INSERT INTO ballot VALUES (?)", [(sheet,) for sheet in SHEETS])
        database.commit()
        database.execute("DELETE FROM ballot")
        database.commit()
    left = (tmp_path / "naive.sqlite3").read_bytes()
    assert any(sheet in left for sheet in SHEETS)


@pytest.mark.django_db
@pytest.mark.usefixtures("on_postgresql")
def test_postgresql_waits_for_the_disk_whatever_it_was_set_to() -> None:
    """A lost commit would be a lost box: the key of what it replaced is gone."""
    from tilth.trays.hand import durably

    with durably(), connections[TRAYS].cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)
