"""Placements beside one another: how far they lie apart, by whom, and what then holds. Pure values.

A stage is a whole number from 0 (the first of four).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import median_low
from typing import TypeVar
from uuid import UUID

from tilth.maturity.domain.model import STAGES

Whose = TypeVar("Whose")
WIDE = 2  # so many stages apart, people do not mean the same


class Phase(StrEnum):
    """What may be done in an assessment."""

    PLACING = "placing"
    TALKING = "talking"
    ENDED = "ended"


@dataclass(frozen=True)
class Spread:
    """How many placed a strand at each stage, and how many could not say."""

    counts: tuple[int, ...]  # of each stage
    unsure: int

    @property
    def placed(self) -> int:
        return sum(self.counts)

    @property
    def width(self) -> int:
        """Stages between the lowest and the highest; 0 where nobody or everybody placed it alike."""
        held = [stage for stage, count in enumerate(self.counts) if count]
        return held[-1] - held[0] if held else 0

    @property
    def wide(self) -> bool:
        return self.width >= WIDE

    @property
    def middle(self) -> int | None:
        """A stage somebody chose that has no more than half below and no more than half above it."""
        placed = [stage for stage, count in enumerate(self.counts) for _ in range(count)]
        return median_low(placed) if placed else None


def spread(stages: Iterable[int | None]) -> Spread:
    """The spread of some placements; None is from somebody who cannot say."""
    counted = Counter(stages)
    return Spread(tuple(counted[stage] for stage in range(STAGES)), counted[None])


def apart(placed: Iterable[tuple[Whose, int | None]]) -> dict[Whose, Spread]:
    """The spread of each group by itself: of each school, or of each standing."""
    groups: defaultdict[Whose, list[int | None]] = defaultdict(list)
    for whose, stage in placed:
        groups[whose].append(stage)
    return {whose: spread(stages) for whose, stages in groups.items()}


def between(groups: Mapping[Whose, Spread]) -> int:
    """Stages between the middle of the lowest and of the highest group: how far groups, not people, disagree."""
    middles = [each.middle for each in groups.values() if each.middle is not None]
    return max(middles) - min(middles) if middles else 0


@dataclass(frozen=True)
class Claim:
    """What a group said of a strand at a moment. `stage` is None where it did not agree, or somebody objects."""

    key: UUID
    strand: str
    stage: int | None
    at: datetime
    edition: UUID
    carried: frozenset[UUID] = frozenset()  # later editions under which it goes on to hold
    words: str = ""
    objected: bool = False


def standing(claims: Iterable[Claim], edition: UUID | None, same: Mapping[str, frozenset[UUID]]) -> dict[str, Claim]:
    """What holds of each strand under an edition: the latest that was said with it, or goes on to hold under it.

    `same`: for each strand the editions that say exactly the same of it; what was said with them holds by itself.
    """
    found: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda each: each.at):
        if edition in {claim.edition, *claim.carried} or claim.edition in same.get(claim.strand, frozenset()):
            found[claim.strand] = claim
    return found


def waiting(claims: Sequence[Claim], held: Mapping[str, Claim], strands: Iterable[str]) -> list[Claim]:
    """Of each strand about which nothing holds any more, what was said last: to be carried over, or said anew."""
    latest = {claim.strand: claim for claim in sorted(claims, key=lambda each: each.at)}
    return [latest[strand] for strand in strands if strand in latest and strand not in held]
