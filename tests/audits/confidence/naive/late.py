"""Stores that say that they have a sheet before the disk has it."""

from __future__ import annotations

from django.db import connections

from tilth.trays.routing import TRAYS

TOGETHER = 25  # sheets


class Late:
    """Keeps sheets until there are enough of them to be worth a write."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def cast(self, sheet: bytes) -> None:
        self.waiting.append(sheet)
        if len(self.waiting) >= TOGETHER:
            with connections[TRAYS].cursor() as cursor:
                cursor.executemany("INSERT INTO ballot VALUES (%s)", [(sheet,) for sheet in self.waiting])
            self.waiting.clear()


class Hasty:
    """Lets PostgreSQL acknowledge first and write afterwards."""

    def cast(self, sheet: bytes) -> None:
        with connections[TRAYS].cursor() as cursor:
            cursor.execute("SET synchronous_commit TO off")
            cursor.execute("INSERT INTO ballot VALUES (%s)", (sheet,))


def begin() -> None:
    kind = "bytea" if connections[TRAYS].vendor == "postgresql" else "blob"
    with connections[TRAYS].cursor() as cursor:
        cursor.execute(f"CREATE TABLE ballot (sheet {kind})")


def kept() -> list[bytes]:
    with connections[TRAYS].cursor() as cursor:
        cursor.execute("SELECT sheet FROM ballot")
        return [bytes(sheet) for (sheet,) in cursor.fetchall()]
