"""Ben's group goes through a lesson study by pages alone: meets, watches a lesson without a network, and stops once.

They meet in time of a training day that Ada has taken apart.
"""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import Page, ViewportSize, expect

from tests.conftest import DESKTOP, PHONE
from tests.factories.jpd import lead_of, live_family, proposed, standing, triad
from tests.journeys.family import go, heading, let_in, picture, press
from tilth.jpd.models import Cycle, Group, Meeting, Note
from tilth.ledger.models import Entry, Gift
from tilth.people.models import Person
from tilth.web.sheets import hours

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[[Person, dict[str, int]], Page]
LONGEST_WAY = 60  # steps
A_DAY, MEETS = 360, 60  # minutes


@pytest.fixture
def window(visit: Callable[[ViewportSize], Page]) -> Open:
    return lambda who, size: let_in(visit(size), str(who.email))


def test_a_lesson_study_from_its_question_to_its_end(
    window: Open, axe: Callable[[Page], None], complaints: list[str]
) -> None:
    family = live_family()
    ada, (ben, asha, _leo) = lead_of(family), triad(family)
    group = standing(proposed(family))
    desk = f"/working-together/groups/{group.id}/"
    page, phone, heads = window(ben, DESKTOP), window(asha, PHONE), window(ada, DESKTOP)
    a_training_day_is_taken_apart(heads)
    page.goto(desk)
    press(page, "Choose a shape and begin")
    page.locator(".tilth-card", has_text="Lesson study").get_by_role("button").first.click()
    axe(page)
    picture(page, "lesson-study-begins")
    come_to(page, desk, "Agree on a time")
    agree_on_a_time(page, group)
    asha_says_yes(phone, group)
    she_watches_without_a_network(phone, group)
    the_day_comes(group)
    come_to(page, desk, "Did your meeting of")
    press(page, "Say whether it happened")
    press(page, "Yes, all were there")
    assert Entry.objects.get(stands=True).gifts.count() == 6
    the_meeting_has_taken_from_it(heads, "Ben Carr")
    come_to(page, desk, "Decide what becomes of it")
    axe(page)
    picture(page, "lesson-study-before-its-end")
    press(page, "Decide")
    page.get_by_label("Hand it on").check()
    press(page, "Decide")
    assert Cycle.objects.get().decision == "hand_on"
    they_begin_another_and_stop_with_a_reason(page, desk)
    who_leads_sees_that_it_was_and_no_word(heads, desk)
    complaints.clear()  # that there was no network for a while, and that a note is not there for who leads


def come_to(page: Page, desk: str, until: str) -> None:
    """Do the one next thing, and the next, until the desk asks for this."""
    for _step in range(LONGEST_WAY):
        page.goto(desk)
        panel = page.locator(".tilth-panel").first
        asked = panel.get_by_role("heading").inner_text()
        if asked.startswith(until):
            return
        do_it(page, panel, asked)
    raise AssertionError(f"The desk never asked: {until}")


def do_it(page: Page, panel: Any, asked: str) -> None:
    panel.get_by_role("button").or_(panel.get_by_role("link")).first.click()
    if asked.startswith("Write:"):
        page.locator("textarea, input[type=text]").last.fill(f"Ours about: {asked}")
        press(page, "Save")
    elif asked == "Get your challenge":
        press(page, "Draw a card")
    elif asked == "Answer your challenge":
        page.locator("textarea").fill("We would ask the two who waited.")
        press(page, "Save our answer")
    else:
        assert asked == "This phase is done", asked


def a_training_day_is_taken_apart(page: Page) -> None:
    go(page, "Working together")
    page.get_by_role("link", name=re.compile("^Training days")).click()
    page.get_by_label("Training day 1").select_option(label="Taken apart: 60 minutes")
    press(page, "Save")
    expect(page.get_by_text("Time of days taken apart is there for meetings.")).to_be_visible()


def the_meeting_has_taken_from_it(page: Page, name: str) -> None:
    page.reload()
    expect(page.locator(".tilth-figure", has_text="in meetings that happened")).to_contain_text(hours(MEETS))
    page.get_by_text("What is left for whom").click()
    expect(page.get_by_role("row", name=name)).to_contain_text(hours(A_DAY - MEETS))


def agree_on_a_time(page: Page, group: Group) -> None:
    """The others get an invitation that a calendar understands."""
    page.locator(".tilth-panel").get_by_role("button", name="Find a time").click()
    page.get_by_label("Room or place").fill("Library")
    page.get_by_label("Observed lesson").check()
    page.get_by_label("It takes time of a training day").check()
    press(page, "Invite the others")
    meeting = group.meetings.get()
    assert meeting.purpose == Meeting.Purpose.OBSERVATION
    parts = email.message_from_bytes(mail.outbox[-1].message().as_bytes()).walk()
    invitation = next(part for part in parts if part.get_content_type() == "text/calendar")
    told = Calendar.from_ical(invitation.get_payload(decode=True).decode())  # type: ignore[union-attr]
    assert told.walk("VEVENT")[0]["DTSTART"].dt == meeting.begins_at
    assert told.walk("VEVENT")[0]["LOCATION"] == "Library"


def asha_says_yes(phone: Page, group: Group) -> None:
    phone.goto("/")
    press(phone, "Do it now")
    press(phone, "I’ll be there")
    expect(phone.get_by_text("You are coming.")).to_be_visible()


def she_watches_without_a_network(phone: Page, group: Group) -> None:
    phone.goto(f"/working-together/notes/?group={group.id}")
    expect(phone.locator("[data-notes][data-ready=yes]")).to_be_attached()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Watch a lesson now").click()
    phone.get_by_label("One thing that somebody does or says").fill("Two of four explain it to the others")
    phone.get_by_role("button", name="Note it").click()
    expect(phone.locator("[data-lines]").get_by_text("Two of four explain it")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.locator("[data-notes][data-waiting='0']")).to_be_attached()
    phone.goto(f"/working-together/notes/{Note.objects.get().id}/")
    press(phone, "Share it with my group")


def the_day_comes(group: Group) -> None:
    group.meetings.update(begins_at=timezone.now() - timedelta(hours=26))


def they_begin_another_and_stop_with_a_reason(page: Page, desk: str) -> None:
    page.goto(desk)
    press(page, "Choose a shape and begin")
    page.locator(".tilth-card", has_text="Coaching").get_by_role("button").first.click()
    page.goto(desk)
    page.get_by_text("Go back, stop or finish").click()
    go(page, "Stop this cycle")
    press(page, "Stop this cycle")
    expect(page.get_by_text("Say in a sentence why you stop").first).to_be_visible()
    page.locator("textarea").fill("Two of us change year groups.")
    press(page, "Stop this cycle")
    assert Cycle.objects.get(number=2).reason == "Two of us change year groups."


def who_leads_sees_that_it_was_and_no_word(page: Page, desk: str) -> None:
    page.goto(desk)
    expect(page.get_by_text("You see that it exists")).to_be_visible()
    told = page.content()
    assert "Ours about" not in told and "Two of four" not in told
    assert not re.search("year groups", told)
    assert Gift.objects.filter(entry__stands=True).exists()
    page.goto(f"/working-together/notes/{Note.objects.get().id}/")
    heading(page, "We cannot find that page")
