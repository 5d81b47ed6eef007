"""What can be done with boxes. Each takes the box by its key, or by a slip; none of them is told who asks.

Whoever calls `draw` or `sign` has seen to it that the person who asks is the one who has this place on the roll.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connections, transaction

from tilth.trays import keys
from tilth.trays.domain import blind, counter, marks, slips, slots
from tilth.trays.domain.counter import DRAWN, LEFT, SIGNED, Counter
from tilth.trays.domain.sealing import WrongKey
from tilth.trays.hand import Hand, chance, durably, in_hand
from tilth.trays.keys import Ring
from tilth.trays.models import Box, Tray
from tilth.trays.queries import box_of
from tilth.trays.refusals import (
    AlreadyDrawn,
    InUse,
    KeysOutOfReach,
    NoBox,
    NotASlip,
    NotBlinded,
    PapersSpent,
    StillOpen,
    TooLong,
)
from tilth.trays.routing import TRAYS

__all__ = [
    "AlreadyDrawn",
    "Emptied",
    "InUse",
    "KeysOutOfReach",
    "NoBox",
    "NotASlip",
    "NotBlinded",
    "PapersSpent",
    "StillOpen",
    "TooLong",
    "cast",
    "destroy",
    "draw",
    "draw_papers",
    "empty",
    "open_box",
    "opens",
    "redeem",
    "seal_box",
    "sign",
]
SHORTEST_RECEIPT = 16  # symbols: nobody may find a receipt by trying


@dataclass(frozen=True)
class Emptied:
    """What was in a box: sheets by themselves and remarks by themselves, each in an order that means nothing."""

    sheets: tuple[bytes, ...]
    remarks: tuple[str, ...]


# --- opening ------------------------------------------------------------------------------------


def open_box(*, key: UUID, places: int, papers: int, size: int, text_size: int = 0, blind: bool = False) -> Box:
    """Make a box with a slip for each place of the roll and each paper. `size` and `text_size` are bytes.

    Safe to do again as long as nobody has had a slip, or where a stop left a box that no key opens: then the box is
    made anew. Raises InUse, KeysOutOfReach.
    """
    signing = _signing_key() if blind else b""
    with keys.in_reach(), keys.turn(key), durably():
        _refuse_a_box_in_use(key)
        with keys.new(key, signing=signing) as ring:
            drawn_up = counter.drawn_up(places=places, papers=papers, root=ring.root, chance=chance)
            return _made(Box(pk=key, size=size, text_size=text_size), ring, drawn_up)


def _refuse_a_box_in_use(key: UUID) -> None:
    if (box := Box.objects.filter(pk=key).first()) is None:
        return
    with suppress(NoBox, WrongKey), keys.held(key) as ring:
        if not Hand(box, ring).counter.untouched:
            raise InUse
    box.delete()


def _made(box: Box, ring: Ring, drawn_up: Counter) -> Box:
    box.door = _free_door()
    box.modulus = _public(ring.signing).stored if ring.signing else b""
    hand = Hand(box, ring)
    box.counter = hand.sealed_counter(drawn_up)
    box.save(force_insert=True)
    count = slots.trays_for(len(drawn_up.slips))
    kinds = [(False, box.size)] + ([(True, slots.width_of_text(box.text_size))] if box.text_size else [])
    made = [Tray(box=box, place=place, remarks=remarks) for remarks, _width in kinds for place in range(count)]
    for tray in made:
        tray.sealed = hand.sealed_tray(tray, slots.blank(dict(kinds)[tray.remarks]))
    Tray.objects.bulk_create(made)
    return box


def _free_door() -> str:
    """Any public beginning that no other box has."""
    taken = set(Box.objects.values_list("door", flat=True))
    while (door := slips.symbols(slips.DOOR, chance)) in taken:
        pass  # a few thousand of 32,768 are in use at the most
    return door


def _signing_key() -> bytes:
    return blind.new_key()


def _public(signing: bytes) -> blind.PublicKey:
    return blind.read_key(signing).public


# --- giving out slips ---------------------------------------------------------------------------


def draw(*, key: UUID, place: int, receipt: str) -> str:
    """Give the person with this place any slip that is left; for the same receipt the same slip again.

    Which slip went to which place is not kept. Raises AlreadyDrawn, NoBox.
    """
    if len(receipt) < SHORTEST_RECEIPT:
        raise ValueError("A receipt is a long random word.")
    with in_hand(key) as box:
        mark = marks.mark(box.ring.root, "receipt", str(place).encode(), receipt.encode())
        state, _mark = box.open_counter.place(place)
        if state == LEFT:
            given, secret = box.counter.with_place(place, DRAWN).give(mark, chance=chance)
            box.keep(given)
            return box.slip(secret)
        if known := box.counter.given_for(mark):
            return box.slip(known)
        raise AlreadyDrawn


def sign(*, key: UUID, place: int, blinded: bytes) -> bytes:
    """Sign what a browser has blinded, once for each place; the same again for the same.

    Raises AlreadyDrawn, NotBlinded, NoBox.
    """
    with in_hand(key) as box:
        mark = marks.mark(box.ring.root, "blinded", blinded)
        state, held = box.open_counter.place(place)
        if state != LEFT and not (state == SIGNED and marks.same(held, mark)):
            raise AlreadyDrawn
        signature = _signed(box.ring, blinded)
        if state == LEFT:
            box.keep(box.counter.with_place(place, SIGNED, mark))
        return signature


def _signed(ring: Ring, blinded: bytes) -> bytes:
    if not ring.signing:
        raise NoBox
    try:
        return blind.sign(blind.read_key(ring.signing), blinded, chance=chance)
    except blind.NotValid as no:
        raise NotBlinded from no


def redeem(*, key: UUID, message: bytes, signature: bytes) -> str:
    """Change a signed token for any slip that is left; for the same token the same slip again.

    Raises NotASlip, NoBox.
    """
    with in_hand(key) as box:
        modulus = int.from_bytes(bytes(box.box.modulus))
        if not modulus or not blind.verifies(blind.PublicKey(modulus), message, signature):
            raise NotASlip
        mark = marks.mark(box.ring.root, "token", message)
        if known := box.open_counter.given_for(mark):
            return box.slip(known)
        given, secret = box.counter.give(mark, chance=chance)
        box.keep(given)
        return box.slip(secret)


def draw_papers(*, key: UUID, count: int) -> list[str]:
    """Give out slips to be printed. Raises PapersSpent, NoBox."""
    with in_hand(key) as box:
        given, secrets = box.open_counter, []
        if count > given.papers_left:
            raise PapersSpent
        for _paper in range(count):
            given, secret = given.give_paper(chance=chance)
            secrets.append(box.slip(secret))
        box.keep(given)
        return secrets


# --- handing in ---------------------------------------------------------------------------------


def cast(*, slip: str, sheet: bytes, remark: str = "") -> None:
    """Put a sheet into the box of a slip; once more with the same slip, and it takes the place of the first.

    When this returns, the sheet is on the disk. A slip that is not known costs the same work, and changes nothing.
    Raises NotASlip, NoBox, TooLong.
    """
    read = slips.read(slip)
    if read is None:
        raise NotASlip
    if (key := box_of(slip)) is None:
        raise NoBox
    with in_hand(key) as box:
        known = box.open_counter.knows(read.secret)
        box.put(read.secret, _fillings(box.box, sheet, remark), really=known)
        if not known:
            raise NotASlip


def _fillings(box: Box, sheet: bytes, remark: str) -> dict[str, bytes | None]:
    """What goes into the box: the sheet and, where remarks are asked for, the remark or its absence."""
    if len(sheet) != box.size:
        raise ValueError("A sheet has exactly the size that its box was made for.")
    if len(remark.encode()) > box.text_size:
        raise TooLong
    text = {"remarks": slots.of_text(remark, box.text_size)} if box.text_size else {}
    return {"sheets": sheet, **text}


def opens(*, key: UUID) -> bool:
    """Whether a box is there, and its keys open it."""
    try:
        with in_hand(key) as box:
            return bool(box.counter)
    except NoBox:
        return False


# --- the end ------------------------------------------------------------------------------------


def seal_box(*, key: UUID) -> None:
    """From now on the box gives out no slips and takes no sheets. Safe twice. Raises NoBox."""
    with in_hand(key) as box:
        box.keep(replace(box.counter, closed=True))


def empty(*, key: UUID) -> Emptied:
    """What is in a sealed box, unsealed in memory only, and shuffled. It stays there until `destroy`.

    Raises StillOpen, NoBox.
    """
    with in_hand(key) as box:
        if not box.counter.closed:
            raise StillOpen
        found: dict[bool, list[bytes]] = {False: [], True: []}
        for tray in box.trays:
            found[tray.remarks] += slots.fillings(box.plain(tray))
    for fillings in found.values():
        chance.shuffle(fillings)
    return Emptied(sheets=tuple(found[False]), remarks=tuple(slots.text_of(filling) for filling in found[True]))


def destroy(*, key: UUID) -> None:
    """Destroy the key of a box, then its rows, then what the database's file may still hold of them. Safe twice."""
    with keys.turn(key):
        keys.destroy(key)
        with durably():
            Box.objects.filter(pk=key).delete()
            transaction.on_commit(_sweep, using=TRAYS)


def _sweep() -> None:
    """SQLite keeps what was deleted in its file and its journal: write both anew. Unreadable it was already."""
    if connections[TRAYS].vendor == "sqlite":
        with connections[TRAYS].cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
