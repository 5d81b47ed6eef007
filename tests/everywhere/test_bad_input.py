"""Every form of every page, filled in with what nobody should send: it is answered, and never with an error of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import product

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.addresses import ADDRESSES
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_keys_of_boxes_stay")]
ODD = {
    "far too long": "x" * 60_000,
    "a little too long": "Llanfair" * 35 + "@rowan.example",
    "with a sign that ends texts": "one\x00two",
    "of other scripts": "مدرسة \u202e שלום 🧑🏽‍🏫 \u200b",
    "beyond counting": "9" * 5000,
}
BY_KIND = {"number": "-1", "hidden": "-1", "date": "9999-12-31"}
"""In other fields there are two lines and markup at the same time."""
TWO_LINES = "one\r\nBcc: all@rowan.example <script>alert(1)</script>%(by)s"
STRICT = {"a little too long", "with a sign that ends texts", "beyond counting"}  # what PostgreSQL may mind
LOOSE = {*ODD} - {"a little too long", "with a sign that ends texts"}  # SQLite's whole numbers end sooner
FREE = {"text", "email", "search", "hidden", "number", "date"}
SELDOM = ("mfa_", "demo:", "account_", "social", "usersessions")  # others' own forms, or no forms


class Fields(HTMLParser):
    """The fields of a page: those one writes in, and those one chooses in with a choice that is offered."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.written: dict[str, str] = {}
        self.chosen: dict[str, str] = {}
        self.pressed: dict[str, str] = {}
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "textarea" or (tag == "input" and given.get("type", "text") in FREE):
            self.written[name] = given.get("type", "text")
        elif tag == "button" and name:
            self.pressed.setdefault(name, value)
        elif tag == "input" and given.get("type") in {"radio", "checkbox"}:
            self.chosen.setdefault(name, value)
        elif tag == "select":
            self._select = name
        elif tag == "option" and value:
            self.chosen.setdefault(self._select, value)


@pytest.mark.parametrize("name", [name for name in ADDRESSES if not name.startswith(SELDOM)])
def test_whatever_is_sent_is_answered(world: World, name: str, read: set[str]) -> None:
    address = ADDRESSES[name]
    key = world.own.get(address.kind)
    if address.kind and key is None:
        pytest.skip("there is none of these here")
    path, client = reverse(name, kwargs=address.about(key)), opener(world, name)
    fields = fields_of(client, path) if address.method == "get" else Fields("")
    looked_for = sorted(read)
    presses = [{}, *({button: value} for button, value in fields.pressed.items())]
    for (what, odd), press in product(odds(fields.written) if fields.written else [("with nothing", {})], presses):
        assert_answered(client, "post", path, {**fields.chosen, **odd, **press}, f"{name} {press}: {what}")
    for what, odd in odds(dict.fromkeys(looked_for, "text")) if looked_for else ():
        assert_answered(client, "get", path, odd, f"{name}: {what}")


def odds(fields: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """What to write in fields of these types, all of them at once."""
    strict = connection.vendor == "postgresql"
    for what in sorted(STRICT if strict else LOOSE):
        yield what, dict.fromkeys(fields, ODD[what])
    if not strict:
        yield "of its kind", {name: BY_KIND.get(kind, TWO_LINES) for name, kind in fields.items()}


def opener(world: World, name: str) -> Client:
    """A browser of somebody who may open this."""
    return world.browser(min(ADDRESSES[name].own - {"nobody"}, default="nobody"))


def fields_of(client: Client, path: str) -> Fields:
    page = client.get(path).content.decode(errors="replace")
    main = re.search(r"<main.*</main>", page, re.DOTALL)
    return Fields(main.group() if main else "")


def assert_answered(client: Client, method: str, path: str, said: dict[str, str], what: str) -> HttpResponse:
    """Assert that there is an answer without what was sent as markup; what it changed is undone. Errors are raised."""
    with transaction.atomic():
        answer = getattr(client, method)(path, said)
        transaction.set_rollback(True)
    assert answer.status_code < 500, what
    assert "<script>alert(1)" not in answer.content.decode(errors="replace"), what
    return answer  # type: ignore[no-any-return]
