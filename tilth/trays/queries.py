"""What may be asked about boxes. None of it says who, when, how many, or what."""

from __future__ import annotations

from uuid import UUID

from tilth.trays.domain import slips
from tilth.trays.hand import in_hand
from tilth.trays.models import Box
from tilth.trays.refusals import NoBox


def box_of(slip: str) -> UUID | None:
    """The box that a slip's public beginning names, whether or not it is a slip of that box. None: it is no slip."""
    read = slips.read(slip)
    return Box.objects.filter(door=read.door).values_list("pk", flat=True).first() if read else None


def holds(slip: str) -> bool:
    """Whether this is a slip that was given out, of a box that is open. It takes the same time either way."""
    read, key = slips.read(slip), box_of(slip)
    if read is None or key is None:
        return False
    try:
        with in_hand(key) as box:
            known = box.counter.knows(read.secret)
            return known and not box.counter.closed
    except NoBox:
        return False


def public_key(key: UUID) -> bytes | None:
    """The modulus with which a browser blinds and unblinds. None: this box signs nothing, or is gone."""
    return (
        next((bytes(modulus) for modulus in Box.objects.filter(pk=key).values_list("modulus", flat=True)), b"") or None
    )


def papers_left(key: UUID) -> int:
    """How many slips can still be printed. Raises NoBox."""
    with in_hand(key) as box:
        return box.counter.papers_left
