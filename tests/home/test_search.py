"""The search box on every page, with what nobody should type into it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.people import RoleFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed", ["one\x00two", "x" * 60_000, "%", "\u202e", "<script>alert(1)</script>", "' OR 1=1 --"]
)
@pytest.mark.parametrize("name", ["home:search", "topics:browse", "schools:search"])
def test_whatever_is_typed_is_answered(client: Client, name: str, typed: str) -> None:
    client.force_login(RoleFactory().person, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse(name), {"q": typed})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
