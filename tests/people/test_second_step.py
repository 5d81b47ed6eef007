"""An authenticator app as a second step, and spare codes for the day it is lost."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.people.test_sign_in import ask, code_in_last_mail
from tilth.people.models import Person

Browser = Callable[[Person], Client]
pytestmark = pytest.mark.django_db
APP = reverse("mfa_activate_totp")


def shown_by_app(secret: str) -> str:
    """What an authenticator app shows now for a secret."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def add_app(browser: Client) -> str:
    """Add an authenticator app by the page. Its secret."""
    secret = browser.get(APP).context["form"].secret
    browser.post(APP, {"code": shown_by_app(secret)})
    return str(secret)


@pytest.fixture
def secret(asha: Person, signed_in: Browser) -> str:
    return add_app(signed_in(asha))


def after_the_code(client: Client, person: Person) -> None:
    ask(client, str(person.email))
    client.post(reverse("account_confirm_login_code"), {"code": code_in_last_mail()})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_with_an_app_the_code_by_mail_is_not_enough(client: Client, asha: Person, secret: str) -> None:
    after_the_code(client, asha)
    assert not is_in(client)


def test_the_apps_code_lets_in(client: Client, asha: Person, secret: str) -> None:
    after_the_code(client, asha)
    client.post(reverse("mfa_authenticate"), {"code": shown_by_app(secret)})
    assert is_in(client)


def test_a_spare_code_lets_in_once(asha: Person, secret: str) -> None:
    spare = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    entered = []
    for browser in (Client(), Client()):
        after_the_code(browser, asha)
        browser.post(reverse("mfa_authenticate"), {"code": spare})
        entered.append(is_in(browser))
    assert entered == [True, False]


def test_a_wrong_code_does_not(client: Client, asha: Person, secret: str) -> None:
    after_the_code(client, asha)
    wrong = f"{(int(shown_by_app(secret)) + 1) % 1_000_000:06}"
    assert "not the code your app shows" in client.post(reverse("mfa_authenticate"), {"code": wrong}).content.decode()
    assert not is_in(client)


def test_the_secret_cannot_be_read_from_the_database(secret: str) -> None:
    kept = [str(data) for data in Authenticator.objects.values_list("data", flat=True)]
    assert len(kept) == 2
    assert not any(secret in data for data in kept)


@pytest.mark.django_db(transaction=True)
def test_its_owner_is_told_without_address_or_browser(asha: Person, signed_in: Browser) -> None:
    add_app(signed_in(asha))
    letter = mail.outbox[-1]
    assert "authenticator app" in letter.body
    assert "127.0.0.1" not in letter.body


def test_taking_the_app_away_asks_for_its_code_first(asha: Person, signed_in: Browser, secret: str) -> None:
    browser = signed_in(asha)
    stop = reverse("mfa_deactivate_totp")
    assert reverse("mfa_reauthenticate") in browser.post(stop).url
    browser.post(f"{reverse('mfa_reauthenticate')}?next={stop}", {"code": shown_by_app(secret)})
    assert not Authenticator.objects.filter(type="totp").exists()


def test_a_passkey_alone_asks_for_no_second_step(client: Client, asha: Person) -> None:
    Authenticator.objects.create(user=asha, type="webauthn", data={"name": "phone", "credential": {}})
    after_the_code(client, asha)
    assert is_in(client)


@pytest.mark.parametrize("name", ["mfa_view_recovery_codes", "mfa_generate_recovery_codes", "people:ways"])
def test_pages_about_it_open(name: str, asha: Person, signed_in: Browser) -> None:
    browser = signed_in(asha)
    secret = add_app(browser)
    page = reverse(name)
    answer = browser.get(page)
    if answer.status_code == 302:
        browser.post(f"{reverse('mfa_reauthenticate')}?next={page}", {"code": shown_by_app(secret)})
        answer = browser.get(page)
    assert answer.status_code == 200
