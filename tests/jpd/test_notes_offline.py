"""Notes in a classroom without a network, in a real browser: nothing lost, nothing doubled, whatever happens."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Route, ViewportSize, expect

from tests.conftest import PHONE
from tests.factories.jpd import live_family, proposed, standing, triad
from tests.factories.notes import a_photo
from tilth.jpd.models import Group, Moment, Note
from tilth.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[[ViewportSize], Page]
ROOT = "[data-notes]"
CLASSROOM = "/working-together/notes/"


@pytest.fixture
def ring() -> list[Person]:
    family = live_family()
    people = triad(family)
    standing(proposed(family))
    return people


@pytest.fixture
def become(live_server: Any, signed_in: Callable[[Person], Client]) -> Callable[[Page, Person], None]:
    def became(page: Page, person: Person) -> None:
        cookie = signed_in(person).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])

    return became


@pytest.fixture
def visit(visit: Visit) -> Iterator[Visit]:
    """Windows that are closed once nothing is on its way: it would come in while tables are emptied."""
    pages: list[Page] = []

    def opened(size: ViewportSize) -> Page:
        pages.append(visit(size))
        return pages[-1]

    yield opened
    for page in pages:
        page.unroute_all(behavior="wait")
        expect(page.locator(f"{ROOT}[data-sending=yes]")).to_have_count(0)
        page.close()


@pytest.fixture(autouse=True)
def that_there_is_no_network_is_no_fault(complaints: list[str]) -> Iterator[None]:
    """A browser complains of each thing it could not fetch, and of each refusal."""
    yield
    complaints[:] = [each for each in complaints if "net::ERR_" not in each and "409 (Conflict)" not in each]


@pytest.fixture
def classroom(visit: Visit, become: Callable[[Page, Person], None]) -> Callable[[Person], Page]:
    """A phone on which somebody has opened the page once, so that it is ready."""

    def opened(person: Person) -> Page:
        page = visit(PHONE)
        become(page, person)
        page.goto(CLASSROOM)
        expect(page.locator(f"{ROOT}[data-ready=yes]")).to_be_attached()
        return page

    return opened


def note_down(page: Page, text: str) -> None:
    page.get_by_label("One thing that somebody does or says").fill(text)
    page.get_by_role("button", name="Note it").click()
    expect(page.locator("[data-lines]").get_by_text(text)).to_be_visible()


def waiting(page: Page, lines: int) -> None:
    expect(page.locator(f"{ROOT}[data-waiting='{lines}']")).to_be_attached()


def texts() -> list[str]:
    return sorted(Moment.objects.filter(gone=False).values_list("text", flat=True))


def test_a_lesson_is_observed_without_a_network(
    classroom: Callable[[Person], Page],
    ring: list[Person],
    axe: Callable[[Page], None],
) -> None:
    page = classroom(ring[0])
    page.context.set_offline(True)
    page.reload()  # the page itself comes without a network
    page.get_by_role("button", name="Watch a lesson now").click()
    note_down(page, "Three hands go up at once")
    page.get_by_label("Count something").fill("asks a question")
    page.get_by_role("button", name="Begin to count").click()
    for _time in range(2):
        page.get_by_role("button", name="asks a question").click()
    expect(page.get_by_role("button", name="asks a question 3")).to_be_visible()
    axe(page)
    page.reload()
    page.locator("[data-lying] button").click()
    expect(page.get_by_text("Three hands go up at once")).to_be_visible()
    page.context.set_offline(False)
    waiting(page, 0)
    page.reload()
    waiting(page, 0)
    assert texts() == ["Three hands go up at once", "asks a question"]
    assert Moment.objects.get(kind="counted").count == 3
    assert not Note.objects.get().shared


def test_a_network_that_comes_back_while_a_try_fails_is_used_at_once(
    classroom: Callable[[Person], Page], ring: list[Person]
) -> None:
    page, held = classroom(ring[0]), list[Route]()
    page.route("**/notes/mine/", lambda route: route.continue_() if held else held.append(route))
    page.get_by_role("button", name="Watch a lesson now").click()
    note_down(page, "Written while nothing goes")
    page.evaluate("dispatchEvent(new Event('online'))")
    held[0].abort()
    waiting(page, 0)  # long before the next usual try
    assert texts() == ["Written while nothing goes"]


def test_two_devices_come_to_the_same_whatever_their_clocks_say(
    classroom: Callable[[Person], Page],
    ring: list[Person],
) -> None:
    phone, tablet = classroom(ring[0]), classroom(ring[0])
    phone.get_by_role("button", name="Watch a lesson now").click()
    note_down(phone, "Written on the phone")
    waiting(phone, 0)
    tablet.clock.set_fixed_time("2024-01-01T10:00:00")
    tablet.reload()
    tablet.locator("[data-lying] button").click()
    for page in (phone, tablet):
        page.context.set_offline(True)
    note_down(tablet, "Written on the tablet")
    tablet.locator("li", has_text="Written on the phone").get_by_role("button", name="Take back").click()
    note_down(phone, "Written on the phone later")
    for page in (tablet, phone, tablet):
        page.context.set_offline(False)
        page.evaluate("dispatchEvent(new Event('online'))")
        waiting(page, 0)
    assert texts() == ["Written on the phone later", "Written on the tablet"]
    for page in (phone, tablet):
        expect(page.get_by_text("Written on the phone later")).to_be_visible()
        expect(page.locator("li", has_text="Written on the tablet")).to_be_visible()
        expect(page.get_by_text("Written on the phone", exact=True)).to_have_count(0)


def test_a_server_that_dies_before_it_answers_gets_the_same_line_again_once(
    classroom: Callable[[Person], Page],
    ring: list[Person],
) -> None:
    page = classroom(ring[0])
    lost: list[str] = []

    def taken_in_and_lost(route: Any) -> None:
        lost.append(route.fetch().text())  # the server has kept it; its answer never comes
        route.abort()

    page.route("**/notes/keep/", taken_in_and_lost)
    page.get_by_role("button", name="Watch a lesson now").click()
    with page.expect_event("requestfailed"):
        note_down(page, "Only once")
    page.unroute_all(behavior="wait")
    assert lost
    page.evaluate("dispatchEvent(new Event('online'))")
    waiting(page, 0)
    assert texts() == ["Only once"]


def test_a_full_device_says_so_and_what_was_there_stays(
    visit: Visit, live_server: Any, become: Callable[[Page, Person], None], ring: list[Person]
) -> None:
    page = visit(PHONE)
    become(page, ring[0])
    room = {"origin": live_server.url, "quotaSize": 900_000}
    page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", room)
    page.goto(CLASSROOM)
    expect(page.locator(f"{ROOT}[data-ready=yes]")).to_be_attached()
    page.context.set_offline(True)
    page.get_by_role("button", name="Watch a lesson now").click()
    note_down(page, "There was room")
    page.get_by_label("One thing that somebody does or says").fill("Half a line")
    add_photo(page, a_photo(wide=1600, high=1200, noise=True))
    expect(page.locator("[data-state]")).to_contain_text("no room left")
    expect(page.locator("[data-lines] img")).to_have_count(0)
    expect(page.get_by_label("One thing that somebody does or says")).to_have_value("Half a line")
    with page.expect_response("**/notes/keep/"):
        page.context.set_offline(False)
    assert texts() == ["There was room"]


def add_photo(page: Page, photo: bytes) -> None:
    page.get_by_label("My photo shows work only: no face, no child’s name").check()
    page.get_by_label("Photo of work").set_input_files({"name": "work.jpg", "mimeType": "image/jpeg", "buffer": photo})


def test_a_photo_goes_through_smaller_and_only_after_a_look_for_faces(
    classroom: Callable[[Person], Page], ring: list[Person]
) -> None:
    page = classroom(ring[0])
    page.get_by_role("button", name="Watch a lesson now").click()
    expect(page.get_by_label("Photo of work")).to_be_disabled()
    add_photo(page, a_photo(wide=2000, high=1000))
    expect(page.locator("[data-lines] img")).to_be_visible()
    waiting(page, 0)
    assert Moment.objects.get().photo
    expect(page.get_by_label("Photo of work")).to_be_disabled()  # for the next one one looks again


def test_a_photo_that_is_refused_keeps_no_line_back(classroom: Callable[[Person], Page], ring: list[Person]) -> None:
    page = classroom(ring[0])
    page.route("**/notes/keep/", without_photos)
    page.context.set_offline(True)
    page.get_by_role("button", name="Watch a lesson now").click()
    add_photo(page, a_photo())
    expect(page.locator("[data-lines] img")).to_be_visible()
    note_down(page, "After the photo")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    waiting(page, 1)
    expect(page.locator("[data-state]")).to_contain_text("No photo today")
    assert texts() == ["After the photo"]


def without_photos(route: Route) -> None:
    if '"photo":"data:' in (route.request.post_data or ""):
        route.fulfill(status=409, json={"refused": "No photo today."})
    else:
        route.continue_()


def test_no_photo_of_a_note_lies_beside_the_page(classroom: Callable[[Person], Page], ring: list[Person]) -> None:
    page = classroom(ring[0])
    page.get_by_role("button", name="Watch a lesson now").click()
    add_photo(page, a_photo())
    waiting(page, 0)
    with page.expect_response("**/photo/"):
        page.goto(reverse("jpd:note", args=[Note.objects.get().id]))
    assert "/photo/" not in str(page.evaluate(WHAT_LIES_BESIDE))


WHAT_LIES_BESIDE = """async () => {
  const shelves = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  return (await Promise.all(shelves.map((shelf) => shelf.keys()))).flat().map((request) => request.url);
}"""


def test_whoever_is_signed_out_elsewhere_comes_to_the_door(
    classroom: Callable[[Person], Page], ring: list[Person]
) -> None:
    page = classroom(ring[0])
    page.context.clear_cookies()
    page.goto(CLASSROOM)
    expect(page).to_have_url(re.compile(r"/sign-in/\?next="))


def test_one_wonders_only_about_what_was_seen(classroom: Callable[[Person], Page], ring: list[Person]) -> None:
    page, held = classroom(ring[0]), list[Route]()
    expect(page.locator(f"{ROOT}[data-sending=yes]")).to_have_count(0)
    page.route("**/notes/mine/", lambda route: route.continue_() if held else held.append(route))
    page.get_by_role("button", name="Watch a lesson now").click()
    page.evaluate("dispatchEvent(new Event('online'))")
    page.get_by_label("Afterwards: what do you wonder?").fill("Too quick?")
    page.get_by_role("button", name="Keep the question").click()
    expect(page.locator("[data-state]")).to_contain_text("First write down something you saw")
    held[0].continue_()
    expect(page.locator(f"{ROOT}[data-sending=yes]")).to_have_count(0)  # what arrives meanwhile does not hide it
    expect(page.locator("[data-state]")).to_contain_text("First write down something you saw")
    expect(page.get_by_label("Afterwards: what do you wonder?")).to_have_value("Too quick?")


def test_signing_out_clears_the_device_and_the_next_person_finds_nothing(
    classroom: Callable[[Person], Page], become: Callable[[Page, Person], None], ring: list[Person]
) -> None:
    page = classroom(ring[0])
    page.get_by_role("button", name="Watch a lesson now").click()
    note_down(page, "For my eyes")
    waiting(page, 0)
    page.goto(reverse("account_logout"))
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile(r"/sign-in/$"))
    assert page.evaluate("async () => [(await indexedDB.databases()).length, (await caches.keys()).length]") == [0, 0]
    become(page, ring[1])
    page.goto(CLASSROOM)
    expect(page.locator("[data-lying] li")).to_have_count(0)


def test_what_has_not_arrived_keeps_the_next_person_out_and_is_not_sent_as_theirs(
    classroom: Callable[[Person], Page],
    become: Callable[[Page, Person], None],
    ring: list[Person],
) -> None:
    page = classroom(ring[0])
    page.context.set_offline(True)
    page.get_by_role("button", name="Watch a lesson now").click()
    note_down(page, "Ben wrote this")
    page.route("**/notes/keep/", lambda route: route.abort())
    page.context.set_offline(False)
    become(page, ring[1])
    page.goto(CLASSROOM)
    expect(page.locator("[data-state]")).to_contain_text("Notes of somebody else wait")
    expect(page.get_by_role("button", name="Watch a lesson now")).to_have_count(0)
    page.unroute("**/notes/keep/")
    assert not Note.objects.exists()
    become(page, ring[0])
    page.goto(CLASSROOM)
    waiting(page, 0)
    assert (texts(), Note.objects.get().author) == (["Ben wrote this"], ring[0])


def test_nothing_on_the_device_is_anybodys_name_or_words_after_it_was_told_to_forget(
    classroom: Callable[[Person], Page], ring: list[Person]
) -> None:
    page = classroom(ring[0])
    page.get_by_role("button", name="Watch a lesson now").click()
    note_down(page, "Taken back at once")
    page.get_by_role("button", name="Take back").click()
    waiting(page, 0)
    kept = page.evaluate(
        """async () => {
          const shelf = await new Promise((done) => {
            const asked = indexedDB.open("tilth-notes");
            asked.onsuccess = () => done(asked.result);
          });
          return new Promise((done) => {
            const asked = shelf.transaction("lines").objectStore("lines").getAll();
            asked.onsuccess = () => done(asked.result);
          });
        }"""
    )
    assert "Taken back" not in json.dumps(kept)
    assert Group.objects.exists()
