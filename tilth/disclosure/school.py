"""One school: what may be shown of it as a whole and of the parts of its declared breakdown.

Which parts are merged, and which items are answered by enough, follows from numbers of people alone. An item is broken
down only when each part has enough people on both sides: then all parts are shown exactly, and otherwise none, so that
nobody can subtract the parts that are shown from the whole, or learn from what is missing which part it was about.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from tilth.disclosure.cells import Favourable, cell, counts_of
from tilth.disclosure.merging import runs
from tilth.disclosure.scales import scale_alone, scale_of
from tilth.disclosure.values import Body, Exact, Few, Part, Reason, Release, Rules, Scale, Shown, Unit, Withheld


def answered(unit: Unit) -> int:
    """How many answered anything."""
    return sum(body.answered for body in unit.bodies)


def verdict(unit: Unit, rules: Rules) -> Withheld | None:
    """Why nothing at all may be shown of a school, if nothing may."""
    if answered(unit) < rules.whole:
        return Withheld(Reason.FEW, rules.whole)
    half = -(-unit.asked * rules.response.numerator // rules.response.denominator)
    return Withheld(Reason.RESPONSE, half) if answered(unit) < half else None


def items_of(unit: Unit, favourable: Favourable, rules: Rules, held: Collection[str]) -> dict[str, Shown]:
    """Each item of a school as a whole. `held` are those that may not be shown beside something else."""
    shown = {key: cell(counts_of(unit.bodies, key), places, rules) for key, places in favourable.items()}
    return {key: _held(each) if key in held else each for key, each in shown.items()}


def _held(shown: Shown) -> Shown:
    return shown if isinstance(shown, Withheld) else Withheld(Reason.JOINT)


def scale(unit: Unit, items: dict[str, Shown], favourable: Favourable, rules: Rules) -> Scale | Withheld:
    """The scale of a school as a whole."""
    if stands_alone(items):
        return scale_alone(unit.bodies, favourable, rules)
    return scale_of(items, favourable)


def stands_alone(items: Mapping[str, Shown]) -> bool:
    """Whether too few answered for any single item, so that the scale shows what no item does."""
    return all(isinstance(shown, Withheld) and shown.reason is Reason.FEW for shown in items.values())


def remarks_of(unit: Unit, rules: Rules) -> bool | Withheld:
    """Whether what people wrote may be shown."""
    return True if unit.writers >= rules.writers else Withheld(Reason.WRITERS, rules.writers)


def groups(unit: Unit, rules: Rules) -> list[tuple[Body, ...]]:
    """The parts of a breakdown, merged until each is large enough for items to be shown of it.

    Where everybody said their part, nobody is left to be named as not having said it.
    """
    bodies = unit.bodies[:-1] if not unit.bodies[-1].answered else unit.bodies
    found = runs([body.answered for body in bodies], max(rules.part, rules.item))
    return [tuple(bodies[place] for place in run) for run in found]


def parts_of(
    unit: Unit, items: dict[str, Shown], favourable: Favourable, rules: Rules, held: Collection[str]
) -> tuple[Part, ...] | Withheld:
    """The breakdown, if there are parts enough. `held` are items that may not be broken down beside something else."""
    parts = groups(unit, rules)
    if len(parts) < 2:
        return Withheld(Reason.PARTS, max(rules.part, rules.item))
    columns = {
        key: _column(parts, key, items[key], places, rules, held=key in held) for key, places in favourable.items()
    }
    return tuple(
        _part(bodies, {key: column[place] for key, column in columns.items()}, favourable)
        for place, bodies in enumerate(parts)
    )


def _part(bodies: Sequence[Body], items: dict[str, Shown], favourable: Favourable) -> Part:
    people = sum(body.answered for body in bodies)
    return Part(tuple(body.key for body in bodies), people, items, scale_of(items, favourable))


def _column(
    parts: Sequence[tuple[Body, ...]], key: str, whole: Shown, places: frozenset[int], rules: Rules, *, held: bool
) -> list[Shown]:
    """One item in all parts."""
    counted = [counts_of(bodies, key) for bodies in parts]
    if isinstance(whole, Withheld):
        return [whole for _ in parts]
    if isinstance(whole, Few):
        return [_near(whole, sum(counts), rules) for counts in counted]
    hidden: list[Shown] = [_too_few(sum(counts), rules) or Withheld(Reason.JOINT) for counts in counted]
    merged = runs([sum(counts) for counts in counted], rules.item)
    if held or len(merged) < 2:
        return hidden
    cells = [cell(_sum([counted[place] for place in run]), places, rules) for run in merged]
    if not all(isinstance(each, Exact) for each in cells):
        return hidden
    alone = {run[0]: each for run, each in zip(merged, cells, strict=True) if len(run) == 1}
    return [alone.get(place, each) for place, each in enumerate(hidden)]


def _sum(counted: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*counted, strict=True))


def _near(whole: Few, people: int, rules: Rules) -> Shown:
    """What the band of the whole school says of a part: no more there than in all of it."""
    return _too_few(people, rules) or Few(people, whole.limit, whole.favourable)


def _too_few(people: int, rules: Rules) -> Withheld | None:
    return Withheld(Reason.FEW, rules.item) if people < rules.item else None


def withheld(unit: Unit, why: Withheld) -> Release:
    """A school of which nothing is shown but why."""
    return Release(unit.key, unit.asked, None, why, scale=why)
