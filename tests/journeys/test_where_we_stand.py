"""A school says where it stands, and a family does; a claim meets what was done and what was said; a step is begun."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, ViewportSize, expect

from tests.conftest import DESKTOP, PHONE
from tests.factories.groups import begun, held, pair, people_in
from tests.factories.jpd import lead_of, live_family, school_in, teacher
from tests.factories.people import PersonFactory, RoleFactory
from tests.factories.publications import a_wave, keep, publish, published
from tests.journeys.family import go, heading, let_in, picture, press
from tilth.jpd.models import Attendance
from tilth.maturity.models import Agreement, Assessment, Carried, NextStep, Objection
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[[Person, dict[str, int]], Page]
JPD, TRUST = "Joint practice development", "High social capital"


@pytest.fixture
def window(visit: Callable[[ViewportSize], Page]) -> Open:
    return lambda who, size: let_in(visit(size), str(who.email))


def test_a_school_places_itself_and_its_claim_meets_what_was_done_and_said(
    window: Open, axe: Callable[[Page], None]
) -> None:
    family = live_family()
    ada, hollins = lead_of(family), school_in(family, 0)
    ben = teacher(family, 0, "Ben Hartley")
    cal = RoleFactory(person=PersonFactory(name="Cal Whitaker"), school=hollins, kind="governor").person
    one_group_met(family)
    staff_were_asked(family)
    page = window(ada, DESKTOP)
    she_asks_two_others(page, ben)
    assessment = Assessment.objects.get()
    for who, size, stages in ((ada, DESKTOP, "Leading"), (ben, PHONE, "Beginning"), (cal, PHONE, "Leading")):
        places(window(who, size), assessment, {JPD: stages, TRUST: "Embedding"})
    they_see_how_far_apart_they_are(page, assessment, axe)
    ben_sees_it_otherwise(window(ben, PHONE), page, assessment)
    it_ends(page, assessment)
    a_contradiction_is_opened_down_to_the_meeting(page)
    the_voice_is_opened_down_to_the_wave(page)


def one_group_met(family: Partnership) -> None:
    """A pair across two schools met and watched a lesson."""
    for _colleague in range(4):  # who are in no group
        RoleFactory(school=school_in(family, 0))
    meeting = held(begun(pair(family)), days_ago=3)
    meeting.purpose = "observation"
    meeting.minutes = 60
    meeting.save()
    for person in people_in(meeting.group):
        Attendance.objects.create(meeting=meeting, person=person, school=person.roles.get().school, minutes=60)


def staff_were_asked(family: Partnership) -> None:
    """The staff said what they think of those who lead, and it was published."""
    wave = a_wave(partnership=family, closed=timezone.localdate() - timedelta(days=30))
    keep(wave, None, published(schools=3))
    publish(wave=wave, school=school_in(family, 0))


def she_asks_two_others(page: Page, ben: Person) -> None:
    go(page, "Where do we stand?")
    go(page, "Hollins")
    press(page, "Begin an assessment")
    page.get_by_label("Teachers, other staff or students").fill(ben.name)
    page.get_by_label("Until when?").fill((timezone.localdate() + timedelta(days=9)).isoformat())
    press(page, "Ask them")
    expect(heading(page, "0 of 3 people have placed the strands")).to_be_visible()


def places(page: Page, assessment: Assessment, strands: dict[str, str]) -> None:
    """Somebody places some strands on their own, says why, and is done."""
    home = f"/maturity/assessments/{assessment.id}/"
    for strand, stage in strands.items():
        page.goto(home)
        page.get_by_role("link", name=strand, exact=True).click()
        page.get_by_label(stage, exact=True).check()
        page.get_by_label("In a sentence: why there?").fill(f"I see it as {stage.lower()}.")
        press(page, "Keep it and go on")
    page.goto(home)
    page.get_by_text("Leave the rest and be done").click()
    press(page, "I am done")


def they_see_how_far_apart_they_are(page: Page, assessment: Assessment, axe: Callable[[Page], None]) -> None:
    page.goto(f"/maturity/assessments/{assessment.id}/")
    expect(heading(page, "Where do we differ?")).to_be_visible()
    assert page.locator(".tilth-card__link").first.inner_text() == JPD  # where they differ most comes first
    axe(page)
    picture(page, "standing-spread")
    go(page, JPD)
    expect(page.get_by_text("You differ by 3 stages.")).to_be_visible()
    expect(page.get_by_text("I see it as beginning.")).to_be_visible()
    agrees(page, "Leading", "Our pairs are known everywhere.")
    page.goto(f"/maturity/assessments/{assessment.id}/")
    go(page, TRUST)
    agrees(page, "Embedding", "We talk about it openly.")


def agrees(page: Page, stage: str, words: str) -> None:
    """Whoever leads writes down what the group says."""
    page.get_by_label(stage, exact=True).check()
    page.get_by_label("In a sentence").fill(words)
    press(page, "Keep it")


def ben_sees_it_otherwise(phone: Page, page: Page, assessment: Assessment) -> None:
    """While he does, nothing is agreed; then he is heard, and takes it back."""
    there = f"/maturity/assessments/{assessment.id}/strands/joint-practice-development/"
    phone.goto(there)
    phone.get_by_text("I see it otherwise").click()
    phone.get_by_label("What do you see differently?").fill("I know of one pair.")
    press(phone, "Say so")
    assert Objection.objects.get().words == "I know of one pair."
    page.goto(there)
    expect(page.get_by_text("I know of one pair.")).to_be_visible()
    press(phone, "I can stand behind it now")
    assert not Objection.objects.exists()


def it_ends(page: Page, assessment: Assessment) -> None:
    page.goto(f"/maturity/assessments/{assessment.id}/")
    press(page, "End this assessment")
    press(page, "End it")
    expect(heading(page, re.compile("^We agreed on 2 strands"))).to_be_visible()


def a_contradiction_is_opened_down_to_the_meeting(page: Page) -> None:
    """Claimed is the last stage; one pair met. From the map to the strand, the figure, the group and its meeting."""
    go(page, "Hollins")
    expect(heading(page, re.compile("what we claim and what was done do not agree"))).to_be_visible()
    picture(page, "standing-school")
    apart = page.locator(".tilth-card", has=page.get_by_role("heading", name="Worth talking about"))
    apart.get_by_role("link", name=JPD).click()
    expect(page.locator(".tilth-card", has_text="What was done").get_by_text("speaks against it").first).to_be_visible()
    picture(page, "standing-strand")
    go(page, "Meetings that were lessons, watched together")
    expect(page.get_by_text("1 meeting, 1 lesson watched")).to_be_visible()
    page.get_by_text("Its meetings").click()
    expect(page.get_by_text("Observed lesson")).to_be_visible()
    page.locator(".tilth-row", has_text="1 lesson watched").get_by_role("link").click()
    expect(page.get_by_text("Last met on")).to_be_visible()


def the_voice_is_opened_down_to_the_wave(page: Page) -> None:
    page.goto("/")
    go(page, "Where do we stand?", "Hollins")
    page.get_by_role("link", name=re.compile(f"^{TRUST}")).first.click()
    expect(page.get_by_text("answers in confidence were favourable")).to_be_visible()
    go(page, "See what was asked and answered")
    expect(page).to_have_url(re.compile("/asking/at/.*/results/"))


def test_a_family_disagrees_writes_it_down_and_begins_its_next_step(window: Open, axe: Callable[[Page], None]) -> None:
    family = live_family()
    ada = lead_of(family)
    heads = [ada] + [
        RoleFactory(person=PersonFactory(name=name), school=school_in(family, place), kind="headteacher").person
        for place, name in ((1, "Ifor Pugh"), (2, "Mae Lind"))
    ]
    page = window(ada, DESKTOP)
    page.goto(f"/maturity/partnerships/{family.id}/")
    axe(page)
    press(page, "Begin an assessment")
    page.get_by_label("Until when?").fill((timezone.localdate() + timedelta(days=9)).isoformat())
    press(page, "Ask them")
    assessment = Assessment.objects.get()
    for who, stage in zip(heads, ("Leading", "Beginning", "Beginning"), strict=True):
        places(window(who, PHONE), assessment, {"Evaluation and challenge": stage, JPD: "Developing"})
    page.goto(f"/maturity/assessments/{assessment.id}/")
    go(page, "Evaluation and challenge")
    expect(page.get_by_text("3 stages apart. An average would hide it.")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("^Hollins"))).to_be_visible()
    picture(page, "standing-between")
    page.get_by_label("We do not agree").check()
    press(page, "Keep it")
    expect(page.get_by_text("Say in a sentence what you do not agree about.").first).to_be_visible()
    page.get_by_label("In a sentence").fill("Two of us were never asked anything.")
    press(page, "Keep it")
    assert Agreement.objects.get().stage is None
    page.goto(f"/maturity/assessments/{assessment.id}/")
    go(page, JPD)
    agrees(page, "Developing", "Two schools of three.")
    they_say_it_in_their_own_words(page, family)
    page.goto(f"/maturity/partnerships/{family.id}/depth/")
    axe(page)
    picture(page, "standing-board")
    page.locator(".tilth-panel", has_text="The next step").get_by_role("button").click()
    assert NextStep.objects.get().by == ada
    page.goto(f"/maturity/partnerships/{family.id}/depth/")
    expect(page.get_by_text("Ada Okafor began this on")).to_be_visible()


def they_say_it_in_their_own_words(page: Page, family: Partnership) -> None:
    """A stage gets other words; what was agreed about the old ones is read once more, and carried over."""
    page.goto(f"/maturity/partnerships/{family.id}/model/strands/joint-practice-development/")
    page.get_by_label("Developing").first.fill("In every school some pairs meet on Tuesdays.")
    press(page, "Keep these words")
    expect(heading(page, "Does it still hold?")).to_be_visible()
    expect(page.locator("ins").first).to_contain_text("every")
    picture(page, "standing-carry")
    page.goto(f"/maturity/partnerships/{family.id}/")
    expect(page.get_by_text("The words of one strand have changed")).to_be_visible()
    go(page, "See whether it still holds")
    page.get_by_label("Yes, it still holds").check()
    press(page, "Keep my answers")
    assert Carried.objects.get().agreement.stage == 1
