"""How well the items of an instrument hang together in a wave, where saying so tells nobody's answers.

Alpha and omega are all that is published which a `Release` does not hold. They stay the same when two people exchange
their answers. Where every split of a school is exact, and has more people on each side than may put together what they
know, then for everybody there is somebody else, of the same part, who said the opposite; and nothing that is published
tells which of the two said which. So they are worked out among such schools alone, and only when nothing was published
of these so lately that answers may be taken for the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from tilth.audits.domain import reliability
from tilth.audits.domain.instruments import Instrument, Item
from tilth.audits.domain.publishing import Reliability
from tilth.audits.domain.sheets import decode
from tilth.audits.domain.statistics import turned
from tilth.disclosure import Exact, Part, Release, Rules, Shown, Withheld


def hangs_together(instrument: Instrument, sheets: Sequence[bytes]) -> Reliability | None:
    """Alpha and omega among all who answered every item, if they are enough."""
    table = scored(instrument, sheets)
    if len(table) < reliability.FEWEST or table.shape[1] < 2:
        return None
    omega = reliability.omega(np.cov(table, rowvar=False))
    return Reliability(alpha=_short(reliability.alpha(table)), omega=_short(omega))


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def scored(instrument: Instrument, sheets: Sequence[bytes]) -> reliability.Table:
    """A row for each person who answered all items: the more favourable, the higher."""
    read = [decode(instrument, sheet).choices for sheet in sheets]
    whole = [choices for choices in read if len(choices) == len(instrument.items)]
    rows = [[score(instrument, item, choices[item.key]) for item in instrument.items] for choices in whole]
    return np.array(rows, dtype=float).reshape(-1, len(instrument.items))


def score(instrument: Instrument, item: Item, choice: int) -> int:
    """How favourable a choice is: the first is the most favourable, unless the item is reversed."""
    return choice if item.reversed else turned(choice, choices=len(instrument.choices))


def lies_open(instrument: Instrument, rules: Rules, let: Release) -> bool:
    """Whether a school's every split, and every split of each part shown, is exact and has enough on each side."""
    if let.verdict is not None:
        return False
    parts: Sequence[Part] = () if let.parts is None or isinstance(let.parts, Withheld) else let.parts
    everybody = not parts or sum(part.answered for part in parts) == let.answered
    shown = [let.items, *(part.items for part in parts)]
    return everybody and all(two_sided(instrument, rules, items) for items in shown)


def two_sided(instrument: Instrument, rules: Rules, items: Mapping[str, Shown]) -> bool:
    """Whether all items are shown exactly, and no side of any is so small that colluders could fill it."""
    for item in instrument.items:
        shown, places = items[item.key], instrument.favourable(item)
        if not isinstance(shown, Exact):
            return False
        side = sum(number for place, number in enumerate(shown.counts) if place in places)
        if min(side, shown.of - side) <= rules.colluders:
            return False
    return True
