"""Short letters by e-mail that people sends itself: about signing in and about being forgotten."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

log = logging.getLogger(__name__)


def write(to: str | None, letter: str, **known: Any) -> None:
    """Send `people/mail/<letter>.txt` once the change has been kept. Its first line is the subject.

    Nothing happens where there is no address.
    """
    if not to:
        return
    text = render_to_string(f"people/mail/{letter}.txt", {**known, "address": settings.ADDRESS})
    subject, _, body = text.strip().partition("\n")
    transaction.on_commit(partial(_send, subject, body.strip() + "\n", to))


def _send(subject: str, body: str, to: str) -> None:
    """A mail server that is away undoes nothing: what was done is done, and other letters still go."""
    try:
        send_mail(subject, body, None, [to])
    except OSError as fault:
        log.error("A letter could not be sent (%s).", type(fault).__name__)
