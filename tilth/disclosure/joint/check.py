"""Goes through all that is shown, item by item, and says what may not stay as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tilth.disclosure.cells import Favourable
from tilth.disclosure.joint.rooms import has_room
from tilth.disclosure.joint.spans import smallest_set
from tilth.disclosure.joint.told import Reading, System
from tilth.disclosure.values import Released, Rules, Unit


@dataclass(frozen=True)
class Fault:
    """Something shown of an item in these schools tells too much beside the rest."""

    item: str
    schools: frozenset[str]


def faults(units: Sequence[Unit], released: Released, favourable: Favourable, rules: Rules) -> list[Fault]:
    """All items of which too much is shown, and the schools whose answers it would tell."""
    reading = Reading(units, released, favourable)
    return [
        Fault(item, frozenset(reading.schools[body] for body in bodies))
        for item in favourable
        for bodies, system in reading.system(item).components()
        if not holds(system, rules)
    ]


def holds(system: System, rules: Rules) -> bool:
    """Whether no small set can be worked out, and nobody's direction."""
    smallest = smallest_set(system)
    if smallest is not None and smallest < rules.item:
        return False
    return all(system.size(told.bodies) >= rules.item for told in system.told) and has_room(system, rules.colluders)
