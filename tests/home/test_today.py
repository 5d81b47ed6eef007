"""The first page: what needs somebody, where the family is going, whom they work with."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.jpd import lead_of, live_family, proposed, school_in, standing, triad
from tests.factories.people import PersonFactory, RoleFactory
from tilth.jpd import actions as answers
from tilth.notices import actions as notices
from tilth.people.models import Person

pytestmark = pytest.mark.django_db


def opened(person: Person | None, path: str = "/") -> str:
    client = Client()
    if person:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_learns_what_tilth_is_and_sees_nobody() -> None:
    lead_of(live_family())
    page = opened(None)
    assert "improve one another" in page
    assert "Rowan Family" not in page


def test_somebody_without_a_family_is_told_how_one_begins() -> None:
    assert "Find a school" in opened(PersonFactory())


def test_what_needs_somebody_is_theirs_alone() -> None:
    family = live_family()
    ada, (ben, *_) = lead_of(family), triad(family)
    notices.tell(to=[ben], about=family, kind="jpd.proposal", headline="Would you like to work with Asha?", asks=True)
    assert "work with Asha?" in opened(ben)
    assert "work with Asha?" not in opened(ada)


@pytest.mark.parametrize("kind", ["student", "governor"])
def test_only_staff_are_asked_what_they_could_offer(kind: str) -> None:
    family = live_family()
    role = RoleFactory(school=school_in(family, 0), kind=kind)
    page = opened(role.person)
    assert "Rowan Family" in page
    assert "/working-together/offers/" not in page


def test_a_student_reads_of_schools_and_not_of_staff() -> None:
    role = RoleFactory(school=school_in(live_family(), 0), kind="student")
    assert "look after every student" in opened(role.person)


def test_who_has_answered_sees_their_own_answer_and_nobody_elses() -> None:
    family = live_family()
    ben, asha, *_ = triad(family)
    proposal = proposed(family)
    answers.answer(by=ben, proposal=proposal, yes=True)
    assert "You said yes" in opened(ben)
    assert "You said yes" not in opened(asha)


def test_numbers_open_to_what_they_count() -> None:
    family = live_family()
    ben, *_ = triad(family)
    standing(proposed(family))
    assert f"/working-together/partnership/{family.id}/reach/" in opened(ben)


def test_a_stranger_finds_nobody_of_another_family() -> None:
    triad(live_family())
    stranger = lead_of(live_family("Far One", "Far Two"), name="Eve Stranger")
    page = opened(stranger, "/search/?q=Ben")
    assert "Ben Hartley" not in page and "Nothing found" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_first_page_costs_the_same_however_much_needs_somebody(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    family = live_family()
    ben, *_ = triad(family)
    for number in range(rows):
        notices.tell(to=[ben], about=family, kind=f"jpd.kind{number}", headline=f"Need {number}", asks=True)
    client = Client()
    client.force_login(ben, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/")
    with django_assert_num_queries(21):
        client.get("/")


@pytest.mark.parametrize("kind", ["governor", "student"])
def test_who_is_not_on_the_staff_is_told_so_and_not_asked_to_work(kind: str) -> None:
    told = opened(RoleFactory(kind=kind, school=school_in(live_family(), 0)).person, "/working-together/")
    assert "You are in no group" in told and "Who can I work with?" not in told
    assert "Rounds of matching" not in told
    assert ("The ledger" in told) == (kind == "governor")


def test_the_ledger_is_a_part_of_working_together() -> None:
    told = opened(RoleFactory(kind="teacher", school=school_in(live_family(), 0)).person, "/ledger/")
    assert re.search(r'href="/working-together/"[^>]*aria-current="page"', told)
