"""Messages: each can be understood, and most of them answered, without looking for anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilth.notices.models import Notice
from tilth.people.models import Person


def send(person: Person, notices: Sequence[Notice]) -> None:
    """Write to a person: one notice by itself, or several, what is asked first. Raises what the mail server says."""
    asked = sorted((notice for notice in notices if notice.asks), key=_age)
    told = sorted((notice for notice in notices if not notice.asks), key=_age)
    words = {
        "person": person,
        "asked": [_item(notice) for notice in asked],
        "told": [_item(notice) for notice in told],
        "rhythm_address": absolute(reverse("notices:rhythm")),
        "home_address": absolute("/"),
    }
    message = EmailMultiAlternatives(
        subject=_subject(asked, told),
        body=render_to_string("notices/mail.txt", words),
        to=[str(person.email)],
        headers={"List-Unsubscribe": f"<{words['rhythm_address']}>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("notices/mail.html", words), "text/html")
    message.send()


def absolute(path: str) -> str:
    """A path as an address that works from anywhere."""
    return f"{settings.ADDRESS}{path}"


def _age(notice: Notice) -> Any:
    return notice.at


def _item(notice: Notice) -> dict[str, str]:
    address = absolute(notice.link) if notice.link else ""
    return {"headline": notice.headline, "body": notice.body, "address": address}


def _subject(asked: Sequence[Notice], told: Sequence[Notice]) -> str:
    """The notice itself when there is one, otherwise how many of each. Never more than one line."""
    if len(asked) + len(told) == 1:
        return " ".join([*asked, *told][0].headline.split())
    if not asked:
        return ngettext("One thing happened", "%(count)s things happened", len(told)) % {"count": len(told)}
    needs = ngettext("One thing needs you", "%(count)s things need you", len(asked)) % {"count": len(asked)}
    return _("%(needs)s, and there is news") % {"needs": needs} if told else needs
