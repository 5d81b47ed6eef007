"""Ada asks in confidence: her staff on their phones, a class on paper; she hears what they say, and replies.

In windows with scripts and without. The days pass by the timetable's own task.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from tests.audits.sheets import cast
from tests.conftest import DESKTOP, PHONE
from tests.factories.audits import head, lead, school_of, schools_of
from tests.factories.partnerships import MembershipFactory, PartnershipFactory, PartnershipRoleFactory
from tests.factories.people import PersonFactory, RoleFactory
from tests.journeys import family
from tests.journeys.family import go, heading, picture, press
from tilth.audits import tasks
from tilth.audits.models import Prediction, Wave, WaveSchool
from tilth.audits.queries.waves import instrument_of
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.trays import actions as trays

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]
Lens = Callable[[Page, str], None]
STAFF, CLASS = 20, 24
DAY = timedelta(days=1)


@pytest.fixture(params=["with scripts", pytest.param("without scripts", marks=pytest.mark.again)])
def window(request: pytest.FixtureRequest, browser: Browser, live_server: Any) -> Iterator[Open]:
    """A window of somebody, or of nobody in particular."""
    contexts: list[BrowserContext] = []

    def opened(who: Person | None = None, size: ViewportSize = DESKTOP) -> Page:
        scripts = request.param == "with scripts"
        contexts.append(browser.new_context(base_url=live_server.url, viewport=size, java_script_enabled=scripts))
        page = contexts[-1].new_page()
        return family.let_in(page, str(who.email)) if who else page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def lens(request: pytest.FixtureRequest, axe: Callable[[Page], None]) -> Lens:
    """Look at a page as it stands: what axe says where scripts run, and a picture for the album."""

    def looked(page: Page, name: str) -> None:
        if "with scripts" in request.node.callspec.params.values():
            axe(page)
            picture(page, name)
            assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), name

    return looked


def test_ada_asks_and_everybody_keeps_their_secret(window: Open, lens: Lens) -> None:
    rowan = the_family()
    ada = lead(rowan)
    ben = RoleFactory(school=schools_of(rowan)[0], person=PersonFactory(name="Ben Hartley")).person
    cal = RoleFactory(school=schools_of(rowan)[0], kind="governor", person=PersonFactory(name="Cal Whitaker")).person
    eve = head(school_of(2, name="Quayside"))
    leading = window(ada)
    ada_plans_and_says_what_she_expects(leading, lens)
    the_day_comes()
    ben_answers_on_a_phone_and_again(window, ben, lens)
    the_others_answer(leaving_out=ben)
    nobody_sees_how_many(window(ben, PHONE), leading, lens)
    a_class_answers_on_paper(window, leading, lens)
    it_closes_and_is_counted(leading, lens)
    ada_compares_and_replies(leading, lens)
    cal_sees_what_governors_may(window(cal), lens)
    ben_sees_it_a_day_later(window(ben, PHONE), lens)
    eve_finds_nothing_of_it(leading, window(eve))


def the_family() -> Partnership:
    """Two schools; Ada heads the first, leads both, and has a class of students."""
    rowan: Partnership = PartnershipFactory(name="The Rowan Family")
    for name in ("Hollins", "St Bride's"):
        school = school_of(STAFF - 1, name=name)
        MembershipFactory(partnership=rowan, school=school, agreed_by=head(school))
    ada = lead(rowan)
    Person.objects.filter(id=ada.id).update(name="Ada Okafor")
    PartnershipRoleFactory(partnership=rowan, person=ada)
    for _student in range(CLASS):
        RoleFactory(school=schools_of(rowan)[0], kind="student", person=PersonFactory(email=None))
    return rowan


def the_wave(slug: str = "staff-head") -> Wave:
    return Wave.objects.get(terms__root=slug)


def hollins(slug: str = "staff-head") -> WaveSchool:
    return WaveSchool.objects.select_related("wave__terms", "school").get(
        wave__terms__root=slug, school__name="Hollins"
    )


# --- planning -----------------------------------------------------------------------------------


def ada_plans_and_says_what_she_expects(page: Page, lens: Lens) -> None:
    go(page, "In confidence")
    lens(page, "60-nothing-asked-yet")
    go(page, "Ask in the schools of The Rowan Family", "Trust in our leaders")
    page.get_by_label("What is your work here?").check()
    lens(page, "61-planning")
    press(page, "Look at what people will read")
    expect(heading(page, "39 people will be asked. Is this right?")).to_be_visible()
    lens(page, "62-looked-at")
    press(page, "Change something")
    page.get_by_label("No: one result for all").check()
    press(page, "Look at what people will read")
    press(page, "Plan it")
    expect(page.get_by_text("It is planned.")).to_be_visible()
    lens(page, "63-planned")
    family.press_or_go(page, "Say what you expect")
    for aspect in all_above(page, "Seal it", "fieldset"):
        aspect.get_by_label("80–100").check()
    lens(page, "64-expected")
    press(page, "Seal it")
    assert set(Prediction.objects.get().expected.values()) == {90}


def the_day_comes() -> None:
    """The first day of what is planned, and the timetable notices."""
    wave = Wave.objects.get(phase=Wave.Phase.PLANNED)
    wave.closes_on -= wave.opens_on - timezone.localdate()
    wave.opens_on = timezone.localdate()
    wave.save()
    assert tasks.keep_days.func() == 1


# --- answering ----------------------------------------------------------------------------------


def ben_answers_on_a_phone_and_again(window: Open, ben: Person, lens: Lens) -> None:
    page = window(ben, PHONE)
    expect(page.get_by_text("in confidence, until")).to_be_visible()
    lens(page, "65-first-page")
    family.press_or_go(page, "Do it now")
    lens(page, "66-way-in")
    press(page, "Take my sheet")
    if page.get_by_role("button", name="Go through the anonymous door").is_visible():
        press(page, "Go through the anonymous door")
    expect(page.locator(".tilth-ask").first).to_be_visible()
    fill_in(page, 1, above="Put my sheet into the tray")
    lens(page, "67-sheet")
    press(page, "Put my sheet into the tray")
    expect(heading(page, "Your sheet is in the tray")).to_be_visible()
    lens(page, "68-in-the-tray")
    slip = page.locator(".tilth-slip__shown").inner_text()
    again = window(None, PHONE)  # at home, signed in nowhere
    again.goto("/door/")
    again.locator("[name=slip]").fill(slip.lower().replace("-", " "))
    press(again, "Open my sheet")
    fill_in(again, 4, above="Put my sheet into the tray")
    press(again, "Put my sheet into the tray")
    expect(heading(again, "Your sheet is in the tray")).to_be_visible()


def fill_in(page: Page, choice: int, above: str) -> None:
    """The same answer to everything above a button."""
    for question in all_above(page, above, ".tilth-ask"):
        question.locator(f"input[value='{choice}']").check()


def all_above(page: Page, button: str, kind: str) -> list[Locator]:
    """Everything of a kind, once the button below it is there: of a page half arrived there would be half."""
    expect(page.get_by_role("button", name=button, exact=True)).to_be_visible()
    return page.locator(kind).all()


def the_others_answer(leaving_out: Person) -> None:
    """Everybody else in both schools, through the door as it stands behind its pages."""
    for here in WaveSchool.objects.filter(wave=the_wave()).select_related("wave__terms"):
        places = here.roll.exclude(person=leaving_out).values_list("place", flat=True)
        sheets = cast(instrument_of(here.wave.terms), len(places), mood=-0.6)
        for place, sheet in zip(places, sheets, strict=True):
            slip = trays.draw(key=here.box, place=place, receipt="a random word of the page")
            trays.cast(slip=slip, sheet=sheet)


def nobody_sees_how_many(ben: Page, leading: Page, lens: Lens) -> None:
    """Who has answered is asked as before; who leads sees no number that answering could change."""
    expect(ben.get_by_text("in confidence, until")).to_be_visible()
    leading.goto(f"/asking/waves/{the_wave().id}/")
    expect(leading.get_by_text("Nobody sees how many have answered while it is open")).to_be_visible()
    expect(leading.get_by_text("20 people were asked")).to_be_visible()
    expect(leading.get_by_role("button", name="Close it now")).to_have_count(0)
    lens(leading, "69-open")


def a_class_answers_on_paper(window: Open, leading: Page, lens: Lens) -> None:
    """Ada plans it for Hollins alone and opens it at once; two students type their slips into one tablet."""
    go(leading, "In confidence", "Ask at Hollins alone", "My teachers and me")
    leading.get_by_label("Paper slips for everybody").check()
    leading.get_by_label("First day").fill(timezone.localdate().isoformat())
    leading.get_by_label("Last day to answer").fill((timezone.localdate() + 7 * DAY).isoformat())
    press(leading, "Look at what people will read")
    press(leading, "Plan it")
    press(leading, "Open it now")
    go(leading, "Paper slips Hollins")
    lens(leading, "70-paper")
    leading.locator("[name=count]").fill(str(CLASS))
    press(leading, "Make the slips")
    made = leading.locator(".tilth-paper__slip strong")
    expect(made).to_have_count(CLASS)
    lens(leading, "71-slips")
    slips = made.all_inner_texts()
    assert len(set(slips)) == CLASS
    tablet = window(None, {"width": 768, "height": 1024})
    for slip in slips[:2]:
        tablet.goto("/door/kiosk/")
        tablet.locator("[name=slip]").fill(slip)
        press(tablet, "Open my sheet")
        fill_in(tablet, 1, above="I am done")
        lens(tablet, "72-tablet")
        press(tablet, "I am done")
        expect(heading(tablet, "Thank you. You are done.")).to_be_visible()
    sheets = cast(instrument_of(hollins("students-staff").wave.terms), CLASS - 6, mood=0.8)
    for slip, sheet in zip(slips[2:], sheets, strict=False):
        trays.cast(slip=slip, sheet=sheet)


# --- what came of it ----------------------------------------------------------------------------


def it_closes_and_is_counted(page: Page, lens: Lens) -> None:
    """On the third day Ada closes what she asked her staff; the students' own last day passes by itself."""
    Wave.objects.update(opens_on=F("opens_on") - 2 * DAY, closes_on=F("closes_on") - 2 * DAY)
    page.goto(f"/asking/waves/{the_wave().id}/")
    press(page, "Close it now")
    expect(page.get_by_text("It is closed. The answers are being counted.")).to_be_visible()
    students = the_wave("students-staff")
    Wave.objects.filter(id=students.id).update(
        opens_on=students.opens_on - 9 * DAY, closes_on=timezone.localdate() - DAY
    )
    assert tasks.keep_days.func() == 1
    assert set(Wave.objects.values_list("phase", flat=True)) == {Wave.Phase.PUBLISHED}
    page.reload()
    expect(heading(page, "Trust in our leaders: the results are out")).to_be_visible()
    lens(page, "73-results-are-out")


