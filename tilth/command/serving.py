"""Serving: the web server, a worker and the tick as children of one process that looks after them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

GRACE = 10.0  # seconds that children have to stop in good order
QUICK_DEATH = 5.0  # a child that dies sooner than this after its start waits before it is started again
LONGEST_WAIT = 30.0


@dataclass
class Child:
    """One process we keep running."""

    name: str
    words: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = 0.5
    start_at: float = field(default_factory=time.monotonic)

    def start(self) -> None:
        # A group of its own: Ctrl-C reaches us alone, and we stop the children in order.
        self.process = subprocess.Popen(self.words, process_group=0)  # noqa: S603 our own program
        self.started = time.monotonic()

    def look_after(self, say: Callable[[str], None]) -> None:
        """Start it when its time has come; notice when it has died."""
        if self.process is None:
            if time.monotonic() >= self.start_at:
                self.start()
        elif (code := self.process.poll()) is not None:
            self.process = None
            lived = time.monotonic() - self.started
            self.wait = min(self.wait * 2, LONGEST_WAIT) if lived < QUICK_DEATH else 0.5
            self.start_at = time.monotonic() + self.wait
            say(f"The {self.name} stopped with code {code}; it starts again.")


def is_free(host: str, port: int) -> bool:
    """Whether we could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError:
            return False
    return True


def children(host: str, port: int, *, threads: int, processes: int) -> list[Child]:
    """The web server first, then the worker and the tick.

    The server keeps no record of requests, and warns of none: a warning of a broken request names the sender's address.
    """
    python = [sys.executable, "-m"]
    web = [
        *(*python, "gunicorn", "tilth.config.wsgi", "--bind", f"{host}:{port}", "--worker-class", "gthread"),
        *("--threads", str(threads), "--workers", str(processes), "--log-level", "error", "--no-control-socket"),
    ]
    return [
        Child("web server", web),
        Child("worker", [*python, "tilth.command", "worker"]),
        Child("tick", [*python, "tilth.command", "tick", "--for-ever"]),
    ]


def is_answering(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


class Supervisor:
    """Keeps children running until it is told to stop, then stops them all."""

    def __init__(self, kept: list[Child], say: Callable[[str], None]) -> None:
        self.children = kept
        self.say = say
        self.stopping = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.told_to_stop)

    def told_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def run(self, ready: Callable[[], bool], when_ready: Callable[[], None]) -> None:
        """Look after the children until told to stop; call `when_ready` once `ready` says so."""
        told = False
        try:
            while not self.stopping:
                for child in self.children:
                    child.look_after(self.say)
                if not told and ready():
                    told = True
                    when_ready()
                time.sleep(0.2)
        finally:
            self.stop()

    def stop(self) -> None:
        """Ask every child to stop, wait, and end those that do not."""
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        limit = time.monotonic() + GRACE
        for process in running:
            try:
                process.wait(timeout=max(0.1, limit - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
