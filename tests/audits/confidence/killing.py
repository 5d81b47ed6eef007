"""People hand in sheets from two processes, and everything stops at once: processes killed, or the server under them.

Each sheet says whose it is and which one of theirs. A process writes into a pipe what it is about to hand in and, when
that was acknowledged, that it was. Afterwards there must be one sheet of everybody who was acknowledged, not older than
the last that was acknowledged and not newer than the last that was tried.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import struct
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Timer
from uuid import UUID, uuid4

from django.db import connections

from benchmarks.casting.clients import hand_in
from benchmarks.casting.servers import Server, kept, prepared
from scripts.cluster import Cluster
from tilth.trays import actions
from tilth.trays.domain import slots
from tilth.trays.hand import in_hand
from tilth.trays.routing import TRAYS

PEOPLE, PROCESSES = 12, 2
AT_THE_DOOR = 40  # sheets between two stops
SHEET = struct.Struct(">HI")  # whose, and which of theirs
NEWS = struct.Struct(">cHI")  # tried or kept, whose, which
SOONEST, LATEST = 0.02, 0.25  # seconds from the first acknowledgement to the end

Cast = Callable[[int, bytes], None]
Stop = Callable[[list[int]], None]


@dataclass
class Told:
    """What the processes said before they fell silent: the last sheet of each person that was tried, and kept."""

    tried: dict[int, int] = field(default_factory=dict)
    kept: dict[int, int] = field(default_factory=dict)
    acknowledged: int = 0  # sheets, earlier ones of the same people included

    def hear(self, news: bytes) -> None:
        for what, whose, which in NEWS.iter_unpack(news[: len(news) - len(news) % NEWS.size]):
            (self.tried if what == b"t" else self.kept)[whose] = which
            self.acknowledged += what == b"k"


def faults(told: Told, found: Iterable[bytes]) -> list[str]:
    """What is wrong with the sheets that are there."""
    there: dict[int, list[int]] = {}
    for sheet in found:
        whose, which = SHEET.unpack(sheet)
        there.setdefault(whose, []).append(which)
    return [
        *(f"{whose} has {len(which)} sheets" for whose, which in there.items() if len(which) > 1),
        *(f"{whose} lost sheet {which}" for whose, which in told.kept.items() if max(there.get(whose, [0])) < which),
        *(f"{whose} never sent that" for whose, which in there.items() if max(which) > told.tried.get(whose, 0)),
    ]


def handed_in(cast: Cast, stop: Stop, told: Told, chance: Random) -> None:
    """Let two processes hand in sheets until everything stops; `stop` is told which processes they are."""
    forget_connections()
    running = [begun(cast, person, told.tried, chance.getrandbits(32)) for person in range(PROCESSES)]
    pipes = [pipe for _process, pipe in running]
    heard = dict.fromkeys(pipes, b"")
    _listen(heard, until=time.monotonic() + 10, enough=NEWS.size * 2 * PROCESSES)
    _listen(heard, until=time.monotonic() + chance.uniform(SOONEST, LATEST))
    stop([process for process, _pipe in running])
    _listen(heard, until=time.monotonic() + 10, to_the_end=True)
    for process, pipe in running:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(pipe)
    for news in heard.values():
        told.hear(news)


def killed(processes: list[int]) -> None:
    """No process can hear of this, or do anything about it."""
    for process in processes:
        os.kill(process, signal.SIGKILL)


def begun(cast: Cast, number: int, last: dict[int, int], seed: int) -> tuple[int, int]:
    """A process that hands in sheets of every second person, one after another, for ever; and the pipe it writes to."""
    ours, theirs = os.pipe()
    if process := os.fork():
        os.close(theirs)
        return process, ours
    logging.disable()  # that the server went away is no news
    try:
        connections[TRAYS] = connections.create_connection(TRAYS)
        chance, which = Random(seed), max(last.values(), default=0)
        while True:
            which += 1
            whose = chance.randrange(number, PEOPLE, PROCESSES)
            os.write(theirs, NEWS.pack(b"t", whose, which))
            cast(whose, SHEET.pack(whose, which))
            os.write(theirs, NEWS.pack(b"k", whose, which))
    except BaseException:  # the server went away: that is the end of this process, and nobody's fault
        os._exit(1)


def forget_connections() -> None:
    """No process may go on with the connections of another."""
    connections[TRAYS].close()
    if getattr(connections[TRAYS], "pool", None):
        connections[TRAYS].close_pool()  # type: ignore[attr-defined]


def _listen(heard: dict[int, bytes], *, until: float, enough: int | None = None, to_the_end: bool = False) -> None:
    open_ = set(heard)
    while open_ and time.monotonic() < until and not (enough and sum(map(len, heard.values())) >= enough):
        ready, _, _ = select.select(open_, [], [], max(0, until - time.monotonic()))
        for pipe in ready:
            news = os.read(pipe, 65536)
            heard[pipe] += news
            if not news:
                open_.discard(pipe)
                if not to_the_end and not open_:
                    return


# --- our own boxes ------------------------------------------------------------------------------


@contextmanager
def box() -> Iterator[tuple[UUID, Cast]]:
    """A box, and how the people of its slips hand in sheets."""
    key = actions.open_box(key=uuid4(), places=0, papers=PEOPLE, size=SHEET.size).pk
    slips = actions.draw_papers(key=key, count=PEOPLE)
    try:
        yield key, lambda whose, sheet: actions.cast(slip=slips[whose], sheet=sheet)
    finally:
        actions.destroy(key=key)


def stopping(server: Cluster) -> Stop:
    """Stops the server under the processes, and starts it again."""

    def stop(processes: list[int]) -> None:
        server.stop()
        server.start()

    return stop


def rounds(stop: Stop, times: int, chance: Random) -> tuple[int, list[str]]:
    """Stop everything so many times. How many sheets were acknowledged, and what was wrong."""
    wrong = []
    with box() as (key, cast):
        told = Told()
        for _round in range(times):
            handed_in(cast, stop, told, chance)
            wrong += faults(told, inside(key))
    return told.acknowledged, wrong


def server_rounds(folder: Path, times: int, chance: Random) -> tuple[int, list[str]]:
    """The same with the web server: sheets come to its door, and it is killed with all its processes."""
    server = Server(folder, {}, plain=False)
    waiting = prepared(server, schools=1, sheets=AT_THE_DOOR * times)
    acknowledged: set[bytes] = set()
    for turn in range(times):
        process, port = server.started()
        end = Timer(chance.uniform(SOONEST, 1.0), os.killpg, (process.pid, signal.SIGKILL))
        end.start()
        run = hand_in(port, waiting[AT_THE_DOOR * turn : AT_THE_DOOR * (turn + 1)], clients=8)
        end.join()
        process.wait()
        acknowledged |= run.sent
    there = kept(server)
    doubled = [f"{sheet.hex()} twice" for sheet in set(there) if there.count(sheet) > 1]
    return len(acknowledged), [f"{sheet.hex()} lost" for sheet in acknowledged - set(there)] + doubled


def inside(key: UUID) -> list[bytes]:
    """What is in an open box. Nobody but a test looks."""
    with in_hand(key) as hand:
        return [sheet for tray in hand.trays for sheet in slots.fillings(hand.plain(tray))]
