"""Ways to keep sheets in SQLite that look anonymous. Each has lost the column that says who; none lost the order."""

from __future__ import annotations

import secrets
import sqlite3
from pathlib import Path
from random import Random
from typing import Any

from tests.audits.confidence import engines
from tests.audits.confidence.stores import Known


class Table(Known):
    """One row for each sheet, in a file with a journal as most have it."""

    shape = ""

    def __init__(self, people: int, chance: Random, folder: Path) -> None:
        self.path = folder / "ballots.sqlite3"
        self.database = sqlite3.connect(self.path, isolation_level=None)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute(f"CREATE TABLE ballot ({self.shape})")

    def answer(self, person: int, sheet: bytes) -> None:
        self.database.execute("INSERT INTO ballot (key, sheet) VALUES (?, ?)", (secrets.token_hex(16), sheet))

    def stolen(self) -> tuple[dict[str, list[dict[str, Any]]], dict[str, bytes]]:
        return {"ballot": self.rows()}, engines.files_of(self.path)

    def cleared(self) -> None:
        self.database.close()

    def rows(self) -> list[dict[str, Any]]:
        cursor = self.database.execute("SELECT rowid AS hidden_rowid, * FROM ballot")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


class Autoincrement(Table):
    """Numbered, without a time."""

    shape = "id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT, sheet BLOB"


class RandomKey(Table):
    """A random key; the hidden number of each row remains."""

    shape = "key TEXT PRIMARY KEY, sheet BLOB"


class WithoutRowid(Table):
    """A random key and no hidden number; the place in the page remains, and the journal."""

    shape = "key TEXT PRIMARY KEY, sheet BLOB) WITHOUT ROWID --"

    def rows(self) -> list[dict[str, Any]]:
        return [{"key": key, "sheet": sheet} for key, sheet in self.database.execute("SELECT key, sheet FROM ballot")]


class OnlyFiles(WithoutRowid):
    """The same, after somebody has tidied the journal away: only the file itself is stolen."""

    def stolen(self) -> tuple[dict[str, list[dict[str, Any]]], dict[str, bytes]]:
        self.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return {}, {"file": self.path.read_bytes()}


STORES = [Autoincrement, RandomKey, WithoutRowid, OnlyFiles]
