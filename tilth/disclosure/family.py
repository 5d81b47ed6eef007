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


def family_of(
    units: Sequence[Unit],
    releases: Sequence[Release],
    favourable: Favourable,
    rules: Rules,
    *,
    dark: Collection[str],
    held: Collection[str],
) -> Release:
    """The picture of all schools. `dark` are the items for which schools that are not shown may be counted in."""
    found = {
        key: _item(units, releases, key, places, rules, dark=key in dark, held=key in held)
        for key, places in favourable.items()
    }
    counted = frozenset[str]().union(*(each.counted for each in found.values()))
    if len(counted) < rules.schools:
        return Release(FAMILY, 0, None, Withheld(Reason.SCHOOLS, rules.schools), scale=Withheld(Reason.SCHOOLS))
    inside = [unit for unit in units if unit.key in counted]
    items = {key: each.shown for key, each in found.items()}
    return Release(
        key=FAMILY,
        asked=sum(unit.asked for unit in inside),
        answered=sum(answered(unit) for unit in inside),
        verdict=None,
        items=items,
        scale=scale_of(items, favourable),
        counted=tuple(unit.key for unit in inside),
    )


def _item(
    units: Sequence[Unit],
    releases: Sequence[Release],
    key: str,
    places: frozenset[int],
    rules: Rules,
    *,
    dark: bool,
    held: bool,
) -> Together:
    if held:
        return Together(Withheld(Reason.JOINT), frozenset())
    seen = {each.key: each.items[key] for each in releases if each.verdict is None}
    shown = {unit: each for unit, each in seen.items() if not isinstance(each, Withheld)}
    cells: list[Exact | Few] = list(shown.values())
    counted = set(shown)
    unseen = [unit for unit, each in zip(units, releases, strict=True) if _unseen(each, key)]
    rest = _rest(unseen, key, places, rules) if dark else None
    if rest is not None:
        cells.append(rest)
        counted |= {unit.key for unit in unseen}
    if len(counted) < rules.schools:
        return Together(Withheld(Reason.SCHOOLS, rules.schools), frozenset())
    return Together(_sum(cells, places), frozenset(counted))


def _unseen(release: Release, key: str) -> bool:
    """Whether too few answered for this item to be shown of the school, and nothing else tells of it."""
    if release.verdict is not None:
        return True
    shown = release.items[key]
    alone = stands_alone(release.items)
    return isinstance(shown, Withheld) and shown.reason is Reason.FEW and not alone


def _rest(unseen: Sequence[Unit], key: str, places: frozenset[int], rules: Rules) -> Exact | Few | None:
    """Schools that are not shown, as one body, if it cannot be taken apart: none of them may be nearly all of it."""
    sizes = [sum(counts_of(unit.bodies, key)) for unit in unseen]
    if sum(sizes) - max(sizes, default=0) < rules.whole:
        return None
    shown = cell(together(counts_of(unit.bodies, key) for unit in unseen), places, rules)
    return None if isinstance(shown, Withheld) else shown


def _sum(cells: Sequence[Exact | Few], places: frozenset[int]) -> Exact | Few:
    """Exact where all are; otherwise from the fewest to the most there can be."""
    exact = [each.counts for each in cells if isinstance(each, Exact)]
    if len(exact) == len(cells):
        return Exact(together(exact))
    ends = [bounds(each, places) for each in cells]
    least, most = sum(low for low, _ in ends), sum(high for _, high in ends)
    return between(least, most, sum(each.of for each in cells))
