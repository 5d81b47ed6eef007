"""A release that withholds everything is no release: honest middling schools keep what they asked for."""

from __future__ import annotations

import time
from random import Random

import pytest

from tests.disclosure.counted import one, unit
from tests.disclosure.invented import invent, items, released
from tests.disclosure.useful import seen
from tilth.disclosure import Exact, Scale


def test_forty_of_sixty_who_answer_evenly_see_everything() -> None:
    school = unit(asked=60, teachers=[(12, 11)] * 10, support=[(6, 7)] * 10, unsaid=[(2, 2)] * 10)
    shown = one(school, broken_down=True)
    assert all(isinstance(cell, Exact) for cell in shown.items.values())
    assert shown.scale == Scale(200, 400, items=tuple(items(10)))
    assert isinstance(shown.parts, tuple) and len(shown.parts) == 2
    assert all(isinstance(cell, Exact) for part in shown.parts for cell in part.items.values())


@pytest.mark.parametrize(
    ("staff", "mood", "exact", "parts_shown"), [(60, 0.5, 0.95, 0.8), (60, 0.7, 0.8, 0.7), (150, 0.7, 0.9, 0.8)]
)
def test_most_items_of_believable_schools_are_exact(staff: int, mood: float, exact: float, parts_shown: float) -> None:
    found = seen(staff, mood, schools=25)
    assert found.items["exact"] >= exact * found.items.total()
    assert found.items["withheld"] == 0 == found.nothing
    assert found.parts.total() - found.parts["withheld"] >= parts_shown * found.parts.total()


def test_twelve_schools_with_sixty_items_take_seconds() -> None:
    """As large as a wave gets: twelve schools, four parts and those who did not say, sixty items."""
    chance, asked_of = Random(0), items(60)
    schools = [
        invent(
            chance, f"school-{place}", asked_of, size=chance.randint(40, 90), parts=4, mood=chance.uniform(0.5, 0.95)
        )
        for place in range(12)
    ]
    began = time.process_time()
    shown = released(schools)
    assert shown.family is not None and time.process_time() - began < 10
