"""A stage as a few pips: so many are full, the others are outlines. Where it is not known there is a dash."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

APART = 14  # from one pip to the next


def layout(level: int | None, stages: Sequence[str], ring: str | None = None) -> dict[str, Any]:
    """What the component shows. Raises ValueError for a ring or a stage that there is not."""
    agrees = {
        "agree": _("claim, evidence and voice agree"),
        "disagree": _("claim, evidence and voice disagree"),
        "unknown": _("not known whether claim, evidence and voice agree"),
    }
    if ring is not None and ring not in agrees:
        raise ValueError(f"A ring is one of {', '.join(agrees)}, not {ring!r}.")
    if level is not None and not 0 <= level < len(stages):
        raise ValueError(f"There is no stage {level} of {len(stages)}.")
    if level is None:
        return {"pips": [], "wide": APART, "name": _("not known"), **_ringed(ring, agrees)}
    pips = [(number * APART + 7, number <= level) for number in range(len(stages))]
    return {"pips": pips, "wide": len(stages) * APART, "name": stages[level], **_ringed(ring, agrees)}


def _ringed(ring: str | None, agrees: dict[str, str]) -> dict[str, str | None]:
    return {"ring": ring, "agrees": agrees[ring] if ring else None}
