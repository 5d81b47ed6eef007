"""A ballot box that looks whether a slip was used, and then marks it: two steps, between which another can come."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class LookThenMark:
    """Slips and ballots in two tables, without a lock."""

    def __init__(self, path: Path, slips: list[str]) -> None:
        self.path = path
        with self.connected() as database:
            database.execute("CREATE TABLE slip (slip TEXT PRIMARY KEY, used INTEGER)")
            database.execute("CREATE TABLE ballot (sheet BLOB)")
            database.executemany("INSERT INTO slip VALUES (?, 0)", [(slip,) for slip in slips])

    def connected(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=20)

    def cast(self, slip: str, sheet: bytes) -> None:
        database = self.connected()
        (used,) = database.execute("SELECT used FROM slip WHERE slip = ?", (slip,)).fetchone()
        if not used:
            self.pause()
            with database:
                database.execute("INSERT INTO ballot VALUES (?)", (sheet,))
                database.execute("UPDATE slip SET used = 1 WHERE slip = ?", (slip,))
        database.close()

    def pause(self) -> None:
        """Where threads may overtake one another."""

    def sheets(self) -> list[bytes]:
        return [sheet for (sheet,) in self.connected().execute("SELECT sheet FROM ballot")]
