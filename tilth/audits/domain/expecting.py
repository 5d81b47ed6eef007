"""What a head expected beside what came: worked out from the publication, and said without blame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tilth.audits.domain.phrases import Said, gettext_noop, said
from tilth.audits.domain.publication import Band, Cell, Held, Publication, Split

_ = gettext_noop
Found = Literal["higher", "lower", "as expected", "unknown"]
NO_DIFFERENCE = 0.005  # shares are expected in whole per cents


@dataclass(frozen=True)
class Expected:
    """One aspect beside what its head expected, in per cent."""

    key: str
    share: int
    found: Found


def beside(publication: Publication, expected: Mapping[str, int]) -> list[Expected]:
    """Where reality is higher or lower than expected: outside the range in which it is likely to lie."""
    return [
        Expected(each.key, expected[each.key], _found(each.cell, expected[each.key] / 100))
        for each in publication.items
        if each.key in expected
    ]


def _found(cell: Cell, share: float) -> Found:
    if isinstance(cell, Held):
        return "unknown"
    low, high = cell.interval if isinstance(cell, Split) else reach(cell)
    if low > share + NO_DIFFERENCE:
        return "higher"
    return "lower" if high < share - NO_DIFFERENCE else "as expected"


def reach(cell: Band) -> tuple[float, float]:
    """Between which favourable shares a band leaves it open."""
    least, most = cell.span
    return least / cell.of, most / cell.of


def surprises(found: Sequence[Expected]) -> Said:
    """How a head's picture fits, without blame."""
    higher, lower = (sum(each.found == what for each in found) for what in ("higher", "lower"))
    if not any(each.found != "unknown" for each in found):
        return said(_("Too little is shown to set it beside what you expected."))
    if not higher and not lower:
        return said(_("It is as you expected, as far as these answers can tell. You know your school."))
    if not lower:
        return said(_("Where it differs from what you expected, it is higher. People see more than you thought."))
    if not higher:
        return said(_("Where it differs from what you expected, it is lower. Most who lead find that; now you know."))
    return said(_("Some of it is higher than you expected, some lower. Both are worth a conversation."))
