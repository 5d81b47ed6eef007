"""People who hand in their sheets, so many at once, each over a connection of their own."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException
from queue import Empty, SimpleQueue
from threading import Barrier, Thread
from urllib.parse import urlencode

from benchmarks.casting.servers import HOST, Slip

FORM = "application/x-www-form-urlencoded"
THANKS = "in the tray"
PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Run:
    """What came of it."""

    seconds: float
    replies: tuple[float, ...]  # how long each took
    errors: int
    sent: frozenset[bytes] = frozenset()
    lost: int = 0

    def percentile(self, share: int) -> float:
        """How long so many of a hundred replies took at the most."""
        ordered = sorted(self.replies)
        return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]

    def with_kept(self, kept: Sequence[bytes]) -> Run:
        """The same, knowing what lies in the boxes: every sheet that was acknowledged has to be there, once."""
        doubled = len(kept) - len(set(kept))
        return replace(self, lost=len(self.sent - set(kept)) + doubled)


def hand_in(port: int, slips: Sequence[Slip], *, clients: int) -> Run:
    """Let them all go at once, each taking the next slip until there is none."""
    waiting: SimpleQueue[Slip] = SimpleQueue()
    for slip in slips:
        waiting.put(slip)
    replies, sent, errors = list[float](), list[bytes](), list[str]()
    gate = Barrier(clients + 1)

    def client() -> None:
        gate.wait()
        while True:
            try:
                slip = waiting.get_nowait()
            except Empty:
                return
            began = time.perf_counter()
            fault = _said(port, slip)
            replies.append(time.perf_counter() - began)
            errors.append(fault) if fault else sent.append(slip.sheet)

    threads = [Thread(target=client) for _client in range(clients)]
    for thread in threads:
        thread.start()
    gate.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return Run(time.perf_counter() - began, tuple(replies), len(errors), frozenset(sent))


def _said(port: int, slip: Slip) -> str:
    """Hand in one sheet; what was wrong, if anything."""
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        answers = {f"item-{number}": code for number, code in enumerate(slip.sheet[1:], start=1)}
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "Content-Type": FORM}
        line.request("POST", "/door/cast/", urlencode({"slip": slip.slip, **answers}), headers)
        reply = line.getresponse()
        told = reply.read().decode()
        return "" if reply.status == 200 and THANKS in told else f"{reply.status}"
    except (OSError, HTTPException) as fault:
        return type(fault).__name__
    finally:
        line.close()
