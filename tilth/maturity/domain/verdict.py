"""A claim beside evidence and voice: what each says of it, and whether they agree. Pure; the reasoning is kept as data.

What is not known, too little or withheld speaks neither for nor against: it is never read as bad.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tilth.figures import Figure
from tilth.maturity.domain.model import Indicator

FAVOURABLE = (0.0, 0.5, 0.65, 0.8)
"""The share of favourable answers that a claim of each stage would lead one to expect."""
NEAR = 0.15
"""So far below it answers speak neither for nor against."""


class Says(StrEnum):
    """What one reading says of a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    NOT_KNOWN = "not_known"


class Ring(StrEnum):
    """Whether claim, evidence and voice agree. In the order from the worst to the best."""

    DISAGREE = "disagree"
    UNKNOWN = "unknown"
    AGREE = "agree"


@dataclass(frozen=True)
class Reading:
    """A figure, what was expected of it at the stage that is claimed, and what it says."""

    name: str
    figure: Figure
    expected: float  # a share; 0 where the stage asks nothing of it
    says: Says


@dataclass(frozen=True)
class Verdict:
    """What evidence says of a claim, what voice says, and the whole."""

    evidence: Says
    voice: Says
    readings: tuple[Reading, ...]
    heard: Reading | None

    @property
    def ring(self) -> Ring:
        """Disagreement is worth talking about wherever it comes from; agreement wants one voice for it at least."""
        if Says.CONTRADICTS in (self.evidence, self.voice):
            return Ring.DISAGREE
        return Ring.AGREE if Says.SUPPORTS in (self.evidence, self.voice) else Ring.UNKNOWN


def read(indicator: Indicator, figure: Figure, stage: int) -> Reading:
    """What a figure says of a claimed stage (from 0)."""
    expected = indicator.expected(stage)
    few = figure.of is not None and figure.of < indicator.fewest
    says = Says.NOT_KNOWN if few else _says(figure, expected, expected * indicator.floor)
    return Reading(indicator.figure, figure, expected, says)


def hear(strand: str, figure: Figure, stage: int) -> Reading:
    """What answers given in confidence say of a claimed stage (from 0)."""
    expected = FAVOURABLE[stage]
    return Reading(strand, figure, expected, _says(figure, expected, max(0.0, expected - NEAR)))


def _says(figure: Figure, expected: float, floor: float) -> Says:
    """For it from what is expected on, against it below the floor, and neither in between.

    Of what is known only between two shares, both have to say so.
    """
    span = figure.span
    if span is None or not expected:
        return Says.NOT_KNOWN
    least, greatest = span
    if least >= expected:
        return Says.SUPPORTS
    return Says.CONTRADICTS if greatest < floor else Says.NOT_KNOWN


def judge(readings: Sequence[Reading], heard: Reading | None) -> Verdict:
    """Put a claim's readings together: evidence goes with the greater number, and neither way when they are level."""
    count = [sum(each.says is what for each in readings) for what in (Says.SUPPORTS, Says.CONTRADICTS)]
    evidence = Says.NOT_KNOWN if count[0] == count[1] else Says.SUPPORTS if count[0] > count[1] else Says.CONTRADICTS
    return Verdict(evidence, heard.says if heard else Says.NOT_KNOWN, tuple(readings), heard)
