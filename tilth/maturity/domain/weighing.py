"""All strands of one place weighed: what is claimed, what evidence and voice say of it, and what holds. Pure values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from tilth.figures import Figure
from tilth.maturity.domain import board
from tilth.maturity.domain.agreeing import Claim
from tilth.maturity.domain.model import Model, Side, Strand
from tilth.maturity.domain.verdict import Ring, Verdict, hear, judge, read


@dataclass(frozen=True)
class Weighed:
    """One strand of one place. `level` is what holds of it; `verdict` is about the claim, or where nothing is
    claimed, about what evidence bears out.
    """

    strand: Strand
    side: Side
    claim: Claim | None
    verdict: Verdict
    level: int | None

    @property
    def claimed(self) -> int | None:
        """The agreed stage; None where nothing was agreed."""
        return self.claim.stage if self.claim else None

    @property
    def ring(self) -> Ring:
        """Whether the claim meets evidence and voice; without a claim there is nothing to meet."""
        return Ring.UNKNOWN if self.claimed is None else self.verdict.ring


def weigh(
    model: Model,
    side: Side,
    *,
    claims: Mapping[str, Claim],
    figures: Mapping[str, Figure],
    voice: Mapping[str, Figure],
) -> dict[str, Weighed]:
    """Each strand of the model at one place, by its slug. Figures and voice that are missing are not known."""
    return {
        strand.slug: _weighed(strand, side, claims.get(strand.slug), figures, voice.get(strand.voice))
        for strand in model.strands
    }


def _weighed(
    strand: Strand, side: Side, claim: Claim | None, figures: Mapping[str, Figure], heard: Figure | None
) -> Weighed:
    judged = partial(verdict_at, strand, side, figures, heard)
    claimed = claim.stage if claim else None
    level = None if claim and claimed is None else board.level(claimed, judged)  # what is disputed, nobody knows
    return Weighed(strand, side, claim, judged(level or 1) if claimed is None else judged(claimed), level)


def verdict_at(strand: Strand, side: Side, figures: Mapping[str, Figure], heard: Figure | None, stage: int) -> Verdict:
    """What evidence and voice say of a stage of a strand (from 0)."""
    seen = [read(each, figures[each.figure], stage) for each in strand.seen(side) if each.figure in figures]
    return judge(seen, hear(strand.voice, heard, stage) if heard else None)
