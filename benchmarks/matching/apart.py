"""Runs one side on one instance in a process of its own, and ends it when it takes too long."""

import json
import os
import resource
import signal
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event, Thread

from benchmarks.matching.instances import Instance

PATIENCE = 3
"""A run may take so many times its limit by the clock, since others may use the processor too."""
PREPARING = 20
"""Seconds that nobody counts: making the pool, compiling."""
MEMORY = 8 << 30
"""Bytes that a process may ask for."""
OFTEN = 0.02
"""Seconds between one look at what is held in memory and the next."""


@dataclass(frozen=True)
class Run:
    """What one side took on one instance, and what it found. Without a value, `status` says why.

    `cpu` is in seconds of processor time. `megabytes` is the peak of its process, of which
    `before` were there before it began, and `beside` the peak of a solver it started; `together` is the
    most that both were seen to hold at one moment. `widest` is the widest gap of any tier, as a share.
    """

    side: str
    instance: Instance
    status: str
    cpu: float | None = None
    seconds: float | None = None
    megabytes: float | None = None
    before: float | None = None
    beside: float | None = None
    together: float | None = None
    value: float | None = None
    bound: float | None = None
    widest: float | None = None


def run(side: str, instance: Instance, limit: float) -> Run:
    """This side on this instance; over `limit` seconds of processor time it is ended."""
    words = [sys.executable, "-m", "benchmarks.matching.child", side, instance.as_json()]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    used = _used()
    child = subprocess.Popen(words, **pipes, start_new_session=True, preexec_fn=partial(_hold, limit))  # noqa: S603
    with Scales(child.pid) as scales:
        try:
            said, complaint = child.communicate(timeout=limit * PATIENCE + PREPARING)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            said, complaint = child.communicate()
    if child.returncode == 0:
        return Run(side, instance, together=scales.most, **json.loads(said.splitlines()[-1]))
    late = child.returncode == -signal.SIGKILL or _used() - used >= limit
    return Run(side, instance, f"over {limit:.0f} s" if late else _last_line(complaint))


class Scales:
    """The most megabytes that the processes of a session hold at one moment; 0 where none can be seen."""

    def __init__(self, session: int) -> None:
        self.session, self.most = session, 0.0
        self._ended, self._looking = Event(), Thread(target=self._look)

    def __enter__(self) -> "Scales":
        self._looking.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._ended.set()
        self._looking.join()

    def _look(self) -> None:
        while not self._ended.wait(OFTEN):
            held = sum(_pages(process, self.session) for process in Path("/proc").glob("[0-9]*/stat"))
            self.most = max(self.most, held * resource.getpagesize() / 2**20)


def _pages(process: Path, session: int) -> int:
    """Pages in memory of a process if it belongs to the session."""
    try:
        told = process.read_text().rpartition(")")[2].split()  # what follows the name, which may hold anything
    except OSError:
        return 0  # it has ended meanwhile
    return int(told[21]) if int(told[3]) == session else 0


def _hold(limit: float) -> None:
    """Holds a process, and each that it starts, to its time and memory."""
    seconds = int(limit) + PREPARING
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def _used() -> float:
    """Processor time of all finished children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def _last_line(complaint: str) -> str:
    return "failed: " + (complaint.strip().splitlines() or ["without a word"])[-1][:200]
