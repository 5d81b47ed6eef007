"""What tests of the ledger share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories.jpd import lead_of, live_family, triad
from tests.factories.people import PersonFactory, RoleFactory
from tilth.partnerships.models import Partnership
from tilth.people.models import Person


@pytest.fixture
def rowan() -> Partnership:
    """A live family of three schools."""
    return live_family()


@pytest.fixture
def ring(rowan: Partnership) -> list[Person]:
    """Ben, Asha and Leo, of three schools."""
    return triad(rowan)


@pytest.fixture
def ada(rowan: Partnership) -> Person:
    """Who leads the family, and heads the school of Ben."""
    return lead_of(rowan)


@pytest.fixture
def dot(ring: list[Person]) -> Person:
    """Who governs the school of Ben."""
    school = ring[0].roles.get().school
    person: Person = RoleFactory(person=PersonFactory(name="Dot Ferris"), school=school, kind="governor").person
    return person


@pytest.fixture
def eve() -> Person:
    """Who leads another family."""
    return lead_of(live_family("Elsewhere One", "Elsewhere Two"), "Eve Stranger")


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    """A browser in which a person is signed in."""

    def opened(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return opened
