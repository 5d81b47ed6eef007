"""Where somebody is signed in: a kind of browser and a day, and nothing more."""

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.people.test_sign_in import ask, code_in_last_mail
from tilth.people.domain.devices import device
from tilth.people.models import Person

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/19.0 Mobile/15E148 Safari/604.1"
)


def enter(person: Person, browser: str, address: str = "203.0.113.9") -> Client:
    client = Client(headers={"user-agent": browser}, REMOTE_ADDR=address)
    ask(client, str(person.email))
    client.post(reverse("account_confirm_login_code"), {"code": code_in_last_mail()})
    return client


def test_neither_address_nor_full_browser_nor_hour_is_kept(asha: Person) -> None:
    enter(asha, FIREFOX)
    session = UserSession.objects.get()
    assert session.user_agent == "Firefox on Windows"
    assert session.ip == "0.0.0.0"
    assert session.created_at == session.last_seen_at
    assert session.created_at.astimezone().minute == session.created_at.astimezone().second == 0


def test_the_list_shows_each_and_which_is_this_one(asha: Person) -> None:
    enter(asha, IPHONE)
    page = enter(asha, FIREFOX).get(reverse("usersessions_list")).content.decode()
    assert "Firefox on Windows" in page
    assert "Safari on iPhone" in page
    assert page.count("This one") == 1


def test_signing_out_elsewhere_leaves_this_one(asha: Person) -> None:
    there, here = enter(asha, IPHONE), enter(asha, FIREFOX)
    here.post(reverse("usersessions_list"))
    assert there.get(reverse("people:me")).status_code == 302
    assert here.get(reverse("people:me")).status_code == 200


def test_signing_out_everywhere_leaves_none(asha: Person) -> None:
    there, here = enter(asha, IPHONE), enter(asha, FIREFOX)
    here.post(reverse("people:leave"))
    assert {browser.get(reverse("people:me")).status_code for browser in (there, here)} == {302}
    assert not UserSession.objects.exists()


def test_of_another_account_only_its_key_is_kept(asha: Person) -> None:
    account = SocialAccount.objects.create(user=asha, provider="google", uid="1", extra_data={"picture": "me.png"})
    assert SocialAccount.objects.get(id=account.id).extra_data == {}


@given(st.text())
def test_any_browser_has_a_name_of_a_few_words(user_agent: str) -> None:
    assert " on " in device(user_agent)
    assert len(device(user_agent)) < 40
