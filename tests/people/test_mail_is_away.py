"""A mail server that is away: pages still answer, what was done stays done, and nobody is named in a log."""

from __future__ import annotations

import logging
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.urls import reverse

from tests.factories.people import RoleFactory
from tilth.people.models import ErasureRequest, Role

pytestmark = pytest.mark.django_db


class Away(BaseEmailBackend):
    """A mail server that refuses everybody, and says whom."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"no")})


@pytest.fixture(autouse=True)
def away(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.people.test_mail_is_away.Away"


def test_asking_for_a_code_says_that_it_could_not_be_sent(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    ben = RoleFactory(person__email="ben@hollins.example").person
    page = client.post(reverse("account_login"), {"login": ben.email}, follow=True)
    assert page.status_code == 200
    assert "We could not send the e-mail just now" in page.content.decode()
    assert "ben@hollins" not in caplog.text


def test_asking_to_be_forgotten_is_kept(
    client: Client, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
) -> None:
    ben = RoleFactory(person__email="ben@hollins.example")
    RoleFactory(school=ben.school, kind=Role.Kind.HEADTEACHER, person__email="head@hollins.example")
    client.force_login(ben.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    with caplog.at_level(logging.INFO), django_capture_on_commit_callbacks(execute=True):
        assert client.post(reverse("people:forget"), {"understood": "on"}).status_code == 302
    assert ErasureRequest.objects.filter(person=ben.person).exists()
    assert caplog.text.count("could not be sent") == 2
    assert "@hollins" not in caplog.text
