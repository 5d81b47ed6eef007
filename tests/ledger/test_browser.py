"""The weave and its map in a real browser: readable by all, explored by tapping, within our own rules of safety."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.factories.jpd import lead_of, live_family, triad
from tests.factories.ledger import gift, written
from tilth.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_map_opens_when_asked_for_and_tells_what_is_tapped(
    phone: Page, live_server: Any, signed_in: Callable[[Person], Client], axe: Callable[[Page], None]
) -> None:
    family = live_family()
    ada, (ben, asha, leo) = lead_of(family), triad(family)
    written(family, gift(ben, asha, 60), gift(asha, leo, 30))
    cookie = signed_in(ada).cookies["sessionid"].value
    phone.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    troubles: list[str] = []
    phone.on("console", lambda said: troubles.append(said.text) if said.type in ("error", "warning") else None)
    fetched: list[str] = []
    phone.on("request", lambda asked: fetched.append(asked.url))
    for name in ("balance", "capital", "costs", "weave"):
        phone.goto(reverse(f"ledger:{name}", args=[family.id]))
        axe(phone)
    assert not [url for url in fetched if "weave-map" in url]
    phone.get_by_role("button", name="Open the map").click()
    said = phone.get_by_role("status")
    expect(said).to_contain_text("Tap a dot")
    _tap_until(phone, "Ben Carr, Hollins: worked with Asha Raman")
    axe(phone)
    assert troubles == []


def _tap_until(phone: Page, words: str) -> None:
    """Tap along the picture until the map says these words."""
    canvas, said = phone.locator(".tilth-map__canvas"), phone.get_by_role("status")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    spots = [(x, y) for y in range(10, int(box["height"]), 9) for x in range(10, int(box["width"]), 9)]
    for x, y in spots:
        phone.mouse.click(box["x"] + x, box["y"] + y)
        if words in said.inner_text():
            return
    raise AssertionError(f"Nothing that was tapped says {words!r}.")
