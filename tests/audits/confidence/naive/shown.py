"""Results as most tools show them: everything that five people answered, to the last number."""

from __future__ import annotations

from collections.abc import Sequence

from tests.audits.confidence.naive.threshold import MINIMUM
from tests.disclosure.invented import FAVOURABLE, School
from tilth.disclosure import Body, Exact, Reason, Release, Released, Scale, Shown, Unit, Withheld
from tilth.disclosure.values import Part


def everything(schools: Sequence[School]) -> Released:
    """Each school and each of its parts, shown from five people on."""
    return Released(tuple(_school(school.unit) for school in schools))


def _school(unit: Unit) -> Release:
    answered = sum(body.answered for body in unit.bodies)
    if answered < MINIMUM:
        return Release(unit.key, unit.asked, None, Withheld(Reason.FEW, MINIMUM))
    parts = tuple(
        Part((body.key,), body.answered, _items([body]), _scale([body]))
        for body in unit.bodies
        if body.answered >= MINIMUM
    )
    return Release(unit.key, unit.asked, answered, None, _items(unit.bodies), _scale(unit.bodies), parts)


def _items(bodies: Sequence[Body]) -> dict[str, Shown]:
    return {item: _item(bodies, item) for item in bodies[0].counts}


def _item(bodies: Sequence[Body], item: str) -> Shown:
    counts = tuple(sum(numbers) for numbers in zip(*(body.counts[item] for body in bodies), strict=True))
    return Exact(counts) if sum(counts) >= MINIMUM else Withheld(Reason.FEW, MINIMUM)


def _scale(bodies: Sequence[Body]) -> Scale:
    counts = [counts for body in bodies for counts in body.counts.values()]
    good = sum(count[place] for count in counts for place in FAVOURABLE)
    return Scale(good, sum(map(sum, counts)), items=tuple(bodies[0].counts))
