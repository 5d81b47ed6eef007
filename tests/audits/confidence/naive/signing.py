"""A browser that forgets to blind, and a signer who therefore sees what is signed."""

from __future__ import annotations

from random import Random

from tilth.trays.domain import blind
from tilth.trays.domain.blind import Blinding, PublicKey


def unblinded(key: PublicKey, prepared: bytes, *, chance: Random) -> Blinding:
    """The encoded message as it is."""
    return blind.blind_with(key, prepared, salt=bytes(blind.HASH), inverse=1)
