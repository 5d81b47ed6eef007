"""All schools together: a sum of what is shown of each, so that nothing can be learnt by taking schools away from it.

Schools of which an item is not shown are counted in only together, as one body that the others cannot take apart: two
of them at least, with people enough, shown by the same rules as a school. A school whose scale is shown though no item
of it is, is left out, because its scale could be taken away from the sum.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tilth.disclosure.cells import Favourable, between, bounds, cell, counts_of, together
from tilth.disclosure.scales import scale_of
from tilth.disclosure.school import answered, stands_alone
from tilth.disclosure.values import FAMILY, Exact, Few, Reason, Release, Rules, Shown, Unit, Withheld


@dataclass(frozen=True)
class Together:
    """One item of all schools together, and the keys of those counted in."""

    shown: Shown
    counted: frozenset[str]


@dataclass(frozen=True)
class Schools:
    """The schools of a wave, and what is shown of each."""

    units: Sequence[Unit]
    releases: Sequence[Release]
    favourable: Favourable
    rules: Rules

    def shown(self, lit: Collection[str], held: Collection[str]) -> Release:
        """The picture of all schools. `lit` are the items for which none may be counted in that is not shown."""
        found = {key: _nothing() if key in held else self._item(key, dark=key not in lit) for key in self.favourable}
        counted = frozenset[str]().union(*(each.counted for each in found.values()))
        if len(counted) < self.rules.schools:
            why = Withheld(Reason.SCHOOLS, self.rules.schools)
            return Release(FAMILY, sum(unit.asked for unit in self.units), None, why, scale=why)
        inside = [unit for unit in self.units if unit.key in counted]
        items = {key: each.shown for key, each in found.items()}
        return Release(
            key=FAMILY,
            asked=sum(unit.asked for unit in inside),
            answered=sum(answered(unit) for unit in inside),
            verdict=None,
            items=items,
            scale=scale_of(items, self.favourable),
            counted=tuple(unit.key for unit in inside),
            counted_in={key: each.counted for key, each in found.items()},
        )

    def _item(self, key: str, *, dark: bool) -> Together:
        seen = {each.key: each.items[key] for each in self.releases if each.verdict is None}
        cells = {school: each for school, each in seen.items() if not isinstance(each, Withheld)}
        unseen = [unit for unit, each in zip(self.units, self.releases, strict=True) if _unseen(each, key)]
        rest = self._rest(unseen, key) if dark else None
        counted = frozenset(cells) | frozenset(unit.key for unit in unseen if rest)
        if len(counted) < self.rules.schools:
            return Together(Withheld(Reason.SCHOOLS, self.rules.schools), frozenset())
        return Together(_sum([*cells.values(), *([rest] if rest else [])], self.favourable[key]), counted)

    def _rest(self, unseen: Sequence[Unit], key: str) -> Exact | Few | None:
        """Schools that are not shown, as one body that cannot be taken apart: none of them may be nearly all of it."""
        sizes = [sum(counts_of(unit.bodies, key)) for unit in unseen]
        if sum(sizes) - max(sizes, default=0) < self.rules.whole:
            return None
        counts = together(counts_of(unit.bodies, key) for unit in unseen)
        shown = cell(counts, self.favourable[key], self.rules)
        return None if isinstance(shown, Withheld) else shown


def _nothing() -> Together:
    return Together(Withheld(Reason.JOINT), frozenset())


def _unseen(release: Release, key: str) -> bool:
    """Whether too few answered for this item to be shown of the school, and nothing else tells of it."""
    if release.verdict is not None:
        return True
    shown = release.items[key]
    alone = stands_alone(release.items)
    return isinstance(shown, Withheld) and shown.reason is Reason.FEW and not alone


def _sum(cells: Sequence[Exact | Few], places: frozenset[int]) -> Exact | Few:
    """Exact where all are; otherwise from the fewest to the most there can be."""
    exact = [each.counts for each in cells if isinstance(each, Exact)]
    if len(exact) == len(cells):
        return Exact(together(exact))
    ends = [bounds(each, places) for each in cells]
    least, most = sum(low for low, _ in ends), sum(high for _, high in ends)
    return between(least, most, sum(each.of for each in cells))
