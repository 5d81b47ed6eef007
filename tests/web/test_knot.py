"""The four-way knot: four nodes, six ropes that differ in shape, and each tie said in words."""

from __future__ import annotations

import re
from itertools import combinations
from typing import get_args

import pytest
from django.template import Context, Template
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.web.charts import knot
from tilth.web.charts.knot import Knot, Node, Tie
from tilth.web.charts.shapes import Box

words = st.text(st.characters(codec="utf-8", categories=["L", "Nd", "Pd", "Zs"]), max_size=60)
levels = st.none() | st.floats(0, 3)
nodes = st.builds(Node, words, words, levels, words, st.sampled_from(["", "#open"]))
strengths = st.sampled_from(get_args(knot.Strength))


@st.composite
def knots(draw: st.DrawFn) -> Knot:
    pairs = [draw(st.permutations(pair)) for pair in draw(st.permutations(list(combinations(range(4), 2))))]
    ties = [Tie(a, b, draw(strengths), f"because of {a} and {b}") for a, b in pairs]
    return Knot((draw(nodes), draw(nodes), draw(nodes), draw(nodes)), tuple(ties))


def reached(path: str) -> list[tuple[float, float]]:
    """Every point that a path of straight lines and curves names."""
    numbers = [float(each) for each in re.findall(r"-?\d+\.\d", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@settings(max_examples=40)
@given(knots())
def test_nothing_in_the_knot_covers_anything_else(shown: Knot) -> None:
    picture = knot.layout(shown)
    solid = [bead.box for bead in picture.beads] + [line.box for bead in picture.beads for line in bead.words]
    assert not [pair for pair in combinations(solid, 2) if pair[0].meets(pair[1])]
    assert all(box.inside(picture.bounds) for box in solid)
    for x, y in (point for rope in picture.ropes for path in (*rope.strands, *rope.threads) for point in reached(path)):
        assert Box(x, y, x, y).inside(picture.bounds)
        assert not [
            box for box in solid if box.meets(Box(x - 0.1, y - 0.1, x + 0.1, y + 0.1)) and box.width > 2 * knot.R
        ]


@settings(max_examples=20)
@given(knots())
def test_every_node_and_every_tie_is_said(shown: Knot) -> None:
    html = Template("{% knot knot %}").render(Context({"knot": shown}))
    assert all(f'aria-label="{escape(node.label)}"' in html for node in shown.nodes)
    assert html.count("<li>") == 6
    for tie in shown.ties:
        one, other = shown.nodes[tie.a].name, shown.nodes[tie.b].name
        assert f"<strong>{escape(one)} with {escape(other)}</strong>" in html
        assert f"<small>{knot.STRENGTHS[tie.strength]}; {tie.said}</small>" in html


def test_the_four_strengths_differ_in_shape() -> None:
    ropes = {strength: knot.rope((0, 0), (100, 0), strength) for strength in get_args(knot.Strength)}
    assert [len(ropes[each].strands) for each in ("strong", "growing", "frayed", "unknown")] == [2, 1, 2, 1]
    assert [len(ropes[each].threads) for each in ("strong", "growing", "frayed", "unknown")] == [0, 0, 6, 0]


@pytest.mark.parametrize("breaks", [0.26, 0.5])
def test_a_frayed_rope_holds_nowhere_across_its_break(breaks: float) -> None:
    frayed = knot.rope((0, 0), (100, 0), "frayed", breaks=breaks)
    ends = [x for path in (*frayed.strands, *frayed.threads) for x, _y in reached(path)]
    left, right = [x for x in ends if x < 100 * breaks], [x for x in ends if x > 100 * breaks]
    assert min(right) - max(left) > 5
    assert not [x for x in ends if abs(x - 100 * breaks) < 2]


def test_a_higher_level_fills_more_and_an_unknown_one_nothing() -> None:
    beads = [Node("A", "A", level, "said") for level in (None, 0.0, 1.5, 3.0)]
    ties = tuple(Tie(a, b, "unknown", "") for a, b in combinations(range(4), 2))
    arcs = [bead.arc for bead in knot.layout(Knot((beads[0], beads[1], beads[2], beads[3]), ties)).beads]
    assert [arc.count("A") for arc in arcs] == [0, 1, 3, 4]
    assert arcs[3].endswith("0.0 -28.0")


def test_what_is_no_knot_is_refused() -> None:
    four = tuple(Node(name, name, 1.0, "said") for name in "ABCD")
    ties = tuple(Tie(a, b, "unknown", "") for a, b in combinations(range(4), 2))
    for held in (Knot(four[:3], ties), Knot(four, ties[:5]), Knot(four, (*ties[:5], ties[0]))):
        with pytest.raises(ValueError, match="A knot has"):
            knot.layout(held)
