"""One school as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from tilth.disclosure.cells import Favourable, cell, counts_of
from tilth.disclosure.values import Reason, Release, Rules, Shown, Unit, Withheld


def answered(unit: Unit) -> int:
    """How many answered anything."""
    return sum(body.answered for body in unit.bodies)


def verdict(unit: Unit, rules: Rules) -> Withheld | None:
    """Why nothing at all may be shown of a school, if nothing may."""
    if answered(unit) < rules.whole:
        return Withheld(Reason.FEW, rules.whole)
    half = -(-unit.asked * rules.response.numerator // rules.response.denominator)
    return Withheld(Reason.RESPONSE, half) if answered(unit) < half else None


def items_of(unit: Unit, favourable: Favourable, rules: Rules) -> dict[str, Shown]:
    """Each item of a school as a whole."""
    return {key: cell(counts_of(unit.bodies, key), places, rules) for key, places in favourable.items()}


def stands_alone(items: Mapping[str, Shown]) -> bool:
    """Whether too few answered for any single item, so that the scale shows what no item does."""
    return all(isinstance(shown, Withheld) and shown.reason is Reason.FEW for shown in items.values())


def remarks_of(unit: Unit, rules: Rules) -> bool | Withheld:
    """Whether what people wrote may be shown."""
    return True if unit.writers >= rules.writers else Withheld(Reason.WRITERS, rules.writers)


def withheld(unit: Unit, why: Withheld) -> Release:
    """A school of which nothing is shown but why."""
    return Release(unit.key, unit.asked, None, why, scale=why)
