"""Every form of every page, filled in with what nobody should send: it is answered, and never with an error of ours."""

from __future__ import annotations

import re
from html.parser import HTMLParser

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
    "two lines and markup": "one\r\nBcc: all@rowan.example <script>alert(1)</script>%(by)s",
    "of other scripts": "مدرسة \u202e שלום 🧑🏽‍🏫 \u200b",
    "beyond counting": "9" * 5000,
    "below zero": "-1",
    "the last day": "9999-12-31",
}
LOOSE = {"far too long", "beyond counting", "of other scripts"}  # SQLite minds least; its whole numbers end sooner
STRICT = {*ODD} - {"far too long", "of other scripts"}  # what PostgreSQL may mind
FREE = {"text", "email", "search", "hidden", "number", "date"}
SELDOM = ("mfa_", "demo:", "account_", "social", "usersessions")  # others' own forms, or no forms


class Fields(HTMLParser):
    """The fields of a page: those one writes in, and those one chooses in with a choice that is offered."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.written: set[str] = set()
        self.chosen: dict[str, str] = {}
        self.pressed: dict[str, str] = {}
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "textarea" or (tag == "input" and given.get("type", "text") in FREE):
            self.written.add(name)
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
    odds = {what: ODD[what] for what in (STRICT if connection.vendor == "postgresql" else LOOSE)}
    presses = [{}, *({button: value} for button, value in fields.pressed.items())]
    for what, odd in odds.items() if fields.written else [("with nothing", "")]:
        for press in presses:
            said = {**fields.chosen, **dict.fromkeys(fields.written, odd), **press}
            assert_answered(client, "post", path, said, f"{name} {press}: {what}")
    for what, odd in odds.items() if looked_for else ():
        assert_answered(client, "get", path, dict.fromkeys(looked_for, odd), f"{name}: {what}")


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
