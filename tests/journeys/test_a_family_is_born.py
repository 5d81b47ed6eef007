"""From the country's register to colleagues who work together: six real schools on their way, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from typer.testing import CliRunner

from tests.conftest import DESKTOP, PHONE
from tests.journeys import family
from tests.journeys.family import REAL, REGISTER, SCHOOL_DATA_SYNC, Staff, go, heading, picture, press
from tests.journeys.test_passkey import sign_in_by_code
from tilth.command.app import app
from tilth.people.models import Person
from tilth.schools.models import School

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not REAL.is_dir(), reason="the real registers and lists are not here"),
]

PATIENT, LONG = 20_000, 120_000  # milliseconds for a page, and for a whole country
OPEN_SCHOOLS = 27_108
COUNTIES, THEIR_SCHOOLS = (b",Northumberland,", b",Shropshire,", b',"Herefordshire, County of",'), 478

FIRST_SCHOOL, ITS_TOWN = "Queen Elizabeth High School", "Hexham"  # England has several of that name
ELSEWHERE, ITS_OWN_TOWN = "Ludlow Church of England School", "Ludlow"
OPERATOR = Staff("Sam Hill", "sam@operator.example")
HEADS = [Staff(f"{name} Head", f"{name.lower()}@head.example") for name in ("Ada", "Bea", "Cyd", "Dev", "Eli", "Fay")]
CHAIR = Staff("Gus Chair", "gus@chair.example")
EVE = Staff("Eve Marsden", "eve@elsewhere.example")

CRAIG = Staff("Craig Beane", "cbeane@first.example", "Questioning", "Phonics routines")
NIA = Staff("Nia Price", "nia@staff.example", "Phonics routines", "Retrieval practice")
OMAR = Staff("Omar Aziz", "omar@staff.example", "Retrieval practice", "Questioning")
PIA = Staff("Pia Lund", "pia@staff.example", "Whole-class feedback", "Hinge questions")
RAY = Staff("Ray Stone", "ray@staff.example", "Hinge questions", "Whole-class feedback")
RING, PAIR = [CRAIG, NIA, OMAR], [PIA, RAY]
Open = Callable[..., Page]


@pytest.fixture
def window(visit: Callable[[ViewportSize], Page]) -> Iterator[Open]:
    """A patient window of somebody, who is signed in if they are named."""
    expect.set_options(timeout=PATIENT)

    def opened(who: Staff | None = None, size: ViewportSize = DESKTOP) -> Page:
        page = visit(size)
        page.set_default_timeout(PATIENT)
        return family.let_in(page, who.email) if who else page

    yield opened
    expect.set_options(timeout=5_000)


@pytest.fixture
def plain_window(window: Open, browser: Browser, live_server: Any) -> Iterator[Open]:
    """A window in which no script runs."""
    contexts: list[BrowserContext] = []

    def opened(who: Staff) -> Page:
        contexts.append(browser.new_context(base_url=live_server.url, viewport=DESKTOP, java_script_enabled=False))
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENT)
        return family.let_in(page, who.email)

    yield opened
    for context in contexts:
        context.close()


def tilth(*words: str) -> str:
    """Give a command, and read what it said."""
    done = CliRunner().invoke(app, list(words))
    assert done.exit_code == 0, done.output
    return done.output


def test_what_the_command_imported_the_page_finds_unchanged(window: Open) -> None:
    said = tilth("import-register", str(REGISTER))
    assert f"{OPEN_SCHOOLS:,} new" in said
    assert School.objects.count() == OPEN_SCHOOLS
    tilth("add-operator", OPERATOR.email, OPERATOR.name)
    page = window(OPERATOR)
    page.set_default_timeout(LONG)
    expect.set_options(timeout=LONG)
    family.send_register(page, REGISTER)
    assert family.counted(page, "New") == family.counted(page, "Changed") == "0"
    assert family.counted(page, "As before") == str(OPEN_SCHOOLS)


@pytest.fixture
def counties(tmp_path: Path) -> Path:
    """The lines of three counties, as they stand in the country's register. All of it is read in the test above."""
    head, *lines = REGISTER.read_bytes().splitlines(keepends=True)
    near = [line for line in lines if any(county in line for county in COUNTIES)]
    cut = tmp_path / "three-counties.csv"
    cut.write_bytes(head + b"".join(near))
    assert len(near) == THEIR_SCHOOLS
    return cut


