"""Pages about schools in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.factories.people import PersonFactory
from tests.factories.schools import RegisterImportFactory, SchoolFactory, SuccessionFactory, TieFactory
from tests.schools.registers import HOLLINS, changed, csv, written
from tilth.schools import actions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _sign_in(page: Page, address: str) -> None:
    client = Client()
    person = PersonFactory(is_operator=True)
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])


@pytest.mark.parametrize("window", ["desktop", "phone"])
def test_results_appear_while_one_types(
    window: str, request: Any, live_server: Any, axe: Callable[[Page], None]
) -> None:
    page: Page = request.getfixturevalue(window)
    SchoolFactory(name="Ash Primary", status="closing")
    SchoolFactory.create_batch(25, name="Elm Primary")
    _sign_in(page, live_server.url)
    page.goto(reverse("schools:search"))
    axe(page)
    page.get_by_label("Name, town, postcode, number or trust").press_sequentially("ash pri")
    expect(page.get_by_role("heading", name="1 school found")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/schools/\?q=ash%20pri$"))
    page.get_by_label("Name, town, postcode, number or trust").fill("elm")
    expect(page.get_by_role("heading", name="25 schools found")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Page 2").click()
    expect(page.get_by_role("link", name="Elm Primary")).to_have_count(5)
    page.get_by_label("Name, town, postcode, number or trust").fill("elm primary")
    expect(page.get_by_role("link", name="Elm Primary")).to_have_count(20)


@pytest.mark.parametrize("window", ["desktop", "phone"])
def test_a_schools_page_is_without_fault(
    window: str, request: Any, live_server: Any, axe: Callable[[Page], None]
) -> None:
    page: Page = request.getfixturevalue(window)
    here = SchoolFactory(name="Ash Primary", latitude=51.2, longitude=-0.7, status="closed", pupils=210)
    SchoolFactory(name="Close By", latitude=51.21, longitude=-0.7)
    TieFactory(school=here)
    SuccessionFactory(earlier=here)
    _sign_in(page, live_server.url)
    page.goto(reverse("schools:school", args=[here.id]))
    expect(page.get_by_text("The register does not say since when.")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Close By").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Close By")


def test_a_report_is_without_fault(desktop: Page, live_server: Any, axe: Callable[[Page], None], tmp_path: Any) -> None:
    path = written(
        tmp_path, csv(HOLLINS, changed(HOLLINS, URN=""), changed(HOLLINS, URN="100003", PercentageFSM="SUPP"))
    )
    waiting = RegisterImportFactory(state="reported", report=actions.report_on(path).as_json())
    _sign_in(desktop, live_server.url)
    desktop.goto(reverse("schools:import", args=[waiting.id]))
    expect(desktop.get_by_role("button", name="Import", exact=True)).to_be_visible()
    axe(desktop)
    desktop.goto(reverse("schools:upload"))
    axe(desktop)


def test_a_reading_under_way_is_watched_until_it_is_done(
    desktop: Page, live_server: Any, axe: Callable[[Page], None], tmp_path: Any
) -> None:
    waiting = RegisterImportFactory(state="reading")
    _sign_in(desktop, live_server.url)
    desktop.goto(reverse("schools:import", args=[waiting.id]))
    expect(desktop.get_by_text("0 of 1 lines")).to_be_visible()
    axe(desktop)
    waiting.report = actions.report_on(written(tmp_path, csv(HOLLINS))).as_json()
    waiting.state = "reported"
    waiting.save()
    expect(desktop.get_by_role("heading", name="What this register would change")).to_be_visible()
