"""A box in hand: alone, unsealed as far as it is needed, and kept so that what was acknowledged is on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from random import SystemRandom
from uuid import UUID

from django.db import connections, transaction

from tilth.trays import keys
from tilth.trays.domain import counter, marks, slots
from tilth.trays.domain.counter import Counter
from tilth.trays.domain.sealing import WrongKey
from tilth.trays.domain.slips import Slip
from tilth.trays.keys import Lock, Ring
from tilth.trays.models import Box, Tray
from tilth.trays.refusals import NoBox
from tilth.trays.routing import TRAYS
from tilth.web.refusal import Refusal

chance = SystemRandom()


class Hand:
    """A box, its keys, and what they open."""

    def __init__(self, box: Box, ring: Ring) -> None:
        self.box = box
        self.ring = ring

    # --- the counter ------------------------------------------------------------------------------

    @cached_property
    def counter(self) -> Counter:
        return Counter.read(self.ring.opened(Lock.COUNTER, bytes(self.box.counter), self._place("counter")))

    @property
    def open_counter(self) -> Counter:
        """The counter of a box that takes sheets. Raises NoBox."""
        if self.counter.closed:
            raise NoBox
        return self.counter

    def sealed_counter(self, counter: Counter) -> bytes:
        return self.ring.sealed(Lock.COUNTER, counter.stored(), self._place("counter"))

    def keep(self, changed: Counter) -> None:
        self.counter = changed
        self.box.counter = self.sealed_counter(changed)
        self.box.save(update_fields=["counter"])

    def slip(self, secret: str) -> str:
        """A slip of this box, as it is printed."""
        return str(Slip(self.box.door, secret))

    # --- the trays --------------------------------------------------------------------------------

    @cached_property
    def trays(self) -> list[Tray]:
        """All trays of the box, sheets first, each in its place."""
        return list(self.box.trays.order_by("remarks", "place"))

    def plain(self, tray: Tray) -> bytes:
        return self.ring.opened(Lock.TRAYS, bytes(tray.sealed), self._place(_kind(tray), tray.place))

    def sealed_tray(self, tray: Tray, plain: bytes) -> bytes:
        return self.ring.sealed(Lock.TRAYS, plain, self._place(_kind(tray), tray.place))

    def keep_trays(self, plain: list[bytes]) -> None:
        """Seal all trays anew: nobody can tell in which of them something changed, or whether anything did."""
        for tray, content in zip(self.trays, plain, strict=True):
            tray.sealed = self.sealed_tray(tray, content)
        with connections[TRAYS].cursor() as cursor:
            table = connections[TRAYS].ops.quote_name(Tray._meta.db_table)
            statement = f"UPDATE {table} SET sealed = %s WHERE id = %s"  # noqa: S608 our own name
            key = Tray._meta.pk
            rows = [(bytes(tray.sealed), key.get_db_prep_value(tray.pk, connections[TRAYS])) for tray in self.trays]
            cursor.executemany(statement, rows)

    def put(self, secret: str, fillings: dict[str, bytes | None], *, really: bool) -> None:
        """Put a sheet, and a remark, where the slip's go. Not really: do all the same work, and change nothing."""
        count = sum(not tray.remarks for tray in self.trays)
        home = {kind: counter.home(self.ring.root, kind, secret, count) for kind in fillings}
        plain = [self.plain(tray) for tray in self.trays]
        for number, tray in enumerate(self.trays):
            if (kind := _kind(tray)) in fillings and tray.place == home[kind]:
                mark = marks.mark(self.ring.root, kind, secret.encode())
                plain[number] = slots.changed(plain[number], mark, fillings[kind], really=really, chance=chance)
        self.keep_trays(plain)

    def _place(self, what: str, number: int = 0) -> bytes:
        """What a seal is bound to: sealed bytes that were moved elsewhere cannot be opened there."""
        return b"|".join([self.box.pk.bytes, what.encode(), str(number).encode()])


def _kind(tray: Tray) -> str:
    return "remarks" if tray.remarks else "sheets"


@contextmanager
def in_hand(key: UUID) -> Iterator[Hand]:
    """Have a box alone. Raises NoBox.

    A refusal is raised once everything is kept: it undoes nothing, and takes the time that an acceptance takes.
    """
    refused: Refusal | None = None
    with keys.turn(key), keys.held(key) as ring:
        with durably():
            box = Box.objects.select_for_update().filter(pk=key).first()
            if box is None:
                raise NoBox
            try:
                yield Hand(box, ring)
            except Refusal as no:
                refused = no
            except WrongKey:  # a box that came back from a copy, or whose keys did
                refused = NoBox()
        ring.forget()
    if refused:
        raise refused


@contextmanager
def durably() -> Iterator[None]:
    """A transaction of its own in the trays' database. When it has ended, what it wrote is on the disk."""
    with transaction.atomic(using=TRAYS, durable=True):
        if connections[TRAYS].vendor == "postgresql":
            with connections[TRAYS].cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit TO on")
        yield
