"""A wave in the whole house: people sign in, read the promise, take a slip, and answer at the door, all by requests.

What is stolen is everything the house has: both databases as rows and as files, journals, sessions, trail, jobs and
notices, what was sent by e-mail and written into the log, a backup, a copy of the trays from every step, and in the end
the key.
"""

from __future__ import annotations

import logging
import re
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from random import Random

from django.contrib.sessions.models import Session
from django.core import mail
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import Client
from django.urls import reverse

from scripts.cluster import programs
from tests.audits.confidence import engines
from tests.audits.confidence.stores import Boxes, Tables
from tests.audits.door import say
from tests.factories.audits import in_wave, open_wave, school_of
from tilth.audits.queries.waves import instrument_of
from tilth.command.archive import write
from tilth.config.discretion import Discreet
from tilth.trays.domain import slips
from tilth.trays.routing import TRAYS

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SLIP = re.compile(r"[0-9A-Z]{3}-[0-9A-Z]{5}-[0-9A-Z]{5}")
RECEIPT = re.compile(r'name="receipt" value="([^"]+)"')


class House(Boxes):
    """Sealed trays as people come to them."""

    def __init__(self, people: int, chance: Random, folder: Path) -> None:
        self.folder = folder
        self.here = in_wave(open_wave(school_of(people), blind=False))
        self.key = self.here.box
        self.items = len(instrument_of(self.here.wave.terms).items)
        self.since = engines.log_position() if on_postgresql() else ("", 0)
        self.history, self.seen = [self.copied()], []
        self.people = {entry.place: entry.person for entry in self.here.roll.select_related("person")}
        self.slips: dict[bytes, str] = {}
        self.log = listening()

    def sheets(self, people: int, chance: Random) -> list[bytes]:
        codes = (1, 2, 3, 4, 254, 255)
        return [b"\0" + bytes(chance.choice(codes) for _item in range(self.items)) for _person in range(people)]

    def answer(self, person: int, sheet: bytes) -> None:
        slip = self.slip_for(person)
        self.history.append(self.copied())
        answers = {f"item_{number}": code for number, code in enumerate(sheet[1:], start=1)}
        say("sheet/", slip=slip)
        assert "tray" in say("cast/", slip=slip, **answers).content.decode()
        self.history.append(self.copied())
        self.seen.append({"person": f"person {person}", "tray": self.changed()})
        self.slips[sheet] = slip

    def slip_for(self, person: int) -> str:
        browser = self.browser = Client()
        browser.force_login(self.people[person], backend=BACKEND)
        page = reverse("audits:answer", kwargs={"key": self.here.pk})
        (receipt,) = set(RECEIPT.findall(browser.get(page).content.decode()))
        (slip,) = set(SLIP.findall(browser.post(page, {"receipt": receipt}).content.decode()))
        return slip

    def stolen(self) -> tuple[Tables, dict[str, bytes]]:
        rows, files = super().stolen()
        house = {f"house {name}": found for name, found in engines.rows_of(DEFAULT_DB_ALIAS).items()}
        signed_in = {session.session_key: session.get_decoded() for session in Session.objects.all()}
        house["house django_session"] = [
            {**row, "says": str(signed_in[row["session_key"]])} for row in house["house django_session"]
        ]
        if not on_postgresql():
            kept = engines.files_of(Path(connections[DEFAULT_DB_ALIAS].settings_dict["NAME"]))
            files = {**files, **{f"house {name}": content for name, content in kept.items()}}
        return {**rows, **house}, {**files, **self.written()}

    def written(self) -> dict[str, bytes]:
        """What the house writes beside its databases."""
        write(self.folder / "kept.zip")
        with zipfile.ZipFile(self.folder / "kept.zip") as archive:
            kept = b"\n".join(archive.read(name) for name in sorted(archive.namelist()))
        letters = "\n".join(str(letter.message()) for letter in mail.outbox)
        written = {"backup": kept, "letters": letters.encode(), "log": self.log.getvalue().encode()}
        return {**written, **(dumps() if on_postgresql() else {})}

    def tokens(self, sheet: bytes) -> list[bytes]:
        """A sheet is known by its slip as well."""
        read = slips.read(self.slips[sheet])
        assert read
        return [read.secret.encode(), str(read)[4:].encode(), str(read)[4:].lower().encode()]

    def names(self, person: int) -> list[bytes]:
        """By which somebody on the roll is known in the house, and in what the thief has opened."""
        known = self.people[person]
        return [
            f"person {person}".encode() + b"\0",
            known.pk.hex.encode(),
            str(known.pk).encode(),
            known.email.encode(),
        ]

    def cleared(self) -> None:
        logging.getLogger().removeHandler(self.log.handler)  # type: ignore[attr-defined]
        super().cleared()


class Remembering(House):
    """A house that keeps in somebody's session which slip they took, so that they can come back to it."""

    def slip_for(self, person: int) -> str:
        slip = super().slip_for(person)
        session = self.browser.session
        session["slip"] = slip
        session.save()
        return slip


def on_postgresql() -> bool:
    return connections[DEFAULT_DB_ALIAS].vendor == "postgresql"


def dumps() -> dict[str, bytes]:
    """Both databases as PostgreSQL's own program writes them out."""
    found = {}
    for alias in (DEFAULT_DB_ALIAS, TRAYS):
        known = connections[alias].settings_dict
        words = ["-h", known["HOST"], "-U", known["USER"], "-d", known["NAME"]]
        found[f"pg_dump of {alias}"] = subprocess.check_output([str(programs() / "pg_dump"), *words])
    return found


class Log(StringIO):
    """What is written into the log from now on, at its most talkative."""

    handler: logging.Handler


def listening() -> Log:
    log = Log()
    log.handler = logging.StreamHandler(log)
    log.handler.setFormatter(Discreet("{asctime} {levelname} {name} {message}", style="{"))
    logging.getLogger().addHandler(log.handler)
    return log


@contextmanager
def house_in(folder: Path) -> Iterator[None]:
    """The house's own database in a file of its own, a copy of the tests'; on PostgreSQL where it is."""
    if on_postgresql():
        yield
        return
    engines.copy_of(DEFAULT_DB_ALIAS, folder / "house.sqlite3")
    with engines.elsewhere(DEFAULT_DB_ALIAS, {"NAME": str(folder / "house.sqlite3")}):
        yield
