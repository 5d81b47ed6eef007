"""The ways a person has of signing in, and where they are signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from tilth.people.models import Person


@dataclass(frozen=True)
class Ways:
    """How one person signs in. `passkeys`, `accounts` and `sessions` are allauth's rows."""

    email: str | None
    passkeys: list[Any]
    app: bool
    accounts: list[Any]
    sessions: list[Any]


def ways_of(person: Person) -> Ways:
    """Everything a person can sign in with, and the devices that are signed in."""
    keys = list(Authenticator.objects.filter(user=person).order_by("created_at"))
    return Ways(
        email=person.email,
        passkeys=[key for key in keys if key.type == Authenticator.Type.WEBAUTHN],
        app=any(key.type == Authenticator.Type.TOTP for key in keys),
        accounts=list(SocialAccount.objects.filter(user=person).order_by("date_joined")),
        sessions=list(UserSession.objects.filter(user=person).order_by("-created_at")),
    )
