"""The benchmark of the planner measures what it says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.timetable.__main__ import planned
from benchmarks.timetable.families import family

pytestmark = pytest.mark.alike


def test_a_seed_makes_one_family_and_another_seed_another() -> None:
    assert family(3, 10, seed=1) == family(3, 10, seed=1) != family(3, 10, seed=2)
    one = family(4, 20)
    assert (len(one.schools), len(one.groups), one.weeks) == (4, 20, 12)
    homes = {person.key: person.school for person in one.people}
    assert all(len({homes[key] for key in group.people}) > 1 for group in one.groups)


def test_both_ways_are_measured_and_what_must_not_be_is_said() -> None:
    run = planned(family(2, 5, weeks=5, staff=8), 4.0)
    assert run.faults() == [] and run.seconds > 0
    assert replace(run, ours=replace(run.plain, bound=10**6)).faults()
