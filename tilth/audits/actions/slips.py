"""Slips on paper. Only the sealed counter of their box knows of them: no trail says who printed how many, or when."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tilth.trays import actions as trays


def draw_cards(*, keys: Sequence[UUID], count: int) -> list[tuple[str, ...]]:
    """So many cards to hand out, each with one slip of every box. Raises PapersSpent, NoBox."""
    drawn = [trays.draw_papers(key=key, count=count) for key in keys]
    return list(zip(*drawn, strict=True))
