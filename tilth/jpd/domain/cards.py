"""Challenge cards: questions put to a group where nobody was asked for one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from tilth.jpd.domain.shapes import Slug, Stage


class Card(BaseModel):
    """One question, and the stage for which it is meant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: Slug
    stage: Stage
    question: Annotated[str, StringConstraints(min_length=10, max_length=400, strip_whitespace=True)]


def drawn(cards: Sequence[Card], group: UUID, number: int, stage: Stage) -> Card:
    """The card for a group's cycle of this number: the same for all who ask, and another one in its next cycle."""
    fit = [card for card in cards if card.stage is stage] or list(cards)
    first = int.from_bytes(sha256(group.bytes).digest()[:8])
    return fit[(first + number) % len(fit)]
