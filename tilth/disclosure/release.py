"""Everything that may be published of a wave, decided together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tilth.disclosure.before import Past, recent
from tilth.disclosure.cells import Favourable
from tilth.disclosure.falling import Held, further
from tilth.disclosure.joint import faults
from tilth.disclosure.picture import Picture
from tilth.disclosure.values import Earlier, Picked, Released, Rules, Unit


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
    picked: Sequence[Picked] = (),
) -> Released:
    """What may be shown of these schools, so that all of it together tells nothing of anybody.

    The rules for each school, its parts and all together come first. Then everything that they would show is looked at
    together, by a solver, as somebody would who saw all of it and put together what some people themselves said; and
    what tells too much falls back to what is coarser, until nothing does. The same counts always give the same
    release. Each step only takes away and there are few, so it ends; and what was safe stays so, since whoever sees
    less can work out no more.
    """
    past = {
        unit.key: Past(lately, members[unit.key], rules)
        for unit in units
        if (lately := recent(earlier.get(unit.key, ()), closed, rules))
    }
    picture = Picture(units, favourable, rules, broken_down, remarks, family, picked, past)
    held = Held()
    while found := faults(units, shown := picture.shown(held), favourable, rules):
        held = further(held, found, shown)
    return shown
