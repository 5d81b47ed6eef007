"""Short letters by e-mail that people sends itself: about signing in and about being forgotten."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string


def write(to: str | None, letter: str, **known: Any) -> None:
    """Send `people/mail/<letter>.txt` once the change has been kept. Its first line is the subject.

    Nothing happens where there is no address.
    """
    if not to:
        return
    text = render_to_string(f"people/mail/{letter}.txt", {**known, "address": settings.ADDRESS})
    subject, _, body = text.strip().partition("\n")
    transaction.on_commit(lambda: send_mail(subject, body.strip() + "\n", None, [to]))
