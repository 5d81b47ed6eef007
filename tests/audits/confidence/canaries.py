"""Words that occur nowhere else, carried through the real server, and looked for in every byte it leaves behind."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from secrets import token_hex
from shutil import copytree
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections

from tests.audits.door import FORM
from tilth.audits.models import WaveSchool
from tilth.command.serving import children
from tilth.trays.routing import TRAYS

HERE = Path(__file__).resolve().parents[3]
ADDRESS = "127.0.0.77"  # of this machine too, and nobody else's here
FORWARDED = "203.0.113.177"
ANSWERS = (4, 1, 3, 254, 2, 255, 4, 1, 254, 3)
LIMIT = 30.0  # seconds


@dataclass
class Visitor:
    """Somebody whose every word would be known again."""

    word: str = field(default_factory=lambda: f"zq{token_hex(8)}")
    slips: list[str] = field(default_factory=list)

    def headers(self) -> dict[str, str]:
        return {
            "User-Agent": f"{self.word}-browser",
            "Cookie": f"sessionid={self.word}-session; csrftoken={self.word}-csrf; other={self.word}-cookie",
            "Referer": f"https://{self.word}-from.example/page",
            "X-Forwarded-For": FORWARDED,
            "Forwarded": f"for={FORWARDED}",
            "X-Real-IP": FORWARDED,
            "X-Request-ID": f"{self.word}-request",
            "Authorization": f"Bearer {self.word}-bearer",
            "Accept-Language": f"{self.word}-language",
        }

    def sheet(self, slip: str, *, part: int) -> dict[str, object]:
        """Answers that nobody else gives, and a remark."""
        codes = {f"item-{number}": code for number, code in enumerate(ANSWERS, start=1)}
        return {"slip": slip, "part": part, "remark": f"{self.word}-remark", **codes}

    def known_by(self) -> dict[str, list[bytes]]:
        """What to look for, by what it would tell, in the shapes in which it could lie around."""
        codes = list(ANSWERS)
        told = {
            "the words": shapes(self.word),
            "the address": [ADDRESS.encode()],
            "the address that a proxy gave": [FORWARDED.encode()],
            "the answers": [
                bytes(codes),
                bytes(codes).hex().encode(),
                str(codes).encode(),
                ",".join(map(str, codes)).encode(),
                urlencode({f"item-{number}": code for number, code in enumerate(codes[:4], start=1)}).encode(),
            ],
        }
        for number, slip in enumerate(self.slips):
            secret = slip.partition("-")[2]
            told[f"slip {number}"] = shapes(secret) + shapes(secret.replace("-", ""))
        return told


def shapes(word: str) -> list[bytes]:
    """A word as it is, in capitals, wide, as digits, and inside base 64 wherever it may begin."""
    plain = word.encode()
    inside = [b64encode(b"\0" * ahead + plain)[4 if ahead else 0 : -4] for ahead in range(3)]
    return [
        plain,
        word.lower().encode(),
        word.upper().encode(),
        word.encode("utf-16-le"),
        plain.hex().encode(),
        *inside,
    ]


# --- the server ---------------------------------------------------------------------------------


@dataclass
class House:
    """A running server, and all that it writes."""

    folder: Path
    port: int

    def say(self, who: Visitor, method: str, path: str, said: Mapping[str, object] | str = "") -> tuple[int, str]:
        """One request, from an address of its own."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=LIMIT, source_address=(ADDRESS, 0))
        body = said if isinstance(said, str) else urlencode(said)
        line.request(method, path, body, {**who.headers(), "Content-Type": FORM})
        reply = line.getresponse()
        told = reply.read().decode()
        line.close()
        return reply.status, told

    def mumble(self, who: Visitor) -> None:
        """A request that no server understands."""
        with socket.create_connection(("127.0.0.1", self.port), LIMIT, (ADDRESS, 0)) as line, suppress(ConnectionError):
            line.sendall(f"POST /door/{who.word} HTTP/9.9\r\nX: {who.word}\r\n\r\n".encode())
            line.recv(1000)


