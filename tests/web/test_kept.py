"""What stays in a browser once somebody has signed out: no page that was theirs."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.jpd import lead_of, live_family, proposed, triad
from tilth.people.models import Person

pytestmark = pytest.mark.django_db


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def is_kept(client: Client, address: str) -> bool:
    said = client.get(address).headers.get("Cache-Control", "")
    return not ("private" in said and "no-store" in said)


def test_no_page_that_somebody_saw_is_kept() -> None:
    rowan = live_family()
    ben, _asha, _leo = triad(rowan)
    proposal = proposed(rowan)
    own = [("jpd:proposal", proposal.id), ("jpd:round", proposal.round_id), ("people:person", ben.id)]
    plain = ["jpd:offers", "jpd:mine", "jpd:calendars", "home:today", "people:me", "topics:browse", "usersessions_list"]
    addresses = [reverse(name) for name in plain] + [reverse(name, args=[key]) for name, key in own]
    client = browser_of(ben)
    assert [address for address in addresses if is_kept(client, address)] == []


def test_nor_is_what_they_could_not_find() -> None:
    assert not is_kept(browser_of(lead_of(live_family())), reverse("jpd:group", args=[uuid4()]))


def test_what_a_page_says_itself_stays() -> None:
    worker = browser_of(lead_of(live_family())).get(reverse("jpd:notes_worker"))
    assert worker.headers["Cache-Control"] == "no-cache"


def test_a_page_that_is_the_same_to_all_who_come_unknown_may_be_kept() -> None:
    assert "Cache-Control" not in Client().get(reverse("topics:browse")).headers
