"""Marks: keyed hashes by which a box knows again what it must not keep as it is."""

from __future__ import annotations

import hmac

LENGTH = 16  # bytes
NONE = bytes(LENGTH)


def mark(root: bytes, what: str, *parts: bytes) -> bytes:
    """The mark of something. Only who has the root can tell what a mark is of, or that two belong together."""
    framed = b"".join(len(part).to_bytes(4) + part for part in (what.encode(), *parts))
    return hmac.digest(root, framed, "sha256")[:LENGTH]


def same(one: bytes, other: bytes) -> bool:
    """Whether two marks are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(one, other)


def among(count: int, made: bytes) -> int:
    """A number below `count` that follows from a mark."""
    return int.from_bytes(made) % count
