"""Which identity providers are believed, and where forms may lead because of them."""

from collections.abc import Iterator

import pytest
from django.test import Client
from environs import Env, EnvValidationError

from tilth.config import safety


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Iterator[Env]:
    for name in ("GOOGLE_CLIENT", "MICROSOFT_CLIENT", "OIDC_ISSUER"):
        monkeypatch.delenv(f"TILTH_{name}", raising=False)
    yield Env(prefix="TILTH_")


def given(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"TILTH_{name}", value)


def test_nothing_set_means_no_provider(env: Env) -> None:
    assert safety.providers(env) == {}


@pytest.mark.parametrize("anybody", ["common", "organizations", "consumers", "Common"])
def test_microsoft_is_believed_for_one_named_tenant_only(
    env: Env, monkeypatch: pytest.MonkeyPatch, anybody: str
) -> None:
    given(monkeypatch, MICROSOFT_CLIENT="id", MICROSOFT_SECRET="secret", MICROSOFT_TENANT=anybody)
    with pytest.raises(EnvValidationError):
        safety.providers(env)


def test_a_named_tenant_verifies_addresses(env: Env, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, MICROSOFT_CLIENT="id", MICROSOFT_SECRET="secret", MICROSOFT_TENANT="8f1c-hollins")
    (app,) = safety.providers(env)["microsoft"]["APPS"]
    assert app["settings"] == {"tenant": "8f1c-hollins", "verified_email": True}


def test_any_other_issuer_must_say_that_an_address_is_verified(env: Env, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, OIDC_ISSUER="https://id.hollins.example", OIDC_CLIENT="id", OIDC_SECRET="secret")
    (app,) = safety.providers(env)["openid_connect"]["APPS"]
    assert "verified_email" not in app["settings"]
    given(monkeypatch, OIDC_VERIFIES="true")
    (app,) = safety.providers(env)["openid_connect"]["APPS"]
    assert app["settings"]["verified_email"] is True


@pytest.mark.django_db
def test_forms_may_lead_to_the_provider_from_the_sign_in_page_alone(client: Client, settings: object) -> None:
    app = {"provider_id": "school", "name": "School", "client_id": "x", "secret": "y"}
    app["settings"] = {"server_url": "https://id.hollins.example/realm"}  # type: ignore[assignment]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}  # type: ignore[attr-defined]
    sign_in, elsewhere = (client.get(path)["Content-Security-Policy"] for path in ("/sign-in/", "/class/"))
    assert "form-action 'self' https://id.hollins.example;" in f"{sign_in};"
    assert "form-action 'self';" in f"{elsewhere};"
