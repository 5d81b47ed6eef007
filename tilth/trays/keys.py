"""Keys of boxes: a file each, outside every database, readable by Tilth alone, and gone for good when destroyed.

A file holds what stays (the root of all marks, and the key that signs) and two locks, one for the counter and one for
the trays. A lock has two cells. What is sealed anew is sealed with a fresh key, written into the cell that is not in
use; once the database has it for good, the other cell is written over. So a file opens what is in the database now, and
nothing that was in it before: an old page, a journal, a log of changes or a copy stays shut, even for somebody who
steals the key.

The order matters. The fresh key is on the disk before the database gets what it seals, and the old one goes only after
the database said that it kept it. Stopped anywhere in between, one of the two cells opens what is there.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import connections

from tilth.trays.domain import sealing
from tilth.trays.domain.sealing import WrongKey
from tilth.trays.refusals import KeysOutOfReach, NoBox
from tilth.trays.routing import TRAYS

BLOCK = 4096  # each cell has a block of the disk to itself: a write that is cut off cannot spoil the other
FORMAT = b"tilth box key 1\n"
ROOT = 32  # bytes
QUEUES = 64  # on PostgreSQL boxes need not wait for one another


class Lock(IntEnum):
    """What a key opens."""

    COUNTER = 0
    TRAYS = 1


class Ring:
    """The keys of one box, in the hand of whoever has its turn."""

    def __init__(self, file: int) -> None:
        whole = os.pread(file, BLOCK * (1 + 2 * len(Lock)), 0)
        if not whole.startswith(FORMAT):  # a stop came while it was being destroyed
            raise NoBox
        body = whole[len(FORMAT) :]
        length = int.from_bytes(body[ROOT : ROOT + 4])
        self.root = body[:ROOT]
        self.signing = body[ROOT + 4 : ROOT + 4 + length]
        self._file = file
        self._cells = {lock: [whole[at : at + sealing.KEY] for at in _places(lock)] for lock in Lock}
        self._used: dict[Lock, int] = {}
        self._fresh: dict[Lock, bytes] = {}

    def opened(self, lock: Lock, sealed: bytes, place: bytes) -> bytes:
        """What was sealed for a place. Raises WrongKey. The first time both cells are tried, whichever fits."""
        if lock in self._used:
            return sealing.unseal(sealed, key=self._cells[lock][self._used[lock]], place=place)
        tried = [_tried(sealed, key, place) for key in self._cells[lock]]
        fitting = [(cell, plain) for cell, plain in enumerate(tried) if plain is not None]
        if not fitting:
            raise WrongKey
        self._used[lock], plain = fitting[0]
        return plain

    def sealed(self, lock: Lock, plain: bytes, place: bytes) -> bytes:
        """Seal with a fresh key, the same for all of this turn: what is behind one lock is always sealed together."""
        if lock not in self._fresh:
            self._fresh[lock] = self._renewed(lock)
        return sealing.seal(plain, key=self._fresh[lock], place=place, nonce=secrets.token_bytes(sealing.NONCE))

    def _renewed(self, lock: Lock) -> bytes:
        fresh, cell = secrets.token_bytes(sealing.KEY), 1 - self._used[lock]
        os.pwrite(self._file, fresh, _places(lock)[cell])
        os.fdatasync(self._file)
        return fresh

    def forget(self) -> None:
        """Write over the keys of what has been replaced. Whoever reads the file sees it at once, the disk in time."""
        for lock in self._fresh:
            os.pwrite(self._file, secrets.token_bytes(sealing.KEY), _places(lock)[self._used[lock]])

    @classmethod
    def made(cls, file: int, signing: bytes) -> Self:
        """New keys for a new box."""
        first = FORMAT + secrets.token_bytes(ROOT) + len(signing).to_bytes(4) + signing
        if len(first) > BLOCK:
            raise ValueError("The key that signs is too long.")
        cells = (secrets.token_bytes(sealing.KEY) for _lock in Lock for _cell in range(2))
        os.pwrite(file, b"".join(part.ljust(BLOCK, b"\0") for part in (first, *cells)), 0)
        os.fsync(file)
        ring = cls(file)
        ring._used = dict.fromkeys(Lock, 0)
        return ring


@contextmanager
def in_reach() -> Iterator[None]:
    """Say in plain words where the disk refuses the keys of a new box. Raises KeysOutOfReach."""
    try:
        yield
    except OSError as fault:
        raise KeysOutOfReach from fault


@contextmanager
def turn(key: UUID) -> Iterator[None]:
    """Wait until nobody else has this box in hand, in any thread or process; then have it alone.

    SQLite lets one write at a time: there all boxes wait in one queue, which is fairer than its own. Who waits has a
    connection already: nobody who has their turn may wait for one that is held by somebody who waits for theirs.
    """
    connections[TRAYS].ensure_connection()
    number = 0 if connections[TRAYS].vendor == "sqlite" else 1 + key.int % QUEUES
    queue = os.open(_folder() / f"queue-{number}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(queue, fcntl.LOCK_EX)
        yield
    finally:
        os.close(queue)


@contextmanager
def held(key: UUID) -> Iterator[Ring]:
    """The keys of a box. Raises NoBox: a box whose keys are gone is gone."""
    try:
        file = os.open(_path(key), os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError as gone:
        raise NoBox from gone
    try:
        yield Ring(file)
    finally:
        os.close(file)


@contextmanager
def new(key: UUID, *, signing: bytes = b"") -> Iterator[Ring]:
    """Make the keys of a box, instead of any there were."""
    destroy(key)
    file = os.open(_path(key), os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        ring = Ring.made(file, signing)
        _settle_folder()
        yield ring
    finally:
        os.close(file)


def destroy(key: UUID) -> None:
    """Write the keys of a box over, then remove the file. Nothing that they sealed can be opened again."""
    try:
        file = os.open(_path(key), os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        os.pwrite(file, secrets.token_bytes(os.fstat(file).st_size), 0)
        os.fsync(file)
    finally:
        os.close(file)
    _path(key).unlink()
    _settle_folder()


def _tried(sealed: bytes, key: bytes, place: bytes) -> bytes | None:
    try:
        return sealing.unseal(sealed, key=key, place=place)
    except WrongKey:
        return None


def _places(lock: Lock) -> tuple[int, int]:
    """Where in the file the two cells of a lock begin."""
    first = BLOCK * (1 + 2 * lock)
    return first, first + BLOCK


def _path(key: UUID) -> Path:
    return _folder() / f"{key}.key"


def _folder() -> Path:
    folder = Path(settings.KEYS)
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _settle_folder() -> None:
    """Have the disk keep which files there are."""
    folder = os.open(_folder(), os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
