"""A mark of what was said, which a form carries: so it is noticed when something else was said since it was opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from uuid import UUID

Said = Mapping[UUID, int]  # what is offered or wanted, each with its level


def mark(offers: Said, wants: Said, apart: Iterable[UUID] = (), week: tuple[int, ...] = ()) -> str:
    """The same for the same answers in whatever order, and another for any others."""
    levels = [sorted((key.hex, level) for key, level in side.items()) for side in (offers, wants)]
    said = (levels, sorted(key.hex for key in apart), [int(each) for each in week])
    return sha256(repr(said).encode()).hexdigest()[:16]
