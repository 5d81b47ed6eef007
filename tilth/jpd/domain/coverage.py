"""What a round shows those who lead: what nobody can give or asks for, what would help, what became of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


@dataclass(frozen=True)
class Became:
    """How many people took part in a round, and what became of them. Together they are all of them."""

    placed: int  # a group came of it for them; until it is settled: their first group was proposed to them
    already: int  # in a group before, and placed in no other
    without: Mapping[str, int]  # nobody's name, by the reason
    away: int  # took part once, and in no later look
    another: int = 0  # of those in a group already: another was proposed to them

    @property
    def people(self) -> int:
        return self.placed + self.already + self.without_any + self.away

    @property
    def without_any(self) -> int:
        """Those without a group, for whatever reason."""
        return sum(self.without.values())


FEWEST_FOR_A_REASON = 5  # a reason of fewer is theirs to know: colleagues could guess whose it is


@dataclass(frozen=True)
class Told:
    """The reasons that may be counted, the most frequent first, and how many people have another."""

    reasons: list[tuple[str, int]]
    others: int


def told(counts: Mapping[str, int], fewest: int = FEWEST_FOR_A_REASON) -> Told:
    """What may be said of the reasons of so many people.

    None that fewer have is said, nor left to be found by taking the others from the whole: then the next is
    not said either.
    """
    shown = sorted(((why, people) for why, people in counts.items() if people), key=lambda each: (-each[1], each[0]))
    others = 0
    while shown and (shown[-1][1] < fewest or 0 < others < fewest):
        others += shown.pop()[1]
    return Told(shown, others)
