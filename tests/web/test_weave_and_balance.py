"""The ledger's two pictures keep every minute, and nothing leaves its place."""

from __future__ import annotations

from math import pi

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from tilth.web.charts import balance, weave
from tilth.web.charts.balance import Balance, Column
from tilth.web.charts.weave import School, Tie, Weave


@st.composite
def weaves(draw: st.DrawFn) -> Weave:
    many = draw(st.integers(0, 14))
    pairs = [(a, b) for a in range(many) for b in range(a)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=20)) if pairs else []
    minutes = st.integers(0, 5000)
    ties = [Tie(a, b, draw(minutes), draw(minutes), f"{a} and {b}") for a, b in chosen]
    return Weave("Who gave to whom", [School(f"School {n}") for n in range(many)], ties)


@given(weaves())
def test_schools_stand_round_the_ring_and_bands_within_their_school(shown: Weave) -> None:
    picture = weave.layout(shown)
    turns = [angle for arc in picture.arcs for angle in (arc.start, arc.end)]
    assert turns == sorted(turns)
    assert not turns or turns[-1] <= 2 * pi
    assert len(picture.bands) == len(shown.ties)
    for arc in picture.arcs:
        assert 0 <= arc.disc.x <= weave.SIZE
        assert 0 <= arc.disc.y <= weave.SIZE


@given(weaves())
def test_a_band_is_as_broad_at_each_end_as_what_that_school_gave(shown: Weave) -> None:
    bands = {band.words: band for band in weave.layout(shown).bands}
    whole = sum(weave.given_by(shown)) or 1
    free = 2 * pi - len(shown.schools) * (weave.GAP + weave.LEAST)
    for tie in shown.ties:
        (a, b), (c, d) = bands[tie.words].ends
        assert b - a == pytest.approx(free * tie.given / whole, abs=1e-9)
        assert d - c == pytest.approx(free * tie.received / whole, abs=1e-9)


columns = st.builds(Column, st.just(("Aut", "26")), st.integers(0, 9000), st.integers(0, 9000), st.just("said"))
rows = st.builds(balance.Row, st.just("Hollins"), st.just("gave"), st.lists(columns, max_size=9))


@given(st.lists(rows, max_size=5))
def test_an_hour_is_as_long_everywhere_above_and_below_the_line(held: list[balance.Row]) -> None:
    shown = Balance("Given and received", held)
    for drawn in balance.layout(shown):
        for bar in drawn.bars:
            assert balance.TOP - 1e-6 <= bar.top <= balance.MIDDLE
            assert balance.MIDDLE + bar.below <= balance.BOTTOM + 1e-6
            assert bar.above * bar.column.received == pytest.approx(bar.below * bar.column.given)
            assert 0 <= bar.x <= bar.x + bar.width <= balance.width(shown)


def test_both_draw_and_say_themselves() -> None:
    ties = [Tie(0, 1, 60, 0, "Hollins gave Rowan Lane 1 h")]
    shown = Weave("Who gave to whom", [School("Hollins"), School("Rowan Lane", "received 1 h")], ties)
    assert "Hollins gave Rowan Lane 1 h" in Template("{% weave_chart it %}").render(Context({"it": shown}))
    row = balance.Row("Hollins", "gave 1 h", [Column(("Aut", "26"), 60, 0, "Autumn: gave 1 h")])
    assert "Autumn: gave 1 h" in Template("{% balance_chart it %}").render(Context({"it": Balance("Both", [row])}))
