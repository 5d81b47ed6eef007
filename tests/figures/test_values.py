"""A figure never says more than it counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.figures import Figure


@given(value=st.integers(-5, 50), of=st.one_of(st.none(), st.integers(0, 50)))
def test_a_count_is_never_below_nothing_nor_above_all(value: int, of: int | None) -> None:
    makes_sense = value >= 0 and (of is None or value <= of)
    if makes_sense:
        assert Figure(value, of=of).none == (value == 0)
    else:
        with pytest.raises(ValueError, match="makes no sense"):
            Figure(value, of=of)
