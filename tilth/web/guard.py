"""The database's own refusal to change what is written once, whoever asks, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection

DEEDS = ("update", "delete", "insert")


@dataclass(frozen=True)
class Guard:
    """It stands before tables of one part, and refuses in that part's own words.

    Each table comes with what tells its rows from one another: SQLite's INSERT OR REPLACE puts a row in the place of
    another without asking those who guard deletions.
    """

    part: str
    tables: Mapping[str, str]
    refusal: str

    def stand(self, *, using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
        """Put the guard up. Migrations end with this: SQLite drops triggers when it remakes a table."""
        if using != DEFAULT_DB_ALIAS:
            return
        present = set(connection.introspection.table_names())
        with connection.cursor() as cursor:
            for statement in self._up() if present.issuperset(self.tables) else ():
                cursor.execute(statement)

    @contextmanager
    def lowered(self) -> Iterator[None]:
        """Let a restore, and nothing else, empty these tables. Inside a transaction nobody else sees it down."""
        with connection.cursor() as cursor:
            for statement in self._down():
                cursor.execute(statement)
        try:
            yield
        finally:
            if not connection.needs_rollback:
                self.stand()

    def _up(self) -> list[str]:
        if connection.vendor == "sqlite":
            return [statement for table, same in self.tables.items() for statement in self._up_in_sqlite(table, same)]
        return [
            f"CREATE OR REPLACE FUNCTION {self.part}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{self.refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            *(
                f"CREATE OR REPLACE TRIGGER {table}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {self.part}_refuse()"
                for table in self.tables
            ),
        ]

    def _up_in_sqlite(self, table: str, same: str) -> list[str]:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{self.refusal}'); END"
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table} {refuse}",
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table} {refuse}",
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_insert BEFORE INSERT ON {table} "  # noqa: S608 our own names
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}",
        ]

    def _down(self) -> list[str]:
        if connection.vendor == "sqlite":
            return [f"DROP TRIGGER IF EXISTS {table}_no_{deed}" for table in self.tables for deed in DEEDS]
        return [f"DROP TRIGGER IF EXISTS {table}_guard ON {table}" for table in self.tables]
