"""How long the way between schools is, as far as their places on the map can tell."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from uuid import UUID

from tilth.matching import Id
from tilth.schools.domain.coordinates import apart

KM_AN_HOUR = 30  # along a straight line, by roads that are none
STEP = 5  # minutes: nobody plans a way more finely

Place = tuple[float, float]  # latitude and longitude, in degrees


def minutes_between(places: Mapping[UUID, Place | None]) -> dict[tuple[Id, Id], int]:
    """Minutes from each school to each other, in steps of five and five at least.

    Empty unless the place of every school is known: a school that is nowhere would seem near to all.
    """
    known = {school: place for school, place in places.items() if place is not None}
    if len(known) < len(places):
        return {}
    return {(one, other): _minutes(known[one], known[other]) for one, other in combinations(known, 2)}


def _minutes(here: Place, there: Place) -> int:
    return max(STEP, STEP * round(apart(here, there) / KM_AN_HOUR * 60 / STEP))
