"""Signing in with a code by e-mail, as somebody does it: by pages and their own mailbox."""

import logging
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.factories.people import PersonFactory
from tilth.people.models import Person

pytestmark = pytest.mark.django_db
CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}\b")


def ask(client: Client, address: str) -> str:
    """Ask for a code, and read the page that follows."""
    return client.post(reverse("account_login"), {"login": address}, follow=True).content.decode()


def code_in_last_mail() -> str:
    found = CODE.search(mail.outbox[-1].body)
    assert found
    return found[0]


def type_code(client: Client, code: str) -> bool:
    """Type a code. Whether somebody is signed in then."""
    client.post(reverse("account_confirm_login_code"), {"code": code})
    return "_auth_user_id" in client.session


def test_the_code_from_the_mail_signs_in(client: Client, asha: Person) -> None:
    ask(client, asha.email)
    assert mail.outbox[-1].to == [asha.email]
    assert type_code(client, code_in_last_mail())
    assert client.session["_auth_user_id"] == str(asha.id)


def test_an_address_is_found_however_it_is_typed(client: Client) -> None:
    PersonFactory(email="Leo@Alder.Example")
    ask(client, " LEO@alder.example ")
    assert type_code(client, code_in_last_mail().lower().replace("-", " "))


def test_a_wrong_code_signs_nobody_in_and_the_third_ends_it(client: Client, asha: Person) -> None:
    ask(client, asha.email)
    code = code_in_last_mail()
    assert not any(type_code(client, "WRNG-CODE") for _ in range(3))
    assert not type_code(client, code)


def test_a_code_works_in_no_other_browser(client: Client, asha: Person) -> None:
    ask(client, asha.email)
    assert not type_code(Client(), code_in_last_mail())


def test_an_unknown_address_is_answered_like_a_known_one(asha: Person) -> None:
    known, unknown = ask(Client(), asha.email), ask(Client(), "none@brides.example")
    as_if = unknown.replace("none@brides.example", asha.email)
    assert without_tokens(as_if) == without_tokens(known)


def without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


def test_an_unknown_address_gets_a_polite_letter_without_a_code(client: Client) -> None:
    ask(client, "none@brides.example")
    letter = mail.outbox[-1]
    assert not CODE.search(letter.body)
    assert "add you" in letter.body
    assert Person.objects.count() == 0


def test_what_follows_an_unknown_address_never_signs_in(client: Client) -> None:
    ask(client, "none@brides.example")
    assert not type_code(client, "")
    assert not type_code(client, "ABCD-EFGH")


def test_who_left_is_not_let_in(client: Client, asha: Person) -> None:
    Person.objects.update(is_active=False)
    ask(client, asha.email)
    assert not CODE.search(mail.outbox[-1].body)


def test_the_fourth_code_in_a_minute_has_to_wait(client: Client, asha: Person) -> None:
    for _ in range(4):
        page = ask(Client(), asha.email)
    assert len(mail.outbox) == 3
    assert "Too many tries" in page


def test_after_signing_in_one_is_where_one_wanted_to_be(client: Client, asha: Person) -> None:
    wanted = reverse("people:ways")
    door = client.get(wanted)
    assert door.url.startswith(reverse("account_login"))
    client.post(door.url, {"login": asha.email, "next": wanted})
    entered = client.post(reverse("account_confirm_login_code"), {"code": code_in_last_mail(), "next": wanted})
    assert entered.url == wanted


def test_signing_in_never_leads_to_another_site(client: Client, asha: Person) -> None:
    elsewhere = "https://elsewhere.example/"
    client.post(reverse("account_login"), {"login": asha.email, "next": elsewhere})
    entered = client.post(reverse("account_confirm_login_code"), {"code": code_in_last_mail(), "next": elsewhere})
    assert entered.status_code == 302
    assert "elsewhere" not in entered.url


def test_times_of_signing_in_are_kept_to_the_day(client: Client, asha: Person) -> None:
    ask(client, asha.email)
    type_code(client, code_in_last_mail())
    asha.refresh_from_db()
    assert asha.last_login is not None
    assert asha.last_login.astimezone().second == asha.last_login.astimezone().microsecond == 0


@pytest.mark.parametrize(
    "name", ["account_change_password", "account_set_password", "account_reset_password", "account_email"]
)
def test_there_are_no_pages_for_passwords_or_second_addresses(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_nobody_can_sign_themselves_up(client: Client) -> None:
    answer = client.post(reverse("account_signup"), {"email": "new@brides.example"})
    assert "Nobody signs up alone" in answer.content.decode()
    assert not Person.objects.exists()


def test_a_person_has_no_password_and_no_column_for_one() -> None:
    assert "password" not in {field.name for field in Person._meta.get_fields()}
    assert not PersonFactory().has_usable_password()


def test_nothing_personal_is_logged(client: Client, asha: Person, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ask(client, asha.email)
    type_code(client, "WRNG-CODE")
    type_code(client, code_in_last_mail())
    ours = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert not [line for line in ours if asha.email in line or asha.name in line or "127.0.0.1" in line]
