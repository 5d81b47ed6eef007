"""The trail is added to, never changed, and read by those it concerns."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.people import PersonFactory, RoleFactory
from tilth.people.models import Role
from tilth.trail import guard, queries, telling
from tilth.trail.actions import record
from tilth.trail.models import Concern, Entry, Unchangeable

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    ada = PersonFactory()
    return record(by=ada, act="people.tested", about=[ada])


def test_an_entry_concerns_who_did_it_and_what_it_is_about() -> None:
    ada, ben = PersonFactory(), PersonFactory()
    entry = record(by=ada, act="people.tested", about=[ben], reason="a test")
    assert {concern.key for concern in entry.concerns.all()} == {ada.id, ben.id}
    assert entry.details == {"reason": "a test"}


def test_our_own_code_cannot_change_or_delete_an_entry(entry: Entry) -> None:
    for attempt in (entry.save, entry.delete, Entry.objects.all().delete, Concern.objects.all().delete):
        with pytest.raises(Unchangeable):
            attempt()
    with pytest.raises(Unchangeable):
        Entry.objects.update(act="people.forgotten")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE trail_entry SET act = ''", "DELETE FROM trail_concern", "DELETE FROM trail_entry"],
)
def test_the_database_itself_refuses(entry: Entry, statement: str) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", ["trail_entry", "trail_concern"])
def test_nothing_is_put_in_the_place_of_what_is_there(entry: Entry, table: str) -> None:
    """SQLite replaces rows without deleting them; PostgreSQL updates them."""
    how, known = ("INSERT OR REPLACE", "") if connection.vendor == "sqlite" else ("INSERT", "ON CONFLICT (id) {}")
    known = known.format("DO UPDATE SET id = excluded.id")
    before = _rows(table)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{how} INTO {table} SELECT * FROM {table} WHERE true {known}")
    assert _rows(table) == before


def test_a_concern_is_not_replaced_by_one_with_another_number(entry: Entry) -> None:
    how = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    columns = "entry_id, key"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{how} INTO trail_concern ({columns}) SELECT {columns} FROM trail_concern")
    assert Concern.objects.filter(entry=entry).count() == 1


def _rows(table: str) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")
        return list(cursor.fetchall())


def test_a_restore_may_empty_the_trail_and_the_guard_stands_again_after_it(entry: Entry) -> None:
    with transaction.atomic(), guard.lowered(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM trail_concern")
        cursor.execute("DELETE FROM trail_entry")
    record(by=None, act="people.tested", about=[])
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM trail_entry")


def test_only_what_concerns_the_keys_is_found_the_latest_first() -> None:
    ada, eve = PersonFactory(), PersonFactory()
    first, second = (record(by=ada, act="people.tested", about=[]) for _ in range(2))
    record(by=eve, act="people.tested", about=[])
    assert list(queries.entries_concerning({ada.id})) == [second, first]


def test_a_sentence_names_who_did_what_to_whom(monkeypatch: pytest.MonkeyPatch) -> None:
    ada, ben = PersonFactory(name="Ada Okafor"), PersonFactory(name="Ben Hartley")
    entry = record(by=ada, act="people.greeted", about=[ben], words="good morning")
    names = {ada.id: ("person", "Ada Okafor"), ben.id: ("person", "Ben Hartley")}
    monkeypatch.setattr(telling, "_template", lambda act: "%(by)s said %(words)s to %(person)s.")
    assert telling.sentence(entry, names) == "Ada Okafor said good morning to Ben Hartley."


def test_a_sentence_does_without_the_names_of_those_who_have_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = record(by=PersonFactory(), act="people.greeted", about=[PersonFactory()])
    monkeypatch.setattr(telling, "_template", lambda act: "%(by)s greeted %(person)s.")
    assert telling.sentence(entry, {}) == "Somebody who has left greeted somebody."


def test_the_page_shows_what_concerns_me_and_schools_i_lead(client, django_assert_num_queries) -> None:
    ada = RoleFactory(kind=Role.Kind.HEADTEACHER)
    eve = RoleFactory(kind=Role.Kind.HEADTEACHER)
    record(by=None, act="schools.was_painted", about=[ada.school])
    record(by=None, act="schools.was_closed", about=[eve.school])
    client.force_login(ada.person)
    page = client.get("/trail/").content.decode()
    assert "Was painted" in page
    assert "Was closed" not in page
