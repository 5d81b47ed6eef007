"""A figure never says more than it counted, and nothing where it was withheld."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.figures import Figure, NotReleased, Verdict

counts = st.integers(-5, 50)


@given(value=counts, of=st.one_of(st.none(), st.integers(0, 50)))
def test_a_count_is_never_below_nothing_nor_above_all(value: int, of: int | None) -> None:
    makes_sense = value >= 0 and (of is None or value <= of)
    if makes_sense:
        figure = Figure(value, of=of)
        assert figure.none == (value == 0)
        assert figure.share == (value / of if of else None)
        assert figure.verdict.shown
    else:
        with pytest.raises(ValueError, match="makes no sense"):
            Figure(value, of=of)


@pytest.mark.parametrize("asked", ["value", "share"])
def test_what_is_withheld_gives_no_number_to_anybody(asked: str) -> None:
    figure = Figure.withheld("few", source="/asking/")
    assert (figure.verdict, figure.source, figure.none) == (Verdict("few"), "/asking/", False)
    with pytest.raises(NotReleased, match="few"):
        getattr(figure, asked)


@given(value=counts | st.none(), of=counts | st.none())
def test_no_number_can_be_hidden_inside_a_figure_that_is_withheld(value: int | None, of: int | None) -> None:
    if value is None and of is None:
        assert repr(Figure(None, verdict=Verdict("few")))
    else:
        with pytest.raises(ValueError, match="holds no number"):
            Figure(value, of=of, verdict=Verdict("few"))


def test_a_figure_that_is_shown_has_a_number() -> None:
    with pytest.raises(ValueError, match="makes no sense"):
        Figure(None)


@given(st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted), st.integers(9, 20))
def test_between_two_counts_is_no_number_and_the_span_of_a_share(ends: list[int], of: int) -> None:
    figure = Figure.between(*ends, of=of, why="not exactly")
    assert not figure.verdict.shown and (figure.counted, figure.of) == (None, None)
    assert figure.span == (ends[0] / of, ends[1] / of)
    assert Figure(ends[0], of=of).span == (ends[0] / of, ends[0] / of)
    with pytest.raises(NotReleased):
        _number = figure.share


def test_nothing_is_known_of_what_is_withheld_or_out_of_nothing() -> None:
    assert Figure.withheld("few").span is Figure(0, of=0).span is Figure.between(0, 0, of=0, why="few").span is None
    with pytest.raises(ValueError, match="Bounds"):
        Figure(1, of=2, bounds=(0.5, 0.5))
    with pytest.raises(ValueError, match="Bounds"):
        Figure.between(3, 2, of=4, why="not exactly")
