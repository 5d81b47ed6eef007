"""How signing in through allauth meets our people."""

from __future__ import annotations

import logging
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs themselves up: people come with their school."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Ask your school's office."),
        "incorrect_code": _("That is not the code. Check the newest e-mail, and type it again."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then ask for a new code."),
        "rate_limited": _("Too many tries. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return str(super().get_login_redirect_url(request))

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Only what a person has to know: being signed in, or a code being sent, is seen on the page itself."""
        if level > messages.SUCCESS:
            super().add_message(request, level, *args, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send, or say on the page that it could not be sent: a mail server that is away is no error of a page."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as fault:
            log.error("A message about signing in could not be sent (%s).", type(fault).__name__)
            messages.error(self.request, _("We could not send the e-mail just now. Try again in a few minutes."))

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell a person of every change to how they sign in, without the address or browser it came from."""
        if address := email or user.email:
            self.send_mail(template_prefix, address, {"user": user, **(context or {})})


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """A provider vouches for an address; it makes no new people.

    Who is known by a verified address is linked to it by allauth itself (`SOCIALACCOUNT_EMAIL_AUTHENTICATION`).
    """

    def validate_disconnect(self, account: Any, accounts: Any) -> None:
        """A provider can always go: the code by e-mail stays."""


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """A second step is asked of those who set up an authenticator app. A passkey is a way in by itself."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That is not the code your app shows now. Type the newest one."),
    }

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        has_app = super().is_mfa_enabled(user, [Authenticator.Type.TOTP])
        return has_app and bool(super().is_mfa_enabled(user, types))

    def encrypt(self, text: str) -> str:
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _locks().decrypt(encrypted_text.encode()).decode()


def _locks() -> MultiFernet:
    """What keeps the secrets of authenticator apps unreadable in the database and in its backups."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(f"tilth.mfa.{one!s}".encode()).digest())) for one in secrets])
