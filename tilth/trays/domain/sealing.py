"""Sealing bytes so that they can be neither read nor exchanged without the key: AES-256 in Galois/counter mode."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY = 32  # bytes
NONCE = 12
EXTRA = NONCE + 16  # what a seal adds to the length


class WrongKey(Exception):
    """These bytes were not sealed with this key, or not for this place, or were changed since."""


def seal(plain: bytes, *, key: bytes, place: bytes, nonce: bytes) -> bytes:
    """Seal bytes for one place. A nonce may never be used twice with a key."""
    return nonce + AESGCM(key).encrypt(nonce, plain, place)


def unseal(sealed: bytes, *, key: bytes, place: bytes) -> bytes:
    """What was sealed. Raises WrongKey."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], place)
    except (InvalidTag, ValueError) as fault:
        raise WrongKey from fault
