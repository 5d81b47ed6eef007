"""Everything that may be published of a wave, decided together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tilth.disclosure import before, breakdown, school
from tilth.disclosure import family as families
from tilth.disclosure.cells import Favourable
from tilth.disclosure.values import Earlier, Release, Released, Rules, Unit


def release(
    units: Sequence[Unit],
    *,
    favourable: Favourable,
    rules: Rules,
    broken_down: bool,
    remarks: bool,
    family: bool,
    earlier: Mapping[str, Sequence[Earlier]],
    members: Mapping[str, frozenset[str]],
    closed: date,
) -> Released:
    """What may be shown of these schools, so that all of it together tells nothing of anybody."""
    past = {unit.key: before.recent(earlier.get(unit.key, ()), closed, rules) for unit in units}
    shown = [_school(unit, favourable, rules, broken_down, remarks, past[unit.key], members) for unit in units]
    if not family:
        return Released(tuple(shown))
    dark = () if any(past.values()) else tuple(favourable)
    return Released(tuple(shown), families.family_of(units, shown, favourable, rules, dark=dark, held=()))


def _school(
    unit: Unit,
    favourable: Favourable,
    rules: Rules,
    broken_down: bool,
    remarks: bool,
    past: Sequence[Earlier],
    members: Mapping[str, frozenset[str]],
) -> Release:
    why = school.verdict(unit, rules)
    if why is not None:
        return school.withheld(unit, why)
    roll = members[unit.key] if past else frozenset()
    items = school.items_of(unit, favourable, rules, before.held_items(past, roll, rules))
    parts = None
    if broken_down:
        parts = breakdown.parts_of(unit, items, favourable, rules, before.held_parts(past, roll))
    return Release(
        key=unit.key,
        asked=unit.asked,
        answered=school.answered(unit),
        verdict=None,
        items=items,
        scale=school.scale(unit, items, favourable, rules),
        parts=parts,
        remarks=school.remarks_of(unit, rules) if remarks else False,
        counted=(unit.key,),
    )
