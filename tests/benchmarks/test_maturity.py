"""The benchmark of the figures measures what it says."""

from __future__ import annotations

import pytest

from benchmarks.maturity.__main__ import agree, measured
from tilth.figures import Figure
from tilth.schools.models import School


@pytest.mark.django_db
def test_each_query_is_counted_once_and_the_time_taken_is_some() -> None:
    seconds, busy, queries = measured(lambda: [School.objects.count() for _time in range(4)], 3)
    assert queries == 4
    assert seconds > 0 and busy >= 0


def test_two_ways_that_find_something_else_do_not_agree(capsys: pytest.CaptureFixture[str]) -> None:
    ours = {"jpd.staff": {None: Figure(1, of=2)}, "jpd.said": {}}
    assert agree(ours, {"jpd.staff": {None: (1, 2)}, "jpd.said": {}})
    assert not agree(ours, {"jpd.staff": {None: (2, 2)}})
    assert not agree(ours, {"jpd.coached": {None: (0, 2)}})
