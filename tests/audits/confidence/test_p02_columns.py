"""P2: what lies in the trays' database has no times, no sequences, and no reference to anybody."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connections

from tilth.people.models import Person
from tilth.schools.models import School
from tilth.trays.routing import TRAYS

pytestmark = pytest.mark.django_db
OF_THE_TABLES_THEMSELVES = {"django_migrations"}  # when the tables were made, which says nothing about any wave
TELLING = ("time", "date", "serial", "identity", "autoincrement", "interval", "inet")
NAIVE = {
    "numbered": "id INTEGER PRIMARY KEY AUTOINCREMENT, sheet BLOB",
    "timed": "key TEXT PRIMARY KEY, sheet BLOB, cast_at TIMESTAMP",
    "named": "key TEXT PRIMARY KEY, sheet BLOB, person_id CHAR(32)",
}
NAIVE_ON_POSTGRESQL = {
    "numbered": "id bigserial PRIMARY KEY, sheet bytea",
    "timed": "key uuid PRIMARY KEY, sheet bytea, cast_at timestamptz",
    "named": "key uuid PRIMARY KEY, sheet bytea, person_id uuid",
}


def faults(alias: str) -> list[str]:
    """What in a database tells of times, of the order of rows, or of people, as the database itself describes it."""
    with connections[alias].cursor() as cursor:
        return _on_sqlite(cursor) if connections[alias].vendor == "sqlite" else _on_postgresql(cursor)


def read(alias: str) -> list[str]:
    """All columns of a database, but of the tables that are about the tables."""
    with connections[alias].cursor() as cursor:
        engine = connections[alias].introspection
        tables = set(engine.table_names(cursor)) - OF_THE_TABLES_THEMSELVES
        return [f"{table}.{column.name}" for table in tables for column in engine.get_table_description(cursor, table)]


def _on_sqlite(cursor: Any) -> list[str]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    tables = [(name, sql) for name, sql in cursor.fetchall() if name not in OF_THE_TABLES_THEMSELVES]
    found = [name for name, sql in tables if "autoincrement" in sql.lower()]
    if ("sqlite_sequence",) in [(name,) for name, _sql in tables]:
        cursor.execute("SELECT name FROM sqlite_sequence")
        found += [f"sequence of {name}" for (name,) in cursor.fetchall() if name not in OF_THE_TABLES_THEMSELVES]
    for name, _sql in tables:
        cursor.execute(f'PRAGMA table_info("{name}")')
        found += [f"{name}.{column[1]}" for column in cursor.fetchall() if _tells(column[1], column[2], column[4])]
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return found + [f"trigger {name}" for (name,) in cursor.fetchall()]


def _on_postgresql(cursor: Any) -> list[str]:
    cursor.execute(
        "SELECT table_name, column_name, data_type, coalesce(column_default, '') || is_identity"
        " FROM information_schema.columns WHERE table_schema = 'public'"
    )
    columns = [row for row in cursor.fetchall() if row[0] not in OF_THE_TABLES_THEMSELVES]
    found = [f"{table}.{column}" for table, column, type_, default in columns if _tells(column, type_, default)]
    cursor.execute("SELECT sequencename FROM pg_sequences")
    found += [f"sequence {name}" for (name,) in cursor.fetchall() if not name.startswith("django_migrations")]
    cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
    return found + [f"trigger {name}" for (name,) in cursor.fetchall()]


def _tells(column: str, type_: str, default: str | None) -> bool:
    """Whether a column could hold a time, a number of its own, or somebody."""
    somebody = {f"{model._meta.model_name}_id" for model in apps.get_models() if model._meta.app_label != TRAYS}
    words = f"{type_} {default or ''}".lower()
    return column in somebody or "nextval" in words or "yes" in words or any(word in words for word in TELLING)


def test_the_trays_database_holds_nothing_that_tells_when_in_which_order_or_who() -> None:
    assert {f"{name}_id" for name in ("person", "school")} == {
        f"{model._meta.model_name}_id" for model in (Person, School)
    }
    assert faults(TRAYS) == []


def test_there_is_nothing_else_in_the_trays_database() -> None:
    with connections[TRAYS].cursor() as cursor:
        tables = set(connections[TRAYS].introspection.table_names(cursor))
    assert tables - OF_THE_TABLES_THEMSELVES == {"trays_box", "trays_tray"}


@pytest.mark.parametrize("naive", NAIVE)
def test_naive_tables_are_found_out(naive: str) -> None:
    shape = NAIVE if connections[TRAYS].vendor == "sqlite" else NAIVE_ON_POSTGRESQL
    with connections[TRAYS].cursor() as cursor:
        cursor.execute(f"CREATE TABLE ballot ({shape[naive]})")
        assert faults(TRAYS)
        cursor.execute("DROP TABLE ballot")


def test_the_house_itself_would_be_found_out() -> None:
    assert faults("default")
