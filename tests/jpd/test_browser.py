"""The two questions and a proposal in a real browser, at the size of a phone and of a desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.factories.jpd import RoundFactory, lead_of, live_family, proposed, teacher, triad
from tests.factories.topics import shipped
from tilth.jpd import actions, queries
from tilth.jpd.models import Look, Round
from tilth.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opened = Callable[[Person], Client]


BOTH = pytest.mark.parametrize("page", ["phone", "desktop"], indirect=True)


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Page:
    """A phone, where a test asks for nothing else."""
    window: Page = request.getfixturevalue(getattr(request, "param", "phone"))
    return window


@pytest.fixture
def become(page: Page, live_server: Any, signed_in: Opened) -> Callable[[Person], None]:
    """Let the window belong to somebody."""

    def became(person: Person) -> None:
        cookie = signed_in(person).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])

    return became


@BOTH
def test_the_two_questions_take_under_a_minute(
    page: Page, become: Callable[[Person], None], axe: Callable[[Page], None]
) -> None:
    nia = teacher(live_family(), 0, "Nia Ward")
    become(nia)
    page.goto("/working-together/offers/")
    axe(page)
    page.locator("#offers-words").press_sequentially("phon")
    page.locator("#offers-found").get_by_text("Phonics routines").click()
    expect(page.locator("#offers .tilth-question__pick")).to_have_count(1)
    expect(page.locator("#offers-words")).to_be_focused()
    page.get_by_label("I could coach others in it").check()
    page.locator("#wants-words").press_sequentially("reading to dogs")
    page.locator("#wants-found").get_by_text("in your own words").click()
    expect(page.locator("#wants .tilth-question__pick")).to_have_count(1)
    page.get_by_label("Tuesday 15:30").check()
    axe(page)
    page.get_by_role("button", name="Save my answers").click()
    expect(page.get_by_role("heading", name="Who can I work with?")).to_be_visible()
    axe(page)
    assert [(offer.topic.slug, offer.level) for offer in queries.offers_of(nia)] == [("phonics", 3)]
    assert [want.topic.name for want in queries.wants_of(nia)] == ["reading to dogs"]


def test_somebody_who_types_on_is_not_torn_out_of_their_box(page: Page, become: Callable[[Person], None]) -> None:
    become(teacher(live_family(), 0, "Nia Ward"))
    page.goto("/working-together/offers/")
    page.locator("#offers-words").press_sequentially("phonics", delay=300)  # each letter asks anew
    page.locator("#offers-found").get_by_text("Phonics routines").click()
    page.locator("#wants-words").press_sequentially("questioning", delay=100)  # while the answer is on its way
    expect(page.locator("#offers .tilth-question__pick")).to_have_count(1)
    expect(page.locator("#wants-words")).to_have_value("questioning")
    expect(page.locator("#wants-words")).to_be_focused()


def test_a_proposal_is_answered_with_one_press(
    page: Page, become: Callable[[Person], None], axe: Callable[[Page], None]
) -> None:
    family = live_family()
    lead_of(family)
    ben = triad(family)[0]
    proposal = proposed(family)
    become(ben)
    page.goto(f"/working-together/proposals/{proposal.id}/")
    axe(page)
    page.get_by_role("button", name="Yes, I would").click()
    expect(page.get_by_text("You said yes")).to_be_visible()
    axe(page)
    assert queries.own_answer(ben, proposal) == "yes"


def test_the_page_follows_a_search_and_stops_it(
    page: Page, become: Callable[[Person], None], axe: Callable[[Page], None]
) -> None:
    family = live_family()
    become(lead_of(family))
    round = RoundFactory(partnership=family, phase=Round.Phase.COMPUTING)
    look = Look.objects.create(round=round, number=1, answer_by=round.answer_by)
    page.goto(f"/working-together/rounds/{round.id}/")
    expect(page.get_by_text("Tilth begins to look")).to_be_visible()
    axe(page)
    look.aims.create(place=0, tier="placed", value=318, bound=330)
    Look.objects.filter(id=look.id).update(begun_at=timezone.now(), aim="wants", share=0.4)
    expect(page.get_by_text("318 of at most 330 people placed so far")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "40")
    axe(page)
    page.get_by_role("button", name="Stop here and use the best found").click()
    expect(page.get_by_text("Stopping, with the best found so far.")).to_be_visible()
    look.refresh_from_db()
    assert look.stop_asked
    Look.objects.filter(id=look.id).update(ended_at=timezone.now(), stopped=True)
    Round.objects.filter(id=round.id).update(phase=Round.Phase.PROPOSED)
    expect(page.get_by_role("heading", name="Groups are proposed")).to_be_visible()
    axe(page)


@BOTH
def test_aims_are_put_in_order_by_keyboard_alone(
    page: Page, become: Callable[[Person], None], axe: Callable[[Page], None]
) -> None:
    family = live_family()
    become(lead_of(family))
    page.goto(f"/working-together/partnership/{family.id}/rounds/open/")
    page.locator("summary", has_text="What should Tilth look for?").press("Enter")
    axe(page)
    for place in (1, 0):
        page.get_by_role("button", name="Up what people want most").press("Enter")
        expect(page.locator(".tilth-order__name").nth(place)).to_have_text("What people want most")
        expect(page.get_by_role("button", name="Up what people want most")).to_be_focused()
        expect(page.locator(".htmx-added")).to_have_count(0)  # a button that has just come sends the whole page
    page.get_by_role("button", name="Leave out offers that people are sure of").press("Enter")
    expect(page.get_by_text("Not asked for")).to_be_visible()
    axe(page)
    page.get_by_label("Last day to say what you offer and want").press("Enter")
    expect(page.get_by_text("The round is open.")).to_be_visible()
    assert Round.objects.get().aims == ["wants", "waiting", "placed", "across", "fairness"]


def test_back_shows_nothing_private_after_signing_out(page: Page, become: Callable[[Person], None]) -> None:
    family = live_family()
    ben, zebedee = teacher(family, 0, "Ben Carr"), teacher(family, 1, "Zebedee Rowe")
    actions.say(by=ben, offers={shipped("phonics"): 2}, wants={}, apart=[zebedee])
    become(ben)
    page.goto(reverse("jpd:offers"))
    expect(page.get_by_text("Zebedee Rowe").first).to_be_attached()
    page.goto(reverse("account_logout"))
    page.locator("main form button").first.click()
    expect(page.get_by_text("Ben Carr")).to_have_count(0)
    for _step in range(2):
        page.go_back()
        assert "Zebedee" not in page.content()


def test_what_another_window_saved_is_shown_and_a_second_press_saves(
    page: Page, become: Callable[[Person], None], axe: Callable[[Page], None]
) -> None:
    family = live_family()
    ben, zebedee = teacher(family, 0, "Ben Carr", offers="phonics"), teacher(family, 1, "Zebedee Rowe")
    become(ben)
    page.goto(reverse("jpd:offers"))
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_text("Rather not with somebody?").click()
    other.locator("#apart-words").press_sequentially("zeb")
    other.locator("#apart-found").get_by_text("Zebedee Rowe").click()
    expect(other.locator("#apart .tilth-question__pick")).to_have_count(1)
    other.get_by_role("button", name="Save my answers").click()
    expect(other.get_by_role("heading", name="Who can I work with?")).to_be_visible()
    page.locator("#wants-words").press_sequentially("reading to dogs")
    page.locator("#wants-found").get_by_text("in your own words").click()
    page.get_by_role("button", name="Save my answers").click()
    expect(page.get_by_role("heading", name="What is saved now")).to_be_visible()
    axe(page)
    assert queries.reserves_of(ben) == [zebedee]
    page.get_by_role("button", name="Save my answers").click()
    expect(page.get_by_role("heading", name="Who can I work with?")).to_be_visible()
    assert [want.topic.name for want in queries.wants_of(ben)] == ["reading to dogs"]
