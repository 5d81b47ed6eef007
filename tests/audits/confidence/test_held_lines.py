"""Whoever begins a sheet and never ends it, or spells it out sign by sign, keeps nobody else waiting for long."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.audits.confidence.canaries import House, Visitor, served
from tests.audits.door import FORM
from tilth.audits.door import middleware

pytestmark = pytest.mark.django_db(transaction=True)
HURRIED = "tests.audits.confidence.hurried"
HEAD = f"POST /door/cast/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: {FORM}\r\n"
LONG = f"{HEAD}Content-Length: 400000\r\n\r\nslip=7"
FAR_TOO_LONG = f"{HEAD}Content-Length: 900000\r\n\r\nslip=7"
IN_PIECES = f"{HEAD}Transfer-Encoding: chunked\r\n\r\n61a80\r\nslip=7"
AT_MOST = 6.0  # seconds: two lines are held for one second each, on a machine that has much else to do
LINES = 4  # twice as many as the server has threads


@contextmanager
def begun(house: House, beginning: str) -> Iterator[socket.socket]:
    """The beginning of a sheet that goes on for ever."""
    with socket.create_connection(("127.0.0.1", house.port), 30) as line:
        line.sendall(beginning.encode())
        yield line


def spelling(line: socket.socket, enough: Event) -> None:
    """Sign by sign, so that each is in time."""
    with suppress(OSError):
        while not enough.wait(0.2):
            line.sendall(b"x")


@pytest.mark.alike  # it waits outside of any database
@pytest.mark.parametrize("beginning", [LONG, FAR_TOO_LONG, IN_PIECES], ids=["long", "far too long", "in pieces"])
def test_sheets_that_never_end_hold_the_door_for_a_moment_only(beginning: str, tmp_path: Path) -> None:
    enough = Event()
    with served(tmp_path, HURRIED) as house, ExitStack() as lines:
        assert house.say(Visitor(), "GET", "/door/")[0] == 200
        held = [lines.enter_context(begun(house, beginning)) for _line in range(LINES)]
        for line in held[::2]:
            Thread(target=spelling, args=(line, enough), daemon=True).start()
        before = time.monotonic()
        status, _told = house.say(Visitor(), "GET", "/door/")
        enough.set()
        assert status == 200 and time.monotonic() - before < AT_MOST
        assert b" 500 " in held[1].recv(200)  # whoever is merely slow is told that it did not arrive
    assert b"A fault at the door" in (tmp_path / "log").read_bytes()


def test_a_sheet_on_a_slow_line_has_time_enough() -> None:
    assert 10 <= middleware.PATIENCE <= 30
