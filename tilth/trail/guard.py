"""The database's own refusal to change the trail, whoever asks, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection

TABLES = ("trail_entry", "trail_concern")
REFUSAL = "The trail is never changed."


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
    """Let a restore, and nothing else, empty the trail. Inside a transaction nobody else sees it down."""
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
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{deed} BEFORE {deed} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for table in TABLES
            for deed in ("update", "delete")
        ]
    return [
        "CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        *(
            f"CREATE OR REPLACE TRIGGER {table}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()"
            for table in TABLES
        ),
    ]


def _down() -> list[str]:
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{deed}" for table in TABLES for deed in ("update", "delete")]
    return [f"DROP TRIGGER IF EXISTS {table}_guard ON {table}" for table in TABLES]
