"""What the door says: pages of one size, with nothing in or around them that one visitor has and another has not."""

from __future__ import annotations

from base64 import b64encode
from secrets import token_bytes
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from tilth.audits.domain.asked import REMARK
from tilth.audits.door import PLACE
from tilth.audits.queries import Asking

ROOM = 64 * 1024  # bytes of each page, or twice as many and so on: whoever counts them on the line learns nothing
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Content-Type": "text/html; charset=utf-8",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}
FRAME = 160  # bytes of markup around a few words, at the most
ALSO = ("Location", "Refresh", "Clear-Site-Data")  # headers that some pages of the door need
LAST_RESORT = "<!doctype html><html lang=en><title>Tilth</title><p>Something went wrong on our side. Please try again."


class Page(HttpResponse):
    """A reply that wants as much room as another one that could have been given in its place."""

    room = 0


def page(template: str, *, asking: Asking | None = None, **known: Any) -> Page:
    """One of the door's own pages. It is drawn without the request, so it can hold nothing of it."""
    outside = {"mine": reverse("audits:mine", urlconf=settings.ROOT_URLCONF)}
    drawn = render_to_string(f"audits/door/{template}.html", {"outside": outside, "asking": asking, **known})
    reply = Page(drawn)
    reply.room = room_for(asking) if asking else 0
    return reply


def room_for(asking: Asking) -> int:
    """Bytes in which the sheet fits for certain, with every item still to be answered."""
    items, choices = asking.instrument.items, asking.instrument.choices
    answers = sum(weight(choice.label) + FRAME for choice in choices) + 2 * FRAME
    asked = sum(weight(item.text) + weight(item.aspect) + 8 * FRAME + answers for item in items)
    parts = sum(weight(part.label) + 4 * FRAME for part in asking.parts) + weight(asking.question)
    return asked + parts + 6 * REMARK + 64 * FRAME + 6 * 1200


def weight(text: str) -> int:
    """Bytes of a text on a page, and some more: a quotation mark is written with six signs."""
    return max(len(text.encode()), 6 * len(text)) if set(text) & set("'\"&<>") else len(text.encode())


def nothing_here() -> HttpResponse:
    """For every address and every method that the door does not know."""
    reply = page("nothing_here")
    reply.status_code = 404
    return reply


def fault() -> HttpResponse:
    """For every error: it says nothing of what happened."""
    return HttpResponse(LAST_RESORT, status=500)


def elsewhere() -> HttpResponse:
    """For those who came over an open line: the door again, over a closed one."""
    return HttpResponse(status=301, headers={"Location": f"{settings.ADDRESS}{PLACE}"})


def plain(reply: HttpResponse, *, secure: bool) -> HttpResponse:
    """The same reply in the door's own frame: padded, never stored, without cookies, with the headers that all have."""
    kept = {name: reply.headers[name] for name in ALSO if name in reply.headers}
    content = padded(reply.content, getattr(reply, "room", 0))
    framed = HttpResponse(content, status=reply.status_code, headers={**HEADERS, **kept})
    framed.headers["Content-Length"] = str(len(content))
    if secure and settings.SECURE_HSTS_SECONDS:
        framed.headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    framed._has_been_logged = True  # type: ignore[attr-defined]  # Django would write down the address of each refusal
    return framed


def padded(content: bytes, room: int) -> bytes:
    """As long as every other page. The filling is random, so that compressing it on the way makes no difference."""
    filled = len(content) + len(b"<!---->")
    room = -(-max(filled, room) // ROOM) * ROOM
    filling = b64encode(token_bytes(room))[: room - filled]
    return content + b"<!--" + filling + b"-->"
