"""The door in a real browser: with a thumb on a phone, on a shared tablet, and where no script runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Error, Page, Request

from tests.audits.answering import answered_wave, asked
from tests.audits.test_answering import BACKEND
from tests.audits.test_door_sheets import in_box
from tests.conftest import PHONE
from tests.factories.audits import in_wave, open_wave, school_of
from tilth.audits.domain.asked import Breakdown
from tilth.audits.models import WaveSchool
from tilth.people.models import Person, Role
from tilth.trays import actions as trays

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORK = Breakdown.of("What is your work here?", ["Supporting", "Teaching", "Leading"])


def sign_in(page: Page, person: Person, address: str) -> None:
    client = Client()
    client.force_login(person, backend=BACKEND)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])


@pytest.fixture
def clean(axe: Callable[[Page], None]) -> Callable[[Page], None]:
    """Assert that axe finds nothing, and that nothing is wider than the window."""

    def looked_at(page: Page) -> None:
        axe(page)
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), page.url

    return looked_at


def first_of_the_roll(here: WaveSchool) -> Person:
    entry = here.roll.select_related("person").get(place=0)
    return entry.person


def test_a_teacher_answers_on_a_phone(phone: Page, clean: Callable[[Page], None], live_server: Any) -> None:
    here = in_wave(open_wave(school_of(12), breakdown=WORK, remarks=True))
    sign_in(phone, first_of_the_roll(here), live_server.url)
    sent: list[Request] = []
    phone.on("request", lambda request: sent.append(request))
    phone.goto(f"/asking/at/{here.id}/answer/")
    clean(phone)
    phone.dblclick("text=Take my sheet")
    phone.wait_for_url("**/door/redeem/")
    clean(phone)
    assert not tied(sent)
    sheet = phone.content()
    phone.goto(f"/asking/at/{here.id}/answer/")  # the line broke, or they think again: the same sheet
    phone.click("text=Take my sheet")
    phone.wait_for_url("**/door/redeem/")
    assert slip_on(phone) in sheet
    for number in range(1, 9):
        phone.check(f"[name=item-{number}][value='{1 + number % 4}']")
    phone.click("text=Put my sheet into the tray")
    clean(phone)
    phone.click("text=Number 10")
    phone.check("[name=item-9][value='254']")
    phone.check("[name=item-10][value='255']")
    phone.check("[name=part][value='2']")
    phone.fill("[name=remark]", "More cake.")
    phone.click("text=Put my sheet into the tray")
    assert "Your sheet is in the tray" in phone.content()
    clean(phone)
    trays.seal_box(key=here.box)
    (found,) = in_box(here.box, asked(here.wave))
    assert (found.part, list(found.codes.values())) == (2, [2, 3, 4, 1, 2, 3, 4, 1, 254, 255])


def slip_on(page: Page) -> str:
    return page.locator("[name=slip]").get_attribute("value") or ""


def tied(sent: list[Request]) -> set[str]:
    """What the signed-in side and the door were both told by the browser's script."""
    texts = {
        side: " ".join(each.post_data or "" for each in sent if side in each.url) for side in ("/sign/", "/redeem/")
    }
    values = {
        side: {pair.partition("=")[2] for pair in text.replace(" ", "&").split("&")} for side, text in texts.items()
    }
    assert all(values.values())
    return values["/sign/"] & values["/redeem/"]


def test_where_no_script_runs_the_server_draws_the_slip(
    new_context: Callable[..., BrowserContext], live_server: Any
) -> None:
    here = in_wave(open_wave(school_of(12)))
    page = new_context(base_url=live_server.url, viewport=PHONE, java_script_enabled=False).new_page()
    sign_in(page, first_of_the_roll(here), live_server.url)
    page.goto(f"/asking/at/{here.id}/answer/")
    page.click("text=Take my sheet")
    page.click("text=Go through the anonymous door")
    for number in range(1, 11):
        page.check(f"[name=item-{number}][value='1']")
    page.click("text=Put my sheet into the tray")
    assert "Your sheet is in the tray" in page.content()
    page.goto("/door/nowhere/")
    page.click("text=Go to where you can type your slip")
    assert page.url.endswith("/door/")


def test_whoever_comes_next_to_a_shared_tablet_finds_nothing(phone: Page, clean: Callable[[Page], None]) -> None:
    _wave, here = answered_wave(school=school_of(12, kind=Role.Kind.STUDENT), reference="house:students-staff")
    (slip,) = trays.draw_papers(key=here.box, count=1)
    phone.goto("/door/kiosk/")
    clean(phone)
    phone.fill("[name=slip]", slip.lower())
    phone.click("text=Open my sheet")
    clean(phone)
    for number in range(1, 11):
        phone.check(f"[name=item-{number}][value='{1 + number % 3}']")
    phone.click("text=I am done")
    clean(phone)
    phone.click("text=Ready for the next person")
    with pytest.raises(Error, match="ERR_CACHE_MISS"):  # the browser has kept nothing to show
        phone.go_back()


def test_a_leader_picks_for_the_exercise(phone: Page, clean: Callable[[Page], None]) -> None:
    here = in_wave(open_wave(school_of(12), reference="house:behaviours", kinds=["teacher"]))
    slip = trays.draw(key=here.own_box, place=0, receipt="a random word of the page")
    phone.goto("/door/")
    clean(phone)
    phone.fill("[name=slip]", slip)
    phone.click("text=Open my sheet")
    for number in range(1, 5):
        phone.check(f"[name=item-{number}][value='1']")
    phone.click("text=Put my sheet into the tray")
    assert "Please pick one more." in phone.content()
    clean(phone)
    for number, value in ((5, 1), (6, 2), (7, 2), (8, 2)):
        phone.check(f"[name=item-{number}][value='{value}']")
    phone.click("text=Put my sheet into the tray")
    assert "Your sheet is in the tray" in phone.content()
