"""Sealed trays as they would be without the care that ours take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from tilth.trays.hand import Hand
from tilth.trays.keys import Lock, Ring


@contextmanager
def one_key_for_ever() -> Iterator[None]:
    """A box whose key is never renewed: whoever steals it opens all that was ever written."""

    def first(ring: Ring, lock: Lock) -> bytes:
        return ring._cells[lock][0]

    with patch.object(Ring, "_renewed", first), patch.object(Ring, "forget", lambda ring: None):
        yield


@contextmanager
def only_the_tray_that_changed() -> Iterator[None]:
    """A box that writes only the tray in which something changed: who watches learns who is in which."""

    def kept(hand: Hand, plain: list[bytes]) -> None:
        for tray, content in zip(hand.trays, plain, strict=True):
            if hand.plain(tray) != content:
                tray.sealed = hand.sealed_tray(tray, content)
                tray.save(update_fields=["sealed"])

    with one_key_for_ever_in_trays(), patch.object(Hand, "keep_trays", kept):
        yield


@contextmanager
def one_key_for_ever_in_trays() -> Iterator[None]:
    """Trays that are not written together cannot have their key renewed together."""
    renewed = Ring._renewed

    def first(ring: Ring, lock: Lock) -> bytes:
        return ring._cells[lock][0] if lock is Lock.TRAYS else renewed(ring, lock)

    def forget_counter(ring: Ring) -> None:
        ring._fresh.pop(Lock.TRAYS, None)

    with patch.object(Ring, "_renewed", first), patch.object(Ring, "forget", forget_counter):
        yield
