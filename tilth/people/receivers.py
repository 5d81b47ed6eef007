"""What Tilth does not keep: addresses of devices, hours of signing in, what providers tell beyond who it is."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils import timezone

from tilth.people.domain.devices import device

NOWHERE = "0.0.0.0"  # noqa: S104 - not bound to: stands where allauth wants an address


@receiver(pre_save, sender=UserSession)
def keep_no_address(sender: Any, instance: UserSession, **_: Any) -> None:
    """A session is known by its kind of browser and its first day."""
    instance.ip = NOWHERE
    if instance._state.adding:
        instance.user_agent = device(instance.user_agent)
        instance.created_at = instance.last_seen_at = _midnight()


@receiver(pre_save, sender=SocialAccount)
def keep_no_profile(sender: Any, instance: SocialAccount, **_: Any) -> None:
    """Of another account only its own key is kept: no picture, no name, no birthday."""
    instance.extra_data = {}


def _midnight() -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(), time()))
