"""The grid, in theory."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tilth.partnerships.domain import grid
from tilth.partnerships.domain.grid import Mark, Phase, Place, Turn

levels = st.integers(grid.LOWEST, grid.HIGHEST)
places = st.builds(Place, depth=levels, structure=levels)
marks = st.builds(Mark, now=places, wanted=places)
TODAY = date(2026, 11, 22)


@given(st.lists(levels, min_size=1, max_size=12))
def test_a_spread_holds_every_mark_and_its_middle_was_marked(marked: list[int]) -> None:
    seen = grid.spread(marked)
    assert all(seen.low <= level <= seen.high for level in marked)
    assert seen.middle in marked


@given(st.lists(marks, min_size=1, max_size=12))
def test_the_middle_lies_within_the_spread(marked: list[Mark]) -> None:
    middle, now = grid.middle(marked), grid.disagreement([mark.now for mark in marked])
    assert middle and now
    assert now.depth.low <= middle.now.depth <= now.depth.high


def test_nothing_is_said_of_no_marks() -> None:
    assert grid.middle([]) is None
    assert grid.disagreement([]) is None


@given(levels, levels)
def test_neighbours_see_alike(one: int, other: int) -> None:
    assert grid.spread([one, other]).alike == (abs(one - other) <= 1)


@given(marks)
def test_tighter_without_deeper_is_never_said_of_an_arrow_that_goes_deeper(mark: Mark) -> None:
    turn = grid.direction(mark)
    assert grid.tighter_without_deeper(mark) == (turn.structure is Turn.UP and turn.depth is not Turn.UP)


@given(st.sets(st.integers()), st.sets(st.integers()))
def test_whoever_has_marked_is_not_awaited(seated: set[int], marked: set[int]) -> None:
    assert set(grid.awaited(seated, marked)) == seated - marked


@given(st.integers(-30, 30))
def test_marks_stay_private_through_the_last_day(days: int) -> None:
    today = TODAY + timedelta(days=days)
    phase = grid.phase(shown=False, closes_on=TODAY, today=today, agreed=False)
    assert (phase is Phase.OPEN) == (today <= TODAY)


def test_four_is_deep_and_three_is_not() -> None:
    assert grid.is_deep(Mark(now=Place(4, 1), wanted=Place(4, 1)))
    assert not grid.is_deep(Mark(now=Place(3, 6), wanted=Place(6, 6)))
