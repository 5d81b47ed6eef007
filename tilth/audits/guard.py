"""The database's own refusal to change what a wave promised or what was published of it, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection

# What tells one row from another: SQLite replaces a row with the same without asking those who guard deletions.
TABLES = {
    "audits_terms": "wave_id = NEW.wave_id",
    "audits_publicationrow": "id = NEW.id OR (wave_id = NEW.wave_id AND school_id IS NEW.school_id)",
}
REFUSAL = "What was promised or published is never changed."


def stand(*, using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Put the guard up. Migrations end with this: SQLite drops triggers when it remakes a table."""
    if using != DEFAULT_DB_ALIAS:
        return
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for statement in _up() if present.issuperset(TABLES) else ():
            cursor.execute(statement)


@contextmanager
def lowered() -> Iterator[None]:
    """Let a restore, and nothing else, empty these tables. Inside a transaction nobody else sees it down."""
    with connection.cursor() as cursor:
        for statement in _down():
            cursor.execute(statement)
    try:
        yield
    finally:
        if not connection.needs_rollback:
            stand()


def _up() -> list[str]:
    if connection.vendor == "sqlite":
        return [statement for table, same in TABLES.items() for statement in _up_in_sqlite(table, same)]
    return [
        "CREATE OR REPLACE FUNCTION audits_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        *(
            f"CREATE OR REPLACE TRIGGER {table}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audits_refuse()"
            for table in TABLES
        ),
    ]


def _up_in_sqlite(table: str, same: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_insert BEFORE INSERT ON {table} "  # noqa: S608 our own names
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}",
    ]


def _down() -> list[str]:
    if connection.vendor == "sqlite":
        deeds = ("update", "delete", "insert")
        return [f"DROP TRIGGER IF EXISTS {table}_no_{deed}" for table in TABLES for deed in deeds]
    return [f"DROP TRIGGER IF EXISTS {table}_guard ON {table}" for table in TABLES]
