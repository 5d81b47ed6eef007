"""Where sheets are kept: our own boxes, and what the naive stores beside them have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random, SystemRandom
from tempfile import TemporaryDirectory
from typing import Any, Protocol
from uuid import uuid4

from django.conf import settings
from django.db import connections

from tests.audits.confidence import engines, thief
from tests.audits.confidence.attack import Loot, Verdict, attacked, judged
from tilth.trays import actions, queries
from tilth.trays.domain import blind
from tilth.trays.routing import TRAYS

QUICK = "/dev/shm" if Path("/dev/shm").is_dir() else None  # a disk that need not be waited for
ITEMS = 24


Tables = Mapping[str, Sequence[Mapping[str, Any]]]


class Store(Protocol):
    """Takes sheets from people, and can be stolen."""

    def answer(self, person: int, sheet: bytes) -> None: ...

    def stolen(self) -> tuple[Tables, dict[str, bytes]]:
        """Its rows, and its files."""
        ...

    def cleared(self) -> None: ...

    def sheets(self, people: int, chance: Random) -> list[bytes]: ...

    def tokens(self, sheet: bytes) -> Sequence[bytes]:
        """By which a sheet would be known, beside itself."""
        ...

    def names(self, person: int) -> Sequence[bytes]:
        """By which somebody would be known."""
        ...


class Known:
    """How sheets and people look in most stores."""

    def sheets(self, people: int, chance: Random) -> list[bytes]:
        """A sheet for everybody, no two alike."""
        codes = (1, 2, 3, 4, 5, 254, 255)
        return [bytes(chance.choice(codes) for _item in range(ITEMS)) for _person in range(people)]

    def tokens(self, sheet: bytes) -> Sequence[bytes]:
        return ()

    def names(self, person: int) -> Sequence[bytes]:
        return [f"person {person}".encode() + b"\0"]


class Boxes(Known):
    """Sealed trays, through their own actions: people take a slip and hand in their sheet, one after another.

    Somebody copies the database after every step, and in the end steals the key as well.
    """

    blind = False

    def __init__(self, people: int, chance: Random, folder: Path) -> None:
        self.since = engines.log_position() if connections[TRAYS].vendor == "postgresql" else ("", 0)
        self.key = actions.open_box(key=uuid4(), places=people, papers=0, size=ITEMS, blind=self.blind).pk
        self.folder = folder
        self.history = [self.copied()]
        self.seen: list[dict[str, Any]] = []  # what changed as somebody answered

    def answer(self, person: int, sheet: bytes) -> None:
        slip = self.slip_for(person)
        self.history.append(self.copied())
        actions.cast(slip=slip, sheet=sheet)
        self.history.append(self.copied())
        self.seen.append({"person": f"person {person}", "tray": self.changed()})

    def slip_for(self, person: int) -> str:
        return actions.draw(key=self.key, place=person, receipt=f"a long random word of {person}")

    def stolen(self) -> tuple[Tables, dict[str, bytes]]:
        rows = {**engines.rows_of(TRAYS), **self.opened(), "seen": self.seen}
        if connections[TRAYS].vendor == "sqlite":
            return rows, engines.files_of(self.folder / "trays.sqlite3")
        return rows, engines.files_of_server(self.since)

    def cleared(self) -> None:
        actions.destroy(key=self.key)

    def opened(self) -> Tables:
        return thief.opened(self.key, (Path(settings.KEYS) / f"{self.key}.key").read_bytes(), self.history)

    def copied(self) -> Tables:
        """The rows of the box as they are now."""
        return engines.rows_of(TRAYS, "trays_box", "trays_tray")

    def changed(self) -> tuple[int, ...]:
        """In which trays something changed at the last step."""
        before, now = ({row["place"]: bytes(row["sealed"]) for row in copy["trays_tray"]} for copy in self.history[-2:])
        return tuple(place for place in now if now[place] != before[place])


class WatchedBoxes(Boxes):
    """The thief of the key opens only what is there now, and remembers which trays changed as somebody answered."""

    def opened(self) -> Tables:
        self.history = self.history[-1:]
        opened = super().opened()
        return {**opened, "opened slots": [{**slot, "tray": (slot["tray"],)} for slot in opened["opened slots"]]}


class BlindBoxes(Boxes):
    """The slip is had for a token that was signed unseen."""

    blind = True

    def slip_for(self, person: int) -> str:
        chance = SystemRandom()
        public = blind.PublicKey(int.from_bytes(queries.public_key(self.key) or b""))
        token = blind.prepare(b"a token of somebody", chance=chance)
        blinding = blind.blind(public, token, chance=chance)
        signed = actions.sign(key=self.key, place=person, blinded=blinding.blinded)
        self.history.append(self.copied())
        signature = blind.finalise(public, token, signed, blinding.inverse)
        return actions.redeem(key=self.key, message=token, signature=signature)


# --- a wave -------------------------------------------------------------------------------------


def held(store: Store, people: int, answering: int, chance: Random) -> tuple[list[int], list[bytes]]:
    """A wave in which so many of the people answer, in an order that the attacker knows."""
    turnout = chance.sample(range(people), answering)
    sheets = store.sheets(people, chance)
    for person in turnout:
        store.answer(person, sheets[person])
    return turnout, sheets


def shapes(sheet: bytes) -> list[bytes]:
    """The bytes of a sheet as they are, as digits, and as a list."""
    return [sheet, sheet.hex().encode(), str(list(sheet)).encode()]


def loot(store: Store, turnout: Sequence[int], sheets: Sequence[bytes]) -> Loot:
    rows, files = store.stolen()
    return Loot(
        turnout=turnout,
        truth={who: sheets[who] for who in turnout},
        tokens={sheets[who]: [*shapes(sheets[who]), *store.tokens(sheets[who])] for who in turnout},
        names={who: store.names(who) for who in turnout},
        rows=rows,
        files=files,
    )


def attempt(make: Callable[[int, Random, Path], Store], seed: int, people: int) -> tuple[int, dict[str, float]]:
    """Hold one wave in a store of its own, steal everything at any moment of its second half, and attack it."""
    chance = Random(seed)
    with TemporaryDirectory(dir=QUICK) as folder, engines.trays_at(Path(folder)):
        store = make(people, chance, Path(folder))
        answering = chance.randint(people // 2, people)
        turnout, sheets = held(store, people, answering, chance)
        found = attacked(loot(store, turnout, sheets), chance)
        store.cleared()
        return answering, found


def verdict(make: Callable[[int, Random, Path], Store], waves: int, people: int = 40) -> Verdict:
    """What an attacker gets out of so many waves of a store."""
    return judged(attempt(make, seed, people) for seed in range(waves))
