"""Every page in a real browser, on a desktop and a phone: nothing for axe to find, a quiet console, and not heavy."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from playwright.sync_api import Page, Response, ViewportSize

from tests.addresses import ADDRESSES, Address
from tests.conftest import AXE, DESKTOP, PHONE
from tests.world import World, build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OVER_THE_WIRE = 200_000  # bytes, everything a first visit to a page fetches
FILES = {
    "audits:results_csv",
    "audits:results_json",
    "audits:results_pdf",
    "audits:impact_file",
    "audits:impact_school_file",
    "jpd:notes_mine",
    "jpd:notes_worker",
    "ledger:network",
    "maturity:blank",
    "maturity:file",
    "maturity:house_blank",
    "maturity:school_file",
    "people:download",
    "people:roster_template",
    "schools:lines",
}
REFUSING = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn", "socialaccount_login_error"}  # no device yet
WHO = ("Ada", "Ben", "Ola", "Dot", "Cal", "nobody")


def test_every_page_is_clean(
    visit: Callable[[ViewportSize], Page], axe: Callable[[Page], None], live_server: Any
) -> None:
    world, faults = build(), []
    for who in WHO:
        page = visit(PHONE)
        page.add_init_script(path=AXE)  # as often as here, to send it to each page would take a while
        sign_in(page, world, who, live_server.url)
        for name in pages_of(who):
            faults += look(page, world, name, axe)
    assert not faults, "\n".join(faults)


def pages_of(who: str) -> list[str]:
    """Pages that this persona is the first of our visitors to be let into, and everybody's pages again for students."""
    seen = [name for name, address in ADDRESSES.items() if address.method == "get" and name not in FILES | REFUSING]
    return [name for name in seen if first_let_in(ADDRESSES[name]) == who or (who == "Dot" and everybodys(name))]


def first_let_in(address: Address) -> str | None:
    return next((who for who in WHO if who in address.own), None)


def everybodys(name: str) -> bool:
    return name in {"home:today", "people:me", "jpd:mine", "partnerships:mine", "notices:mine"}


def sign_in(page: Page, world: World, who: str, address: str) -> None:
    if session := world.sessions.get(who):
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])


def look(page: Page, world: World, name: str, axe: Callable[[Page], None]) -> list[str]:
    """What is wrong with one page, a line each."""
    address = ADDRESSES[name]
    key = world.own.get(address.kind)
    page.set_viewport_size(PHONE)
    path = reverse(name, kwargs=address.about(key))
    answer = page.goto(path)
    faults = []
    if answer is None or answer.status >= 400:
        return [f"{name}: {answer and answer.status}"]
    if (weight := carried(page, answer)) > OVER_THE_WIRE:
        faults.append(f"{name}: {weight} bytes")
    try:
        axe(page)  # on a phone: on desktops the journeys look
    except AssertionError as found:
        faults.append(f"{name}: {found}")
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.append(f"{name}: wider than a window of {size['width']}")
    return faults


FETCHED = "performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname)"


def carried(page: Page, answer: Response) -> int:
    """Bytes of a first visit as they travel: the page as it is, and our files as the server compresses them."""
    ours = f"/{settings.STATIC_URL.strip('/')}/"
    names = {path.removeprefix(ours) for path in page.evaluate(FETCHED) if path.startswith(ours)}
    files = [Path(found) for name in names if isinstance(found := finders.find(name), str)]
    assert files, f"{page.url} comes with a stylesheet"
    return len(answer.body()) + sum(map(compressed, files))


@cache
def compressed(file: Path) -> int:
    return min(len(gzip.compress(file.read_bytes())), file.stat().st_size)
