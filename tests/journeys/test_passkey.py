"""A passkey, added and used, in a browser with an authenticator of its own."""

from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from tests.factories.people import PersonFactory
from tests.people.test_sign_in import CODE
from tilth.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asha() -> Person:
    return PersonFactory(name="Asha Raman", email="asha@brides.example")


def with_a_finger_reader(page: Page) -> None:
    """Give the browser a device that keeps passkeys and recognises its owner."""
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    developer = page.context.new_cdp_session(page)
    developer.send("WebAuthn.enable")
    developer.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def sign_in_by_code(page: Page, person: Person, at: str = "") -> None:
    """Sign in with the code from the mail, here or at another host."""
    page.goto(f"{at}/sign-in/")
    page.get_by_label("Your e-mail address").fill(str(person.email))
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("The code from the e-mail").wait_for()
    found = CODE.search(mail.outbox[-1].body)
    assert found
    page.get_by_label("The code from the e-mail").fill(found[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def test_a_passkey_signs_in_without_any_code(phone: Page, asha: Person, axe: Callable[[Page], None]) -> None:
    with_a_finger_reader(phone)
    sign_in_by_code(phone, asha)

    phone.goto("/me/sign-in/")
    phone.get_by_role("button", name="Add a passkey").click()
    phone.get_by_label("A name for it").fill("My phone")
    axe(phone)
    phone.get_by_role("button", name="Add it").click()
    phone.wait_for_url("**/me/sign-in/")  # the page before speaks of "my phone" too
    expect(phone.get_by_text("My phone")).to_be_visible()
    axe(phone)

    phone.goto("/sign-in/out/")
    phone.get_by_role("button", name="Sign out").click()
    sent = len(mail.outbox)
    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
    axe(phone)
    phone.get_by_role("button", name="Use a passkey").click()
    phone.wait_for_url(lambda url: "/sign-in/" not in url)
    phone.goto("/me/")
    expect(phone.get_by_text("asha@brides.example")).to_be_visible()
    assert len(mail.outbox) == sent


def test_without_a_device_the_page_says_so_and_the_code_still_works(desktop: Page, asha: Person) -> None:
    desktop.goto("/sign-in/")
    desktop.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no device')) }")
    desktop.get_by_role("button", name="Use a passkey").click()
    expect(desktop.get_by_role("alert")).to_contain_text("use the code by e-mail")
    sign_in_by_code(desktop, asha)
