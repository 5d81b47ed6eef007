"""Databases as files that somebody could steal, and what an engine knows about its rows beside what is in them."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tilth.config import safety
from tilth.trays.models import Box, Tray
from tilth.trays.routing import TRAYS


@contextmanager
def elsewhere(alias: str, database: Mapping[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    """Let a database lie elsewhere for a moment, for all threads."""
    before, given = connections[alias], connections.settings[alias]
    connections.settings[alias] = {**given, **database}
    connections[alias] = connections.create_connection(alias)
    try:
        yield connections[alias]
    finally:
        connections[alias].close()
        connections[alias], connections.settings[alias] = before, given


@contextmanager
def trays_at(folder: Path) -> Iterator[None]:
    """Trays and keys of their own: in files of a folder, or in the tests' own database on PostgreSQL."""
    with keys_at(folder / "keys"):
        if connections[TRAYS].vendor != "sqlite":
            yield
        else:
            with trays_in(f"sqlite:///{folder / 'trays.sqlite3'}"):
                yield


@contextmanager
def trays_in(address: str) -> Iterator[None]:
    """The trays in a new database, opened as in production; without the pool, which would know only the old one."""
    database = safety.with_options(dj_database_url.parse(address), durable=True)
    database["OPTIONS"].pop("pool", None)
    with elsewhere(TRAYS, database) as connection:
        with connection.schema_editor() as editor:
            editor.create_model(Box)
            editor.create_model(Tray)
        yield


def copy_of(alias: str, path: Path) -> None:
    """Copy a database of SQLite into a file."""
    connections[alias].ensure_connection()
    with sqlite3.connect(path) as copy:
        connections[alias].connection.backup(copy)
    copy.close()


@contextmanager
def keys_at(folder: Path) -> Iterator[None]:
    before, settings.KEYS = settings.KEYS, folder
    try:
        yield
    finally:
        settings.KEYS = before


# --- what can be stolen -------------------------------------------------------------------------


def rows_of(alias: str, *only: str) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables, in the order in which the engine gives them, with what it knows of each."""
    with connections[alias].cursor() as cursor:
        tables = only or connections[alias].introspection.table_names(cursor)
        return {table: _rows(cursor, table, connections[alias].vendor) for table in tables}


def _rows(cursor: Any, table: str, vendor: str) -> list[dict[str, Any]]:
    hidden = (
        "ctid::text AS ctid, xmin::text::bigint AS xmin, cmin::text::bigint AS cmin, "
        if vendor == "postgresql"
        else "rowid AS hidden_rowid, "
    )
    cursor.execute(f'SELECT {hidden}* FROM "{table}"')
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for turn, row in enumerate(rows):
        row["given as"] = turn
        if "ctid" in row:
            row["ctid"] = tuple(map(int, row["ctid"].strip("()").split(",")))
    return rows


def files_of(path: Path) -> dict[str, bytes]:
    """A database of SQLite as files: as it lies there, its journal, and what tools make of it."""
    found = {
        path.name + end: Path(f"{path}{end}").read_bytes()
        for end in ("", "-wal", "-journal")
        if Path(f"{path}{end}").exists()
    }
    copy = path.with_name(f"copy-of-{path.name}")
    for end in ("", "-wal"):
        if Path(f"{path}{end}").exists():
            shutil.copy(f"{path}{end}", f"{copy}{end}")
    with sqlite3.connect(copy) as stolen:
        found["dump"] = "\n".join(stolen.iterdump()).encode()
        stolen.execute("VACUUM")
        stolen.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    stolen.close()
    found["vacuumed copy"] = copy.read_bytes()
    for rest in path.parent.glob(f"{copy.name}*"):
        rest.unlink()
    return found


def log_position() -> tuple[str, int]:
    """Where PostgreSQL's log of changes ends now: a file, and a place in it."""
    with connections[TRAYS].cursor() as cursor:
        cursor.execute("SELECT * FROM pg_walfile_name_offset(pg_current_wal_lsn())")
        name, place = cursor.fetchone()
        return name, place


def files_of_server(since: tuple[str, int]) -> dict[str, bytes]:
    """A database of PostgreSQL as files: tables, what they have overflown into, indexes, and the log of changes."""
    with connections[TRAYS].cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT current_setting('data_directory')")
        home = Path(cursor.fetchone()[0])
        cursor.execute(
            "SELECT relname, pg_relation_filepath(oid) FROM pg_class WHERE relkind IN ('r', 't', 'i') AND oid > 16383"
        )
        found = {name: (home / path).read_bytes() for name, path in cursor.fetchall()}
    log, end = log_position()
    begin = since[1] if since[0] == log else 0
    return {**found, "log of changes": (home / "pg_wal" / log).read_bytes()[begin:end]}
