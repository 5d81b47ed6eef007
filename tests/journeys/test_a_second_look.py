"""A round in which somebody declines, and the second look that finds others for those left without.

Ada leads in a window with scripts and without; colleagues answer in both; the days pass by the timetable's own task.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.conftest import DESKTOP, PHONE
from tests.factories.jpd import lead_of, live_family, teacher, triad
from tests.journeys import family
from tests.journeys.family import go, heading, picture, press
from tilth.jpd import tasks
from tilth.jpd.models import Proposal, Round
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]


@pytest.fixture(params=["with scripts", pytest.param("without scripts", marks=pytest.mark.again)])
def window(request: pytest.FixtureRequest, browser: Browser, live_server: Any) -> Iterator[Open]:
    """A window of somebody."""
    contexts: list[BrowserContext] = []

    def opened(who: Person, size: ViewportSize = DESKTOP) -> Page:
        scripts = request.param == "with scripts"
        contexts.append(browser.new_context(base_url=live_server.url, viewport=size, java_script_enabled=scripts))
        return family.let_in(contexts[-1].new_page(), str(who.email))

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def lens(request: pytest.FixtureRequest, axe: Callable[[Page], None]) -> Callable[[Page, str], None]:
    """Look at a page as it stands: what axe says where scripts run, and a picture for the album."""

    def looked(page: Page, name: str) -> None:
        if "with scripts" in request.node.callspec.params.values():
            axe(page)
            picture(page, name)

    return looked


def test_after_a_decline_a_second_look_finds_others(window: Open, lens: Callable[[Page, str], None]) -> None:
    rowan = live_family()
    ada = lead_of(rowan)
    ben, asha, leo = triad(rowan)
    lead = window(ada)
    a_round_opens_with_its_own_aims(lead, rowan, lens)
    it_finds_a_group(lead, lens)
    two_say_yes_and_one_does_not(window, {ben: True, asha: True, leo: False}, lens)
    nobody_sees_it_before_the_day(window, ben, lead)
    the_day_passes()
    nia = teacher(rowan, 2, "Nia Ward", offers="retrieval-practice", wants="phonics")
    the_fall_is_told_without_a_reason(window, ben, leo, lens)
    the_lead_looks_again(lead, lens)
    others_are_proposed_and_stand(window, [ben, asha, nia], lens)
    the_lead_sees_what_came_of_it(lead, lens)


def a_round_opens_with_its_own_aims(lead: Page, rowan: Partnership, lens: Callable[[Page, str], None]) -> None:
    lead.goto(f"/working-together/partnership/{rowan.id}/rounds/")
    family.press_or_go(lead, "Open the first round")
    lead.locator("summary", has_text="What should Tilth look for?").click()
    lens(lead, "40-aims")
    press(lead, "Up what people want most")
    expect(lead.locator(".tilth-order__name").nth(1)).to_have_text("What people want most")
    press(lead, "Leave out offers that people are sure of")
    expect(lead.get_by_text("Not asked for")).to_be_visible()
    lens(lead, "41-aims-moved")
    press(lead, "Open the round")
    expect(lead.get_by_text("The round is open.")).to_be_visible()
    assert Round.objects.get().aims == ["waiting", "wants", "placed", "across", "fairness"]


def it_finds_a_group(lead: Page, lens: Callable[[Page, str], None]) -> None:
    press(lead, "Close it now")
    expect(heading(lead, re.compile("Groups are proposed"))).to_be_visible()
    reached = lead.locator(".tilth-reached__aim")
    expect(reached.nth(1)).to_contain_text("What people want most")
    expect(reached.nth(2)).to_contain_text("Groups were found for 3 people, and proposed.")
    lead.locator("summary", has_text="What we looked for").click()
    lens(lead, "42-what-it-reached")
    go(lead, "Who is in, and what is missing")
    lens(lead, "43-coverage")


def two_say_yes_and_one_does_not(window: Open, answers: dict[Person, bool], lens: Callable[[Page, str], None]) -> None:
    for person, yes in answers.items():
        page = window(person, DESKTOP if yes else PHONE)
        family.press_or_go(page, "Do it now")
        expect(page.get_by_text("Why this group?")).to_be_visible()
        expect(page.get_by_text("which you said would be of use to you")).to_be_visible()
        lens(page, f"44-proposal-to-{person.first_name_used}")
        press(page, "Yes, I would" if yes else "Not this time")
        expect(page.get_by_text("Thank you. Nobody else sees what you answered.")).to_be_visible()


def nobody_sees_it_before_the_day(window: Open, ben: Person, lead: Page) -> None:
    page = window(ben)
    page.goto("/working-together/")
    expect(page.get_by_text("The others are still being asked.")).to_be_visible()
    lead.goto(f"/working-together/rounds/{Round.objects.get().id}/")
    expect(lead.get_by_text("Look again for those left without")).to_have_count(0)


def the_day_passes() -> None:
    """The last day for answers is over, and the timetable notices."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Round.objects.update(
        opens_on=yesterday - timedelta(days=9), closes_on=yesterday - timedelta(days=5), answer_by=yesterday
    )
    assert tasks.keep_days.func() == 1


def the_fall_is_told_without_a_reason(
    window: Open, ben: Person, leo: Person, lens: Callable[[Page, str], None]
) -> None:
    told = set()
    for person in (ben, leo):
        page = window(person)
        page.goto(f"/working-together/rounds/{Round.objects.get().id}/")
        expect(page.get_by_text("A group proposed to you will not go ahead this time")).to_be_visible()
        expect(page.get_by_text("There may be a second look")).to_be_visible()
        told.add(page.locator("main .tilth-page__content").inner_text())
        lens(page, f"45-round-settled-{person.first_name_used}")
    assert len(told) == 1, "who said no reads what everybody reads"


def the_lead_looks_again(lead: Page, lens: Callable[[Page, str], None]) -> None:
    lead.reload()
    expect(heading(lead, "No group came of this round")).to_be_visible()
    lens(lead, "46-settled-for-the-lead")
    family.press_or_go(lead, "Look again for those left without")
    expect(lead.get_by_text("3 people who take part are in no group of a round today.")).to_be_visible()
    lens(lead, "47-look-again")
    press(lead, "Look again")
    expect(lead.get_by_text("Tilth is looking again.")).to_be_visible()
    expect(heading(lead, re.compile("Groups are proposed"))).to_be_visible()
    lens(lead, "48-proposed-again")


def others_are_proposed_and_stand(window: Open, people: list[Person], lens: Callable[[Page, str], None]) -> None:
    assert {seat.person for seat in Proposal.objects.get(state="proposed").seats.all()} == set(people)
    for person in people:
        page = window(person)
        page.goto("/working-together/")
        family.press_or_go(page, "See it and answer")
        press(page, "Yes, I would")
    expect(heading(page, "Everybody said yes: this group stands")).to_be_visible()
    lens(page, "49-stands")


def the_lead_sees_what_came_of_it(lead: Page, lens: Callable[[Page, str], None]) -> None:
    go(lead, "Who is in, and what is missing")
    expect(lead.get_by_role("heading", name="What a second look found")).to_be_visible()
    expect(lead.get_by_text("Leo Marsh")).to_have_count(0)
    expect(lead.get_by_role("link", name=re.compile("Nia Ward"))).to_be_visible()
    lens(lead, "50-coverage-after-two-looks")
