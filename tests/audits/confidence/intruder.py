"""Somebody with the head's own account who opens everything there is, again and again, and compares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch
from pypdf import PdfReader

from tests.addresses import ELSEWHERE
from tests.audits.confidence.kept import CHANCE

TOKENS = re.compile(
    rb'(csrfmiddlewaretoken|nonce|name="receipt")[^>]*value="[^"]*"|nonce="[^"]*"|"token": "[^"]*"|/ID \[[^\]]*\]'
)
ENOUGH = 15  # pages that somebody who leads a school can open; fewer, and the intruder was kept out by mistake
LEFT_OUT = (  # not ours; about the intruder's own visit; or with a fresh secret at each look
    *(*ELSEWHERE, "account_logout", "usersessions_list"),
    *("mfa_activate_totp", "mfa_add_webauthn"),
)


def addresses(asking: Sequence[UUID], elsewhere: Sequence[UUID] = ()) -> list[str]:
    """Every address of Tilth; one that takes a key with each of those about asking, or about something else."""
    keys = {True: [*asking, *elsewhere], False: list(elsewhere)}
    return sorted({path for name in names(get_resolver()) for path in _with(name, keys["audits" in name])})


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern) and entry.name and not f"{space}{entry.name}".startswith(LEFT_OUT):
            yield f"{space}{entry.name}"


def _with(name: str, keys: list[UUID]) -> Iterator[str]:
    for known in ({}, *({"key": key} for key in keys)):
        try:
            yield reverse(name, kwargs=known)
        except NoReverseMatch:
            continue


def sees(intruder: Client, paths: Iterable[str]) -> dict[str, bytes]:
    """What is answered at each address, without what differs from one look to the next."""
    return {path: _plain(intruder.get(path)) for path in paths}


def opened(seen: dict[str, bytes]) -> int:
    """How many pages there were to read."""
    return sum(page.startswith(b"200") for page in seen.values())


def _plain(reply: HttpResponse) -> bytes:
    is_print = reply.headers.get("Content-Type") == "application/pdf"
    content = _drawn(reply.content) if is_print else reply.content
    said = f"{reply.status_code} {reply.headers.get('Location', '')}\n".encode() + content
    return CHANCE.sub("*", TOKENS.sub(b"*", said).decode(errors="backslashreplace")).encode()


def _drawn(file: bytes) -> bytes:
    """What is drawn on the pages of a file: names of fonts, and the order of its parts, come about by chance."""
    pages = PdfReader(BytesIO(file)).pages
    return b"\n".join(page.extract_text().encode() for page in pages)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Where what is seen is not the same in both worlds, of what was looked at in both."""
    return sorted(path for path in one.keys() & other.keys() if one[path] != other[path])