def test_a_family_is_born(window: Open, plain_window: Open, counties: Path, axe: Callable[[Page], None]) -> None:
    tilth("add-operator", OPERATOR.email, OPERATOR.name)
    operator = window()
    sign_in_by_code(operator, Person.objects.get(email=OPERATOR.email))
    the_register_comes_in(operator, counties, axe)
    schools = six_neighbours_get_their_heads(operator, axe)

    head = window()
    sign_in_by_code(head, Person.objects.get(email=HEADS[0].email))
    they_form_a_family(head, schools, window, axe)
    their_people_come_in(head, window, axe)
    the_round_opens(head, axe)
    people_say_what_they_offer_and_want(window, plain_window, axe)
    the_round_closes(head, axe)
    everybody_says_yes(window, plain_window, axe)
    the_head_sees_what_came_of_it(head, axe)
    eve_finds_nothing_of_it(head, window(EVE))


# --- the steps ----------------------------------------------------------------------------------


def the_register_comes_in(operator: Page, register: Path, axe: Callable[[Page], None]) -> None:
    axe(operator)
    picture(operator, "01-operator-home")
    operator.set_default_timeout(LONG)
    expect.set_options(timeout=LONG)
    family.send_register(operator, register)
    assert family.counted(operator, "New") == str(THEIR_SCHOOLS)
    axe(operator)
    picture(operator, "02-register-report")
    press(operator, "Import")
    expect(heading(operator, "The register is imported")).to_be_visible()
    picture(operator, "03-register-imported")
    expect.set_options(timeout=PATIENT)
    assert School.objects.count() == THEIR_SCHOOLS


def six_neighbours_get_their_heads(operator: Page, axe: Callable[[Page], None]) -> list[str]:
    """The first school is found by its name, the other five are its nearest. Each gets its head from the operator."""
    family.find_school(operator, FIRST_SCHOOL, ITS_TOWN)
    axe(operator)
    picture(operator, "04-school")
    near = family.neighbours(operator, 5)
    assert len(set(near.values())) > 1, "a family of mixed phases"
    schools = [FIRST_SCHOOL, *near]
    first_page = operator.url
    for school, head in zip(schools, HEADS, strict=True):
        operator.goto(first_page)
        if school != FIRST_SCHOOL:
            go(operator, school)
        own_page = operator.url
        family.add_person(operator, head, "Headteacher")
        if head == HEADS[2]:
            operator.goto(own_page)
            family.add_person(operator, CHAIR, "Chair of governors")
            axe(operator)
            picture(operator, "05-people-of-a-school")
    family.find_school(operator, ELSEWHERE, ITS_OWN_TOWN)
    family.add_person(operator, EVE, "Headteacher")
    return schools


def they_form_a_family(head: Page, schools: list[str], window: Open, axe: Callable[[Page], None]) -> None:
    axe(head)
    picture(head, "06-head-home")
    go(head, "Our family")
    picture(head, "07-no-family-yet")
    family.press_or_go(head, "Propose one")
    head.get_by_label("What shall it be called?").fill("The Tyne Valley Family")
    head.get_by_label("What is it for?").fill("Every child in our valley is ours. We want to learn from one another.")
    axe(head)
    picture(head, "08-propose")
    press(head, "Propose it")
    for school in schools[1:]:
        family.ask(head, school)
    axe(head)
    picture(head, "09-invite")

    declines = window(HEADS[1])
    axe(declines)
    picture(declines, "10-home-of-an-invited-head")
    family.answer(declines, "No, not now", reason="We are inspected next week. Ask us again after that.")
    family.press_or_go(head, "That is all for now")
    head.get_by_text("Asked, and not in it").click()
    expect(head.get_by_text("We are inspected next week.")).to_be_visible()
    picture(head, "11-one-declined")
    family.press_or_go(head, "Ask schools")
    family.ask(head, schools[1])
    family.answer(declines, "Yes, we want to join")

    family.answer(window(HEADS[2]), "Yes, we want to join", chair_too=True)
    chair = window(CHAIR, PHONE)
    family.press_or_go(chair, "Do it now")
    expect(chair.get_by_text("Your headteacher has agreed")).to_be_visible()
    axe(chair)
    picture(chair, "12-chair-answers-on-a-phone")
    family.answer(chair, "Yes, we want to join")
    for one in HEADS[3:]:
        family.answer(window(one), "Yes, we want to join")

    head.goto("/")
    go(head, "Our family", "The Tyne Valley Family")
    expect(heading(head, "The Tyne Valley Family has begun. How deep is it?")).to_be_visible()
    expect(head.get_by_text("a family of 6 schools")).to_be_visible()
    axe(head)
    picture(head, "13-family-live")


