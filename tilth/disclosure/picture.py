"""What the rules would show of a wave, less what is held back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tilth.disclosure import breakdown, school
from tilth.disclosure.before import Past
from tilth.disclosure.cells import Favourable, bounds
from tilth.disclosure.falling import Held
from tilth.disclosure.family import Schools
from tilth.disclosure.picking import beside_each_other
from tilth.disclosure.scales import scale_alone, scale_of
from tilth.disclosure.values import Part, Picked, Reason, Release, Released, Rules, Scale, Shown, Unit, Withheld


@dataclass(frozen=True)
class Picture:
    """A wave as it was counted, and by which rules it is shown."""

    units: Sequence[Unit]
    favourable: Favourable
    rules: Rules
    broken_down: bool
    remarks: bool
    family: bool
    picked: Sequence[Picked]
    past: Mapping[str, Past]  # only of schools of which something was shown lately

    def shown(self, held: Held) -> Released:
        """All of it."""
        units = tuple(self._school(unit, held) for unit in self.units)
        if not self.family:
            return Released(units)
        together = Schools(self.units, units, self.favourable, self.rules)
        lit = frozenset(self.favourable) if self.past or self.picked else held.lit
        return Released(units, together.shown(lit, held.family))

    def _school(self, unit: Unit, held: Held) -> Release:
        why = school.verdict(unit, self.rules)
        if why is not None:
            return school.withheld(unit, why)
        items = self._items(unit, held)
        return Release(
            key=unit.key,
            asked=unit.asked,
            answered=school.answered(unit),
            verdict=None,
            items=items,
            scale=self._scale(unit, items),
            parts=self._parts(unit, items, held) if self.broken_down else None,
            remarks=school.remarks_of(unit, self.rules) if self.remarks else False,
            counted=(unit.key,),
        )

    def _items(self, unit: Unit, held: Held) -> dict[str, Shown]:
        items = school.items_of(unit, self.favourable, self.rules)
        past = self.past.get(unit.key)
        again = past.held() if past else frozenset()
        back = {key for key, shown in items.items() if (unit.key, key) in held.items or self._tells(past, key, shown)}
        known = {key: _hidden(shown) if key in again | back else shown for key, shown in items.items()}
        return known | self._beside(unit, known)

    def _beside(self, unit: Unit, items: Mapping[str, Shown]) -> dict[str, Shown]:
        """What is shown of items instead because everybody picked the same number of them."""
        people, found = school.answered(unit), dict[str, Shown]()
        for each in self.picked:
            found |= beside_each_other(each, items, self.favourable, people, self.rules, unit.key)
        return found

    def _tells(self, past: Past | None, key: str, shown: Shown) -> bool:
        """Whether it would tell too much beside what was shown lately."""
        if past is None or isinstance(shown, Withheld):
            return False
        return past.tells(key, bounds(shown, self.favourable[key]), shown.of)

    def _parts(self, unit: Unit, items: Mapping[str, Shown], held: Held) -> tuple[Part, ...] | Withheld:
        past = self.past.get(unit.key)
        unbroken = {item for key, item in held.columns if key == unit.key} | (past.unbroken() if past else frozenset())
        return breakdown.parts_of(unit, items, self.favourable, self.rules, unbroken)

    def _scale(self, unit: Unit, items: Mapping[str, Shown]) -> Scale | Withheld:
        if not school.stands_alone(items):
            return scale_of(items, self.favourable)
        past = self.past.get(unit.key)
        if past and past.unbroken():
            return Withheld(Reason.JOINT)
        return scale_alone(unit.bodies, self.favourable, self.rules)


def _hidden(shown: Shown) -> Shown:
    return shown if isinstance(shown, Withheld) else Withheld(Reason.JOINT)
