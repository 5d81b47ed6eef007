"""Waves: planned, opened, closed, called off; who is asked, and who hears of it."""

from __future__ import annotations

import pytest

from tests.factories.audits import in_wave, open_wave, school_of
from tilth.audits.models import Wave
from tilth.trays import queries as trays

pytestmark = pytest.mark.django_db


def test_opening_draws_the_roll_and_sets_up_a_box() -> None:
    wave = open_wave(school_of(12))
    here = in_wave(wave)
    assert wave.phase == Wave.Phase.OPEN and here.asked == 12
    assert sorted(here.roll.values_list("place", flat=True)) == list(range(12))
    assert trays.papers_left(here.box) == 0