def their_people_come_in(head: Page, window: Open, axe: Callable[[Page], None]) -> None:
    """Two schools come from one bundle of a real system, the others fill in the template."""
    bundle = family.zipped(SCHOOL_DATA_SYNC)
    family.send_list(head, "school-data-sync.zip", bundle, "first.example")
    expect(heading(head, "Which school of this list is yours?")).to_be_visible()
    axe(head)
    picture(head, "14-which-school")
    head.get_by_label("Contoso High School").check()
    press(head, "Go on")
    expect(head.get_by_text("Craig Beane")).to_be_visible()
    axe(head)
    picture(head, "15-people-report")
    family.import_list(head)
    axe(head)
    picture(head, "16-people-imported")

    template = head.request.get("/people/import/template.csv").body()
    for one, staff in zip(HEADS[1:5], [NIA, OMAR, PIA, RAY], strict=True):
        page = window(one)
        family.send_list(page, "staff.csv", family.filled_in(template, [staff]))
        family.import_list(page)


def the_round_opens(head: Page, axe: Callable[[Page], None]) -> None:
    go(head, "Working together", "All rounds of The Tyne Valley Family")
    family.press_or_go(head, "Open the first round")
    axe(head)
    picture(head, "17-open-round")
    press(head, "Open the round")
    expect(head.get_by_text("The round is open. Everybody on the staff is being asked.")).to_be_visible()
    axe(head)
    picture(head, "18-round-open")


def people_say_what_they_offer_and_want(window: Open, plain_window: Open, axe: Callable[[Page], None]) -> None:
    craig = window(CRAIG)
    axe(craig)
    picture(craig, "19-teacher-home")
    family.say(craig, CRAIG, typing=True)
    axe(craig)
    picture(craig, "20-teacher-said")
    craig.goto("/working-together/offers/")
    axe(craig)
    picture(craig, "21-two-questions")
    family.say(plain_window(NIA), NIA, typing=False)
    omar = window(OMAR, PHONE)
    family.say(omar, OMAR, typing=True)
    omar.goto("/working-together/offers/")
    axe(omar)
    picture(omar, "22-two-questions-on-a-phone")
    family.say(window(PIA), PIA, typing=True)
    family.say(plain_window(RAY), RAY, typing=False)


def the_round_closes(head: Page, axe: Callable[[Page], None]) -> None:
    go(head, "Who is in, and what is missing")
    axe(head)
    picture(head, "23-coverage-while-gathering")
    head.go_back()
    press(head, "Close it now")
    expect(heading(head, "Groups are proposed")).to_be_visible()
    axe(head)
    picture(head, "24-round-closed")


def everybody_says_yes(window: Open, plain_window: Open, axe: Callable[[Page], None]) -> None:
    for group in (RING, PAIR):
        for member in group:
            page = plain_window(member) if member == RAY else window(member, PHONE if member == OMAR else DESKTOP)
            says_yes(page, member, axe if member in (CRAIG, OMAR) else None)
            last = page
        expect(heading(last, "Everybody said yes: this group stands")).to_be_visible()
        family.press_or_go(last, "Open your group")
        for member in group[:-1]:  # the others of whoever looks
            expect(last.locator(f"a[href='mailto:{member.email}']")).to_be_visible()
        expect(last.locator("svg")).to_contain_text([group[0].offers])
        picture(last, f"27-group-of-{len(group)}")


def says_yes(page: Page, who: Staff, axe: Callable[[Page], None] | None) -> None:
    """From the first page to a yes. With a lens, each page on the way is looked at."""
    if axe:
        picture(page, f"25-home-of-{who.name.split()[0]}")
    family.press_or_go(page, "Do it now")
    expect(heading(page, "Would you like to work in this group?")).to_be_visible()
    if axe:
        axe(page)
        picture(page, f"26-proposal-to-{who.name.split()[0]}")
    press(page, "Yes, I would")
    expect(page.get_by_text("Thank you. Nobody else sees what you answered.")).to_be_visible()


def the_head_sees_what_came_of_it(head: Page, axe: Callable[[Page], None]) -> None:
    go(head, "Who is in, and what is missing")
    axe(head)
    picture(head, "28-coverage")
    head.goto("/")
    expect(heading(head, "2 groups of colleagues are developing practice together.")).to_be_visible()
    axe(head)
    picture(head, "29-family-home")


def eve_finds_nothing_of_it(head: Page, eve: Page) -> None:
    """Every page of the family to which its lead is led answers Eve as the same page of nothing at all does."""
    inside = family.pages_led_to(head, "/partnerships/", "/working-together/")
    assert {page.split("/")[1] for page in inside} >= {"partnerships", "working-together"}
    for page in inside:
        found, never = eve.request.get(page), eve.request.get(family.of_nothing(page))
        assert (page, found.status, found.text()) == (page, 404, never.text())
