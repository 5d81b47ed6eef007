"""What people do on the way to a family, each as one sentence: by pages alone, as anybody would."""

from __future__ import annotations

import csv
import io
import os
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from tilth.people.models import Person

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"
REGISTER = REAL / "england" / "open-schools-2024.csv"
SCHOOL_DATA_SYNC = REAL / "oneroster" / "ms_sds" / "SDS_Format" / "100_Users"

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HOST = "localhost"  # of the live server
ALBUM = os.environ.get("TILTH_ALBUM")  # a folder for pictures of the way, for whoever wants to look at it


@dataclass(frozen=True)
class Staff:
    """Somebody whom a school enters, and what they will say to the two questions."""

    name: str
    email: str
    offers: str = ""
    wants: str = ""


def picture(page: Page, name: str) -> None:
    """Keep a picture of the page, if somebody wants an album."""
    if ALBUM:
        page.screenshot(path=Path(ALBUM) / f"{name}.png", full_page=True)


def let_in(page: Page, email: str) -> Page:
    """Give a window the session of somebody, as if they had signed in."""
    client = Client()
    client.force_login(Person.objects.get(email=email), BACKEND)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "domain": HOST, "path": "/"}])
    page.goto("/")
    return page


def go(page: Page, *links: str) -> None:
    """Follow links by their words, one after another. On a narrow window the way around is behind a button."""
    for words in links:
        link = page.get_by_role("link", name=words, exact=True)
        if not link.first.is_visible() and page.get_by_role("button", name="Menu").is_visible():
            page.get_by_role("button", name="Menu").click()
        link.first.click()


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def heading(page: Page, words: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("heading", level=1, name=words)


# --- the register -------------------------------------------------------------------------------


def send_register(page: Page, path: Path) -> None:
    """From the list of schools to the report of what a register would change."""
    go(page, "Schools", "Import a register of schools")
    page.get_by_label("The register's file").set_input_files(path)
    press(page, "Read the file")
    expect(heading(page, "What this register would change")).to_be_visible()


def counted(page: Page, what: str) -> str:
    """One number of a report."""
    return (
        page.get_by_role("term").filter(has_text=re.compile(f"^\\s*{what}\\s*$")).locator("+ dd").inner_text().strip()
    )


def find_school(page: Page, name: str, town: str) -> None:
    """Find a school by its name and town, and open its page."""
    go(page, "Schools")
    page.get_by_label("Name, town, postcode, number or trust").fill(f"{name} {town}")
    expect(page.get_by_role("heading", level=2, name=re.compile("schools? found"))).to_be_visible()
    go(page, name)
    expect(heading(page, name)).to_be_visible()


def neighbours(page: Page, most: int) -> dict[str, str]:
    """The nearest schools on a school's page, each with its phase."""
    near = page.locator(".tilth-card", has=page.get_by_role("heading", name="Schools near it")).locator(".tilth-row")
    rows = near.all()[:most]
    line, name = ".tilth-row__line", ".tilth-row__heading"
    return {row.locator(name).inner_text(): row.locator(line).inner_text() for row in rows}


# --- people -------------------------------------------------------------------------------------


def add_person(page: Page, who: Staff, role: str) -> None:
    """On the page of a school: add one person by hand."""
    go(page, "Staff and governors")
    page.get_by_role("button", name="Add one person").click()
    page.get_by_label("Their name").fill(who.name)
    page.get_by_label("Their e-mail address").fill(who.email)
    page.get_by_label("Their role").select_option(label=role)
    press(page, "Add them")
    expect(page.get_by_text(f"{who.name} belongs to")).to_be_visible()


def send_list(page: Page, name: str, content: bytes, mail_domain: str = "") -> None:
    """From the first page of a head to the report on a list of people."""
    page.goto("/")
    page.locator(".tilth-card", has=page.get_by_role("heading", name="Your school")).get_by_role("link").first.click()
    go(page, "Staff and governors")
    page.get_by_role("button", name="Import a list").click()
    page.get_by_label("Your list").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_label("What follows the @").fill(mail_domain)
    press(page, "Show me what it would change")


def import_list(page: Page) -> None:
    """Say yes to a report."""
    expect(heading(page, "What would this list change?")).to_be_visible()
    press(page, "Import these people")
    expect(heading(page, "Your people are in Tilth")).to_be_visible()


def zipped(folder: Path) -> bytes:
    """A folder as the zip that a school's system makes of it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in sorted(folder.glob("*.csv")):
            bundle.write(path, path.name)
    return packed.getvalue()


def filled_in(template: bytes, staff: list[Staff]) -> bytes:
    """Our own template with a school's teachers in it instead of the examples."""
    header = next(csv.reader(io.StringIO(template.decode("utf-8-sig"))))
    table = io.StringIO()
    lines = csv.DictWriter(table, header)
    lines.writeheader()
    lines.writerows({"name": who.name, "email": who.email, "role": "teacher"} for who in staff)
    return table.getvalue().encode()


# --- forming ------------------------------------------------------------------------------------


def ask(page: Page, school: str) -> None:
    """On the page for asking schools: ask one."""
    press(page, f"Ask {school}")
    expect(page.get_by_text(f"{school} has been asked.")).to_be_visible()


def answer(page: Page, says: str, *, reason: str = "", chair_too: bool = False) -> None:
    """Answer the invitation that waits on the first page."""
    page.goto("/")
    press_or_go(page, "Do it now")
    page.get_by_label(says).check()
    if reason:
        page.get_by_label("If not, why?").fill(reason)
    if chair_too:
        page.get_by_label("Our chair of governors should agree as well").check()
    press(page, "Answer")
    expect(page.get_by_text("Thank you. Your answer is with those who asked.")).to_be_visible()


def press_or_go(page: Page, words: str) -> None:
    """Follow a link that looks like a button."""
    page.get_by_role("button", name=words, exact=True).first.click()


# --- offers and wants ---------------------------------------------------------------------------


def say(page: Page, who: Staff, *, typing: bool, free: str = "Tuesday 15:30") -> None:
    """Answer the two questions: by typing and choosing, or with buttons alone where there is no JavaScript."""
    page.goto("/working-together/offers/")
    choose(page, "What could you offer?", who.offers, typing=typing)
    choose(page, "What would you like to gain?", who.wants, typing=typing)
    page.get_by_label(free).check()
    press(page, "Save my answers")
    expect(page.get_by_text("Saved. You take part in the rounds of your partnerships.")).to_be_visible()


def choose(page: Page, question: str, topic: str, *, typing: bool) -> None:
    part = page.get_by_role("region", name=question)
    box = part.get_by_role("searchbox")
    if typing:
        box.press_sequentially(topic[:-2].lower())
    else:
        box.fill(topic)
        part.get_by_role("button", name="Find").click()
    part.get_by_role("button", name=f"Add {topic}").first.click()
    expect(part.get_by_role("button", name=f"Remove {topic}")).to_be_visible()


# --- who may not see ----------------------------------------------------------------------------

KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PUBLIC = "/schools/"  # what the register says is for everybody


def pages_led_to(page: Page, *from_pages: str) -> list[str]:
    """The addresses about one thing to which somebody is led from some pages, in two steps."""
    near = {link for start in from_pages for link in _links(page, start)}
    return sorted(near.union(*(_links(page, link) for link in near)))


def of_nothing(address: str) -> str:
    """The same address of a thing that never was."""
    return KEY.sub("00000000-0000-4000-8000-000000000000", address)


def _links(page: Page, start: str) -> set[str]:
    page.goto(start)
    found = page.locator("main a").evaluate_all("links => links.map(link => new URL(link.href).pathname)")
    return {link for link in found if KEY.search(link) and not link.startswith(PUBLIC)}
