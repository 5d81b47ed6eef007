"""How far what would be shown has fallen back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tilth.disclosure.joint import Fault
from tilth.disclosure.values import Exact, Few, Release, Released

Cell = tuple[str, str]  # a school and an item


@dataclass(frozen=True)
class Held:
    """What is not shown though the rules for it alone would let it be."""

    lit: frozenset[str] = frozenset()  # items for which schools that are not shown are left out of the whole picture
    family: frozenset[str] = frozenset()  # items of all schools together
    columns: frozenset[Cell] = frozenset()  # items that are not broken down in a school
    items: frozenset[Cell] = frozenset()  # items of a school, whole and in parts


def further(held: Held, found: Iterable[Fault], shown: Released) -> Held:
    """One step down for everything that tells too much."""
    for fault in found:
        held = _down(held, fault, shown)
    return held


def _down(held: Held, fault: Fault, shown: Released) -> Held:
    """The first step that takes something away: all together, then the parts, then the school itself.

    A breakdown is never all of it taken away for one item: what is told of an item says nothing of another.
    """
    if shown.family is not None and _tells(shown.family, fault.item):
        if fault.item not in held.lit:
            return replace(held, lit=held.lit | {fault.item})
        return replace(held, family=held.family | {fault.item})
    cells = frozenset((school, fault.item) for school in fault.schools)
    broken = frozenset((each.key, fault.item) for each in shown.units if _breaks_down(each, fault.item))
    if cells & broken:
        return replace(held, columns=held.columns | cells)
    return replace(held, items=held.items | cells)


def _tells(release: Release, item: str) -> bool:
    return release.verdict is None and isinstance(release.items[item], Exact | Few)


def _breaks_down(release: Release, item: str) -> bool:
    """Whether any part shows something of it."""
    parts = release.parts if isinstance(release.parts, tuple) else ()
    return any(isinstance(part.items[item], Exact | Few) for part in parts)
