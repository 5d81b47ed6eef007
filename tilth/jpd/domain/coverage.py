"""What a round shows about its topics: what nobody can give, what nobody asks for, and what would help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """How many people in a round offer a topic, how many want it, and how many of those wants were met."""

    name: str
    offering: int
    wanting: int
    met: int

    @property
    def unmet(self) -> int:
        return max(0, self.wanting - self.met)


def nobody_offers(topics: Iterable[Topic]) -> list[Topic]:
    """Wanted, offered by nobody: most wanted first."""
    return _most([topic for topic in topics if topic.wanting and not topic.offering])


def nobody_wants(topics: Iterable[Topic]) -> list[Topic]:
    """Offered, wanted by nobody: most offered first."""
    return _most([topic for topic in topics if topic.offering and not topic.wanting])


def would_help_most(topics: Iterable[Topic]) -> list[Topic]:
    """Topics for which one more person who offers them would help most: most unmet wants first, at most three."""
    return _most([topic for topic in topics if topic.unmet])[:3]


def _most(topics: list[Topic]) -> list[Topic]:
    return sorted(topics, key=lambda topic: (-topic.unmet, -topic.offering, topic.name))
