"""Each switch hides what it says. First something is there that could be seen."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.people import PersonFactory, RoleFactory
from tilth.people.actions import myself
from tilth.people.models import Person
from tilth.people.queries import information
from tilth.people.queries.information import Section

Browser = Callable[[Person], Client]
pytestmark = pytest.mark.django_db
SECRETS = {
    "show_email": "ben@hollins.example",
    "show_subject": "Ancient Greek",
    "show_offers": "offers retrieval practice",
    "show_free_time": "free on Tuesday at 15:30",
}


@pytest.fixture(autouse=True)
def told_by_parts_above() -> Iterator[None]:
    """As if a part above told offers and free times."""

    def offers(person: Person) -> Section:
        return Section("Offers", (("Now", SECRETS["show_offers"]),))

    def free_time(person: Person) -> Section:
        return Section("Times", (("This week", SECRETS["show_free_time"]),))

    before = {switch: list(tellers) for switch, tellers in information.shown.items()}
    information.shown.clear()
    information.register_shown("show_offers", offers)
    information.register_shown("show_free_time", free_time)
    yield
    information.shown.clear()
    information.shown.update(before)


@pytest.fixture
def ben() -> Person:
    person = PersonFactory(name="Ben Hartley", email=SECRETS["show_email"])
    RoleFactory(person=person, subject=SECRETS["show_subject"])
    return person


@pytest.fixture
def page_of_ben(ben: Person, signed_in: Browser) -> Callable[[], str]:
    """The page about Ben, as a colleague sees it."""
    colleague = RoleFactory(school=ben.roles.get().school).person
    return lambda: signed_in(colleague).get(reverse("people:person", kwargs={"key": ben.id})).content.decode()


def test_with_all_switches_on_everything_is_seen(ben: Person, page_of_ben: Callable[[], str]) -> None:
    myself.share(by=ben, **dict.fromkeys(SECRETS, True))
    assert all(secret in page_of_ben() for secret in SECRETS.values())


def test_before_anything_is_said_name_and_role_are_seen_and_nothing_else(page_of_ben: Callable[[], str]) -> None:
    page = page_of_ben()
    assert "Ben Hartley" in page
    assert "Teacher" in page
    assert not any(secret in page for secret in SECRETS.values())


@pytest.mark.parametrize("switch", SECRETS)
def test_one_switch_off_hides_that_one_thing(ben: Person, page_of_ben: Callable[[], str], switch: str) -> None:
    myself.share(by=ben, **{name: name != switch for name in SECRETS})
    page = page_of_ben()
    assert {name for name, secret in SECRETS.items() if secret not in page} == {switch}


@pytest.mark.parametrize("switch", SECRETS)
def test_one_switch_on_shows_that_one_thing(
    ben: Person, page_of_ben: Callable[[], str], signed_in: Browser, switch: str
) -> None:
    signed_in(ben).post(reverse("people:seen"), {switch: "on"})
    page = page_of_ben()
    assert {name for name, secret in SECRETS.items() if secret in page} == {switch}


def test_somebody_elses_switches_cannot_be_turned(ben: Person, asha: Person, signed_in: Browser) -> None:
    signed_in(asha).post(reverse("people:seen"), {"show_email": "on", "person": str(ben.id), "by": str(ben.id)})
    assert not hasattr(Person.objects.get(id=ben.id), "sharing")


def test_a_person_sees_their_page_as_others_do(ben: Person, signed_in: Browser) -> None:
    page = signed_in(ben).get(reverse("people:person", kwargs={"key": ben.id})).content.decode()
    assert not any(secret in page for secret in SECRETS.values())
