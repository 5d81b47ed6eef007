"""What tests of joint practice development share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories.jpd import lead_of, live_family, triad
from tests.factories.people import RoleFactory
from tilth.partnerships.models import Partnership
from tilth.people.models import Person


@pytest.fixture
def rowan() -> Partnership:
    """A live family of three schools."""
    return live_family()


@pytest.fixture
def ada(rowan: Partnership) -> Person:
    """Who leads the family."""
    return lead_of(rowan)


@pytest.fixture
def ring(rowan: Partnership) -> list[Person]:
    """Ben, Asha and Leo, whose offers and wants close a ring."""
    return triad(rowan)


@pytest.fixture
def eve() -> Person:
    """A teacher in a family of her own, who must see nothing of this one."""
    other = live_family("Elsewhere One", "Elsewhere Two")
    return lead_of(other, "Eve Stranger")


@pytest.fixture
def teacher_outside() -> Person:
    """A teacher whose school is in no partnership."""
    person: Person = RoleFactory().person
    return person


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    """A browser in which a person is signed in."""

    def opened(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return opened
