"""How people come to the anonymous door, for tests."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client

from tilth.audits.domain.instruments import Instrument
from tilth.audits.door import PLACE
from tilth.trays import actions as trays

FORM = "application/x-www-form-urlencoded"
RECEIPT = "a random word of some length"
FILLING = re.compile(rb"<!--[A-Za-z0-9+/=]*-->$")


def come(path: str = "", **headers: Any) -> HttpResponse:
    """What somebody is answered who opens a page of the door."""
    return Client().get(f"{PLACE}{path}", **headers)


def say(path: str, _client: Client | None = None, **said: Any) -> HttpResponse:
    """The same for somebody who sends a form, as browsers send it."""
    body = urlencode({name.replace("_", "-"): value for name, value in said.items()})
    return (_client or Client()).post(f"{PLACE}{path}", body, content_type=FORM)


def words(reply: HttpResponse) -> str:
    """A page without what fills it up."""
    return FILLING.sub(b"", reply.content).decode()


def drawn(box: Any, place: int = 0) -> str:
    """A slip, as the person with this place of the roll would get it."""
    return trays.draw(key=box, place=place, receipt=RECEIPT)


def answers(instrument: Instrument, *codes: int) -> dict[str, int]:
    """Answers to the first items of a sheet, as its form sends them; all the rest as the last of these codes."""
    given = [*codes, *[codes[-1]] * (len(instrument.items) - len(codes))]
    return {f"item_{number}": code for number, code in enumerate(given, start=1)}
