"""Signing in with a school's own account, against a real second party: allauth's own provider at another host.

The provider answers at 127.0.0.1 and Tilth at localhost, so a browser keeps them as far apart as two sites.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.models import Client as Relying
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from playwright.sync_api import Page, expect

from tests.factories.people import PersonFactory
from tests.journeys.test_passkey import sign_in_by_code
from tilth.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECRET = "told to both"


class SchoolsProvider(DefaultOIDCAdapter):  # type: ignore[misc]
    """What the school's own provider says of whoever is signed in there."""

    claims: dict[str, Any] = {}

    def get_claims(self, purpose: Any, user: Any, client: Any, scopes: Any, **more: Any) -> dict[str, Any]:
        return {"sub": str(user.id), **self.claims}


@pytest.fixture
def says() -> Iterator[dict[str, Any]]:
    SchoolsProvider.claims = {"email": "asha@brides.example", "email_verified": True}
    yield SchoolsProvider.claims
    SchoolsProvider.claims = {}


@pytest.fixture
def provider(live_server: Any, settings: Any, says: dict[str, Any]) -> str:
    """A provider at another host, which knows us, and which we know. Its address."""
    there = f"http://127.0.0.1:{urlsplit(live_server.url).port}"
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    settings.IDP_OIDC_PRIVATE_KEY = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    settings.IDP_OIDC_ADAPTER = f"{__name__}.SchoolsProvider"
    back = f"{live_server.url}/sign-in/with/school/back/"
    us = Relying(id="tilth", name="Tilth", redirect_uris=back, scopes="openid\nemail\nprofile", skip_consent=True)
    us.set_secret(SECRET)
    us.save()
    app = {"provider_id": "school", "name": "St Bride's account", "client_id": "tilth", "secret": SECRET}
    app["settings"] = {"server_url": f"{there}/identity", "oauth_pkce_enabled": True}  # type: ignore[assignment]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    return there


@pytest.fixture
def asha() -> Person:
    return PersonFactory(name="Asha Raman", email="asha@brides.example")


@pytest.fixture
def at_the_provider(desktop: Page, provider: str) -> Callable[[], Page]:
    """A browser in which somebody is signed in at the provider, and not here."""
    pupil_of_the_provider = PersonFactory(name="Whoever it is there", email="there@provider.example")

    def signed_in() -> Page:
        sign_in_by_code(desktop, pupil_of_the_provider, at=provider)
        return desktop

    return signed_in


def go_on(page: Page) -> None:
    page.goto("/sign-in/")
    page.get_by_role("button", name="Go on with St Bride's account").click()


def test_a_verified_address_finds_the_person_whom_the_school_entered(
    at_the_provider: Callable[[], Page], asha: Person
) -> None:
    page = at_the_provider()
    go_on(page)
    page.wait_for_url("**/")
    page.goto("/me/")
    expect(page.get_by_text("asha@brides.example")).to_be_visible()
    account = SocialAccount.objects.get(user=asha)
    assert account.extra_data == {}


def test_once_linked_the_account_stays_theirs_when_the_address_changes(
    at_the_provider: Callable[[], Page], asha: Person, says: dict[str, Any]
) -> None:
    page = at_the_provider()
    go_on(page)
    page.wait_for_url("**/")
    page.context.clear_cookies(domain="localhost")
    Person.objects.filter(id=asha.id).update(email="asha.rao@brides.example")
    go_on(page)
    page.wait_for_url("**/")
    page.goto("/me/")
    expect(page.get_by_text("asha.rao@brides.example")).to_be_visible()


def test_an_address_nobody_entered_makes_no_new_person(
    at_the_provider: Callable[[], Page], asha: Person, says: dict[str, Any], axe: Callable[[Page], None]
) -> None:
    says["email"] = "stranger@elsewhere.example"
    page, before = at_the_provider(), Person.objects.count()
    go_on(page)
    expect(page.get_by_role("heading", name="We do not know that address")).to_be_visible()
    axe(page)
    assert Person.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_an_address_the_provider_has_not_verified_opens_nothing(
    at_the_provider: Callable[[], Page], asha: Person, says: dict[str, Any]
) -> None:
    says["email_verified"] = False
    page = at_the_provider()
    go_on(page)
    expect(page.get_by_role("heading", name="We do not know that address")).to_be_visible()
    assert not SocialAccount.objects.exists()