def ada_compares_and_replies(page: Page, lens: Lens) -> None:
    go(page, "Results Hollins")
    lens(page, "74-results")
    expect(page.get_by_text("only you see this")).to_be_visible()
    family.press_or_go(page, "Prepare the conversation")
    lens(page, "75-guide")
    family.press_or_go(page, "Make a promise")
    page.get_by_label("What you heard").fill("Many of you find that decisions come too late.")
    page.get_by_label("What you will do").fill("A note every Friday says what was decided, and why.")
    page.get_by_label("Who sees to it").select_option(label="Ada Okafor")
    page.get_by_label("By when").fill((timezone.localdate() + 30 * DAY).isoformat())
    lens(page, "76-promise")
    press(page, "Promise it")
    expect(page.get_by_text("It is promised.")).to_be_visible()
    page.goto(f"/asking/at/{hollins('students-staff').id}/results/")
    lens(page, "77-what-students-said")
    page.goto(f"/asking/waves/{the_wave().id}/together/")
    lens(page, "78-together")


def cal_sees_what_governors_may(page: Page, lens: Lens) -> None:
    """The results and the reply at once; neither what the head expected nor anything to lead with."""
    go(page, "What was heard: Trust in our leaders")
    expect(page.get_by_text("A note every Friday")).to_be_visible()
    expect(page.get_by_text("Beside what was expected")).to_have_count(0)
    lens(page, "79-governor")
    here, wave = hollins(), the_wave()
    assert visit(page, f"/asking/waves/{wave.id}/together/") == 200
    for hidden in (f"waves/{wave.id}/", f"at/{here.id}/expect/", f"at/{here.id}/answer/", f"at/{here.id}/papers/"):
        assert visit(page, f"/asking/{hidden}") == 404, hidden


def ben_sees_it_a_day_later(page: Page, lens: Lens) -> None:
    results = f"/asking/at/{hollins().id}/results/"
    assert visit(page, results) == 404
    Wave.objects.update(published_on=timezone.localdate() - DAY)
    assert visit(page, results) == 200
    expect(page.get_by_text("A note every Friday")).to_be_visible()
    expect(page.get_by_text("only you see this")).to_have_count(0)
    lens(page, "80-ben-reads")


def eve_finds_nothing_of_it(ada: Page, eve: Page) -> None:
    """Wherever Ada is led, Eve finds what she finds where nothing ever was; and nothing on her own pages."""
    seen = [link for link in family.pages_led_to(ada, "/asking/") if link.startswith("/asking/")]
    assert len(seen) > 5
    for address in seen:
        found, nothing = eve.request.get(address), eve.request.get(family.of_nothing(address))
        assert found.status == 404 == nothing.status, address
    eve.goto("/asking/")
    assert not re.search("Hollins|Rowan|What was heard", eve.locator("main").inner_text())


def visit(page: Page, address: str) -> int:
    answer = page.goto(address)
    assert answer is not None
    return answer.status
