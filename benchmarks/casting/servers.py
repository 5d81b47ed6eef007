"""The real server on databases of its own, a wave to answer, and what lies in its boxes afterwards."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
HOST = "tilth.example"
PATIENCE = 60.0  # seconds


@dataclass(frozen=True)
class Slip:
    """A slip, and the sheet that is handed in with it."""

    slip: str
    sheet: bytes


@dataclass(frozen=True)
class Server:
    """An installation in production, in one folder; plain: its door puts each sheet into a row of a table."""

    folder: Path
    addresses: dict[str, str]
    plain: bool

    @property
    def environment(self) -> dict[str, str]:
        ours = {
            "TILTH_STAGE": "production",
            "TILTH_DATA": str(self.folder),
            "TILTH_SECRET_KEY": "k" * 60,
            "TILTH_ADDRESS": f"https://{HOST}",
            "TILTH_EMAIL": "smtp://127.0.0.1:25",
            "TILTH_BEHIND_PROXY": "yes",
            "DJANGO_SETTINGS_MODULE": "tilth.config.settings",
        }
        return {**os.environ, **ours, **self.addresses}

    def python(self, *words: str) -> str:
        """Run one of our own programs in the surroundings of this server."""
        ran = subprocess.run(  # noqa: S603 our own programs
            [sys.executable, *words], cwd=HERE, env=self.environment, capture_output=True, text=True, check=False
        )
        if ran.returncode:
            sys.exit(f"{' '.join(words)} did not succeed.\n{ran.stdout}{ran.stderr}")
        return ran.stdout

    def started(self) -> tuple[subprocess.Popen[bytes], int]:
        """The web server as `tilth serve --processes 2` starts it, in a process group of its own; and its port."""
        from tilth.command.serving import children

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        words = children("127.0.0.1", port, threads=8, processes=2)[0].words
        if self.plain:
            words = ["benchmarks.casting.plain" if word == "tilth.config.wsgi" else word for word in words]
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 our own program
                words, cwd=HERE, env=self.environment, stdout=log, stderr=log, process_group=0
            )
        _warm(port)
        return process, port

    @contextmanager
    def running(self) -> Iterator[int]:
        """The web server for a moment; its port."""
        process, port = self.started()
        try:
            yield port
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _warm(port: int) -> None:
    """Wait until the server answers, then let each of its processes answer some: they load what they need at first."""
    limit = time.monotonic() + PATIENCE
    while not _answers(port):
        if time.monotonic() > limit:
            sys.exit("The server did not come up.")
        time.sleep(0.1)
    with ThreadPoolExecutor(32) as many:
        list(many.map(lambda _turn: _answers(port), range(320)))


def _answers(port: int) -> bool:
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        line.request("GET", "/door/", headers={"Host": HOST, "X-Forwarded-Proto": "https"})
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()


def prepared(server: Server, *, schools: int, sheets: int) -> list[Slip]:
    """Make the tables, and open a wave for which so many slips are handed out; the slips in any order."""
    server.folder.mkdir(mode=0o700)
    server.python("-m", "tilth.command", "upgrade")
    made = json.loads(server.python("-m", "benchmarks.casting.wave", "open", str(schools), str(sheets)))
    return [Slip(slip, bytes.fromhex(sheet)) for slip, sheet in made]


def kept(server: Server) -> list[bytes]:
    """What lies in the boxes when they are opened."""
    way = "rows" if server.plain else "count"
    return [bytes.fromhex(sheet) for sheet in json.loads(server.python("-m", "benchmarks.casting.wave", way))]
