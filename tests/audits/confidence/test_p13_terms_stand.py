"""P13: what a wave promises cannot be changed, in either direction, by anybody, by no way in."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django import forms
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import URLPattern, reverse

from tests.audits.confidence.naive import terms as naive
from tests.factories.audits import family_of, head, in_wave, lead, open_wave, planned_wave, school_of
from tilth.audits import actions, urls
from tilth.audits import forms as said_here
from tilth.audits.domain.asked import written
from tilth.audits.forms.waves import Plan
from tilth.audits.models import Terms, Wave
from tilth.audits.models.fixed import Unchangeable
from tilth.disclosure import Rules

pytestmark = pytest.mark.django_db
REFUSED = (Unchangeable, DatabaseError, ProtectedError)
WORSE = {
    "rules": {**written(Rules()), "whole": 1, "item": 1, "part": 1},
    "remarks": True,
    "blind": False,
    "papers": "all",
}
PROMISED = {"rules", "remarks", "blind", "papers", "breakdown", "kinds", "audience", "document", "terms"}


# --- by those who can write code, or SQL --------------------------------------------------------


def attempts(model: Any, key: UUID) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Every way to another promise that Django and the database offer."""
    row = model.objects.get(pk=key)
    for name, value in WORSE.items():
        setattr(row, name, value)
    known = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
    rows = model.objects.filter(pk=key)
    key_column = model._meta.pk.attname
    yield "save", row.save
    yield "save anew", lambda: model(**known).save()
    yield "update", lambda: rows.update(**WORSE)
    yield "update past the manager", lambda: model._base_manager.filter(pk=key).update(**WORSE)
    yield "bulk update", lambda: rows.bulk_update([row], list(WORSE))
    yield (
        "bulk create",
        lambda: rows.bulk_create(
            [model(**known)], update_conflicts=True, unique_fields=[key_column], update_fields=list(WORSE)
        ),
    )
    yield "delete and write anew", lambda: (row.delete(), model(**known).save(force_insert=True))
    yield "delete past the manager", lambda: model._base_manager.filter(pk=key)._raw_delete("default")
    yield from _by_sql(model._meta.db_table)


def _by_sql(table: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    columns = [field.column for field in Terms._meta.concrete_fields]
    worse = ", ".join("NOT remarks" if column == "remarks" else column for column in columns)
    put = f"INTO {table} ({', '.join(columns)}) SELECT {worse} FROM {table} WHERE true"
    statements = {
        "sql update": f"UPDATE {table} SET remarks = NOT remarks",
        "sql delete": f"DELETE FROM {table}",
        "sql upsert": f"INSERT {put} ON CONFLICT (wave_id) DO UPDATE SET remarks = excluded.remarks",
    }
    if connection.vendor == "sqlite":
        statements["sql replace"] = f"INSERT OR REPLACE {put}"
        statements["sql update or replace"] = f"UPDATE OR REPLACE {table} SET remarks = NOT remarks"
    else:
        statements["sql truncate"] = f"TRUNCATE {table} CASCADE"
    for name, statement in statements.items():
        yield name, partial(_execute, statement)


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def changed_by(model: Any, key: UUID) -> set[str]:
    """What of all that has led to another promise. Each attempt begins from the same."""
    before, done = _promise(model._meta.db_table), set()
    for name, attempt in attempts(model, key):
        with transaction.atomic():
            try:
                with transaction.atomic():
                    attempt()
            except REFUSED:
                pass
            if _promise(model._meta.db_table) != before:
                done.add(name)
            transaction.set_rollback(True)
    return done


def _promise(table: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY wave_id")
        return list(cursor.fetchall())


@pytest.fixture
def wave() -> Wave:
    return open_wave(school_of(3))


def test_no_code_and_no_sql_changes_what_is_promised(wave: Wave) -> None:
    assert changed_by(Terms, wave.id) == set()
    with pytest.raises(REFUSED), transaction.atomic():
        wave.delete()


def test_without_the_guard_every_one_of_these_changes_it(wave: Wave) -> None:
    naive.make()
    everything = {name for name, _attempt in attempts(naive.Settings, wave.id)}
    assert changed_by(naive.Settings, wave.id) == everything


# --- by those who use Tilth ---------------------------------------------------------------------


def takers(functions: Iterable[Callable[..., Any]]) -> set[str]:
    """Changes that take anything of what is promised."""
    return {each.__name__ for each in functions if PROMISED & set(inspect.signature(each).parameters)}


def ours() -> list[Callable[..., Any]]:
    return [each for name in actions.__all__ if inspect.isfunction(each := getattr(actions, name))]


def test_only_planning_takes_what_is_promised() -> None:
    assert takers(ours()) == {"plan"}
    assert takers([*ours(), naive.edit_wave]) == {"plan", "edit_wave"}


def test_no_form_asks_for_it_but_that_of_planning() -> None:
    forms_of_ours = {
        each for each in vars(said_here).values() if inspect.isclass(each) and issubclass(each, forms.Form)
    }
    asking = {each for each in forms_of_ours if PROMISED & set(each.base_fields)}
    assert Plan in forms_of_ours and asking == {Plan}


def pages() -> list[str]:
    """The addresses of asking in confidence that know a thing by its key."""
    known = (each for each in urls.urlpatterns if isinstance(each, URLPattern) and each.pattern.converters)
    return [each.name for each in known if each.name and set(each.pattern.converters) == {"key"}]


@pytest.mark.parametrize("phase", ["planned", "open"])
def test_no_page_takes_it_whatever_is_posted_there(phase: str) -> None:
    """The lead, who heads a school in it, posts everything there is to promise to every address."""
    family = family_of(2, 3)
    wave = planned_wave(family) if phase == "planned" else open_wave(family)
    here, before = in_wave(wave), _promise("audits_terms")
    client = Client(raise_request_exception=False)
    client.force_login(lead(family), backend="allauth.account.auth_backends.AuthenticationBackend")
    everything = {"whole": 1, "remarks": "on", "blind": "", "papers": "all", "kinds": "headteacher", "groups": "work"}
    for name in pages():
        for key in (wave.id, here.id, family.id, here.school_id):
            client.post(reverse(f"audits:{name}", args=[key]), {**everything, "reason": "Because", "sure": "yes"})
    assert _promise("audits_terms") == before
    assert head(here.school) == lead(family)
