"""Trays: sixty-four slots of one size, blanks from the start. Whatever is in a tray, its length is the same."""

from __future__ import annotations

from random import Random

from tilth.trays.domain import marks

SLOTS = 64
LOAD = 24  # slips for which a tray is reckoned, where there are several, so that none overflows


class Overflow(Exception):
    """There is no free slot. It cannot happen to slips that `counter.drawn_up` has made."""


def trays_for(slips: int) -> int:
    """How many trays a box with so many slips has."""
    return 1 if slips <= SLOTS else -(-slips // LOAD)


def blank(width: int) -> bytes:
    """A tray in which nothing is."""
    return bytes(SLOTS * (marks.LENGTH + width))


def changed(tray: bytes, mark: bytes, filling: bytes | None, *, really: bool = True, chance: Random) -> bytes:
    """The tray with this in the slot of this mark: where it was before, or else in any free one. None empties the slot.

    Every slot is looked at, whatever is found; not really: all the same work is done, and nothing is changed.
    """
    slots = _slots(tray)
    mine = [place for place, slot in enumerate(slots) if marks.same(slot[: marks.LENGTH], mark)]
    free = [place for place, slot in enumerate(slots) if marks.same(slot[: marks.LENGTH], marks.NONE)]
    somewhere = chance.choice(free or [-1])
    place = mine[0] if mine else somewhere
    if place < 0 and really and filling is not None:
        raise Overflow
    slots[place] = bytes(len(slots[place])) if filling is None else mark + filling
    if len(filled := b"".join(slots)) != len(tray):
        raise ValueError("A filling has exactly the width of its tray.")
    return filled if really and (mine or free) else tray


def fillings(tray: bytes) -> list[bytes]:
    """What is in a tray."""
    return [slot[marks.LENGTH :] for slot in _slots(tray) if slot[: marks.LENGTH] != marks.NONE]


def _slots(tray: bytes) -> list[bytes]:
    size = len(tray) // SLOTS
    return [tray[start : start + size] for start in range(0, len(tray), size)]


# --- remarks, which are shorter or longer -------------------------------------------------------


def width_of_text(size: int) -> int:
    """How wide a slot for a text of at most so many bytes is."""
    return size + 2


def of_text(text: str, size: int) -> bytes | None:
    """A text as a filling; None for no text."""
    written = text.encode()
    if len(written) > size:
        raise ValueError("The text is too long.")
    return len(written).to_bytes(2) + written.ljust(size, b"\0") if written else None


def text_of(filling: bytes) -> str:
    return filling[2 : 2 + int.from_bytes(filling[:2])].decode()
