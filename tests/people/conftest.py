"""What tests about people share."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories.people import PersonFactory
from tilth.people.models import Person


@pytest.fixture
def asha() -> Person:
    return PersonFactory(name="Asha Raman", email="asha@brides.example")


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    """A browser in which a person is signed in."""

    def opened(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return opened
