"""What Tilth knows about me: all of it, to see, correct and take away."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from tests.factories.people import PersonFactory, RoleFactory, SchoolClassFactory, teacher_of
from tilth.people.actions import myself
from tilth.people.models import AddressChange, Person, Source, SourceId
from tilth.people.queries import holdings, information
from tilth.people.queries.information import Section

Browser = Callable[[Person], Client]
pytestmark = pytest.mark.django_db
CODE = re.compile(r"^ {4}(\w{6})$", re.M)


@pytest.fixture
def ben() -> Person:
    """Somebody of whom something of everything is known."""
    oak = SchoolClassFactory(name="Oak", school__name="Hollins Primary")
    ben = teacher_of(oak, name="Ben Hartley", email="ben@hollins.example")
    SourceId.objects.create(person=ben, school=oak.school, source=Source.SDS, value="T-0042")
    myself.share(by=ben, show_email=True)
    return ben


def words_of(page: str) -> str:
    return " ".join(strip_tags(page).split()).replace("&#x27;", "'").replace("&amp;", "&")


@pytest.mark.parametrize(
    "known", ["Ben Hartley", "ben@hollins.example", "Teacher, Hollins Primary", "Oak, Hollins Primary", "T-0042"]
)
def test_everything_is_shown(ben: Person, signed_in: Browser, known: str) -> None:
    assert known in words_of(signed_in(ben).get(reverse("people:me")).content.decode())


def test_what_happened_is_told_in_words(ben: Person, signed_in: Browser) -> None:
    assert "Ben Hartley changed what others see" in words_of(signed_in(ben).get(reverse("people:me")).content.decode())


def test_the_download_and_the_readable_page_hold_all_that_is_shown(ben: Person, signed_in: Browser) -> None:
    browser = signed_in(ben)
    told = json.loads(browser.get(reverse("people:download")).content)
    shown = words_of(browser.get(reverse("people:me")).content.decode())
    readable = words_of(browser.get(reverse("people:readable")).content.decode())
    rows = [(section["about"], row["what"], row["value"]) for section in told["sections"] for row in section["rows"]]
    assert len(rows) > 10
    for texts in rows:
        assert all(text in readable and text in shown for text in texts)


def test_what_another_part_registers_is_shown_and_downloaded(ben: Person, signed_in: Browser) -> None:
    def kites(person: Person) -> Section:
        return Section("Kites", (("Colour", f"red, says {person}"),))

    information.register(kites)
    try:
        answers = [signed_in(ben).get(reverse(f"people:{name}")) for name in ("me", "download", "readable")]
    finally:
        information.holdings.remove(kites)
    assert all("red, says Ben Hartley" in answer.content.decode() for answer in answers)


def test_nobody_sees_anybody_elses(ben: Person, asha: Person, signed_in: Browser) -> None:
    for name in ("me", "download", "readable", "seen", "ways"):
        assert "Ben Hartley" not in signed_in(asha).get(reverse(f"people:{name}")).content.decode()


def test_a_name_can_be_corrected(asha: Person, signed_in: Browser) -> None:
    signed_in(asha).post(reverse("people:name"), {"name": "Asha Rao"})
    asha.refresh_from_db()
    assert asha.name == "Asha Rao"


# --- a new address ------------------------------------------------------------------------------


@pytest.fixture
def ask_for(signed_in: Browser, asha: Person, django_capture_on_commit_callbacks: Any) -> Callable[[str], str]:
    """Ask for an address; the code that comes, or nothing."""

    def asked(email: str) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            signed_in(asha).post(reverse("people:address"), {"email": email})
        found = CODE.search(mail.outbox[-1].body)
        return found[1] if found else ""

    return asked


def prove(browser: Client, code: str) -> str:
    browser.post(reverse("people:address_code"), {"code": code})
    return str(Person.objects.get(id=browser.session["_auth_user_id"]).email)


def test_a_new_address_is_kept_when_its_code_is_typed(asha: Person, signed_in: Browser, ask_for: Any) -> None:
    code = ask_for("Asha@New.example")
    assert mail.outbox[-1].to == ["asha@new.example"]
    assert prove(signed_in(asha), code) == "asha@new.example"


def test_the_old_address_is_told(
    asha: Person, signed_in: Browser, ask_for: Any, django_capture_on_commit_callbacks: Any
) -> None:
    code = ask_for("asha@new.example")
    with django_capture_on_commit_callbacks(execute=True):
        prove(signed_in(asha), code)
    assert mail.outbox[-1].to == ["asha@brides.example"]


def test_without_the_code_nothing_changes(asha: Person, signed_in: Browser, ask_for: Any) -> None:
    ask_for("asha@new.example")
    assert prove(signed_in(asha), "WRONG1") == "asha@brides.example"


def test_a_late_code_changes_nothing(asha: Person, signed_in: Browser, ask_for: Any) -> None:
    code = ask_for("asha@new.example")
    AddressChange.objects.update(asked_at=timezone.now() - timedelta(minutes=16))
    assert prove(signed_in(asha), code) == "asha@brides.example"


def test_after_five_wrong_tries_the_right_code_is_refused(asha: Person, signed_in: Browser, ask_for: Any) -> None:
    code = ask_for("asha@new.example")
    for _ in range(5):
        prove(signed_in(asha), "WRONG1")
    assert prove(signed_in(asha), code) == "asha@brides.example"


def test_an_address_of_somebody_else_gets_a_letter_without_a_code(asha: Person, ask_for: Any) -> None:
    PersonFactory(email="taken@brides.example")
    assert ask_for("taken@brides.example") == ""
    assert mail.outbox[-1].to == ["taken@brides.example"]


def test_the_page_does_not_tell_whether_an_address_is_taken(asha: Person, signed_in: Browser) -> None:
    PersonFactory(email="taken@brides.example")
    browser = signed_in(asha)
    answers = [browser.post(reverse("people:address"), {"email": f"{who}@brides.example"}) for who in ("taken", "free")]
    assert answers[0].url == answers[1].url


@pytest.mark.parametrize("number", [1, 3])
def test_our_own_sections_take_the_same_queries_for_one_role_and_for_three(
    number: int, asha: Person, django_assert_num_queries: Any
) -> None:
    RoleFactory.create_batch(number, person=asha)
    known = Person.objects.get(id=asha.id)
    with django_assert_num_queries(10):
        for teller in holdings.TELLERS:
            teller(known)


def test_the_page_takes_the_same_queries_for_one_role_and_for_three(asha: Person, signed_in: Browser) -> None:
    counts = set()
    browser = signed_in(asha)
    for number in (1, 2):
        RoleFactory.create_batch(number, person=asha)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("people:me"))
        counts.add(len(queries))
    assert len(counts) == 1