@contextmanager
def served(folder: Path, application: str = "tilth.config.wsgi") -> Iterator[House]:
    """The real command, on copies of the tests' databases in files, or with PostgreSQL on these themselves."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    web = children("127.0.0.1", port, threads=2, processes=1)[0].words
    words = [application if word == "tilth.config.wsgi" else word for word in web]
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(words, cwd=HERE, env=surroundings(folder), stdout=log, stderr=log)
        try:
            wait_for(port)
            yield House(folder, port)
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(LIMIT)


def surroundings(folder: Path) -> dict[str, str]:
    """Settings by which the server finds everything in one folder."""
    (folder / "temporary").mkdir()
    if Path(settings.KEYS).is_dir():  # made with the first box
        copytree(settings.KEYS, folder / "keys")
    ours = {
        "TILTH_STAGE": "test",
        "TILTH_DATA": str(folder),
        "TILTH_SECRET_KEY": settings.SECRET_KEY,
        "TMPDIR": str(folder / "temporary"),
    }
    for variable, alias in (("TILTH_DATABASE", "default"), ("TILTH_TRAYS", TRAYS)):
        ours[variable] = database(folder, alias)
    return {**os.environ, **ours, "PYTHONPATH": str(HERE)}


def database(folder: Path, alias: str) -> str:
    if connections[alias].vendor == "sqlite":
        connections[alias].ensure_connection()
        with closing(sqlite3.connect(folder / f"{alias}.sqlite3")) as copy:
            connections[alias].connection.backup(copy)
        return f"sqlite:///{folder / f'{alias}.sqlite3'}"
    server = os.environ["TILTH_DATABASE"].rsplit("/", 1)[0]
    return f"{server}/{connections[alias].settings_dict['NAME']}"


def wait_for(port: int) -> None:
    limit = time.monotonic() + LIMIT
    while time.monotonic() < limit:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("The server did not come up.")


# --- what they do -------------------------------------------------------------------------------


def walks_through(house: House, who: Visitor, here: WaveSchool, slip: str) -> None:
    """Everything that can be done at the door, well and badly."""
    who.slips.append(slip)
    sheet = who.sheet(slip, part=2)
    for method, path, said, status in (
        ("GET", f"/door/?q={who.word}", "", 200),
        ("POST", "/door/sheet/", {"slip": slip}, 200),
        ("POST", "/door/cast/", {**sheet, "item-3": ""}, 200),
        ("POST", "/door/cast/", sheet, 200),
        ("POST", "/door/cast/", sheet, 200),
        ("POST", "/door/kiosk/cast/", {**sheet, "slip": slip[:-1]}, 200),
        ("POST", "/door/redeem/", {"box": here.box, "message": who.word, "signature": who.word}, 200),
        ("POST", f"/door/{who.word}/", sheet, 404),
        ("OPTIONS", f"/door/{slip}", "", 404),
        ("PUT", "/door/cast/", sheet, 404),
    ):
        assert house.say(who, method, path, said)[0] == status, (method, path)
    with suppress(ConnectionError):  # nobody reads so much
        house.say(who, "POST", "/door/cast/", {**sheet, "remark": who.word * 40_000})
    house.mumble(who)


def places(folder: Path) -> list[Path]:
    """Where a server writes: its folder; with PostgreSQL the databases' as well."""
    if connections[TRAYS].vendor == "sqlite":
        return [folder]
    with connections[TRAYS].cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT current_setting('data_directory')")
        return [folder, Path(cursor.fetchone()[0])]


# --- looking ------------------------------------------------------------------------------------


def traces(who: Visitor, *folders: Path) -> dict[str, set[str]]:
    """Where something of a visitor is found, by what it tells."""
    found: dict[str, set[str]] = {}
    for name, content in [*left_in(folders), ("sessions", sessions(folders[0]))]:
        for what, known_by in who.known_by().items():
            if any(shape in content for shape in known_by):
                found.setdefault(what, set()).add(name)
    return found


def left_in(folders: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    for file in sorted(path for folder in folders for path in folder.rglob("*")):
        with suppress(FileNotFoundError, IsADirectoryError):  # a database puts some away meanwhile
            yield file.name, file.read_bytes()


def sessions(folder: Path) -> bytes:
    """What the sessions say: their rows are packed, so that no word in them could be seen."""
    statement = "SELECT session_data FROM django_session"
    if connections["default"].vendor == "sqlite":
        with closing(sqlite3.connect(folder / "default.sqlite3")) as kept:
            rows = kept.execute(statement).fetchall()
    else:
        with connections["default"].cursor() as cursor:
            cursor.execute(statement)
            rows = cursor.fetchall()
    return "\n".join(str(SessionStore().decode(row[0])) for row in rows).encode()
