"""Pictures of a team's behaviours and of a share over time say what they are given, and stay where they belong."""

from itertools import pairwise

from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from tests.web.test_contrast import PALETTE, contrast
from tests.web.test_profile import TOLERANCE, nearly
from tilth.web.charts import picks, trend
from tilth.web.charts.picks import Picked, Picks
from tilth.web.charts.profile import WIDTH, Hidden
from tilth.web.charts.trend import Point, Trend

NAMES = {colour: name for name, colour in PALETTE.items()}


@st.composite
def picked(draw: st.DrawFn) -> Picked:
    of = draw(st.integers(8, 60))
    return Picked(draw(st.integers(0, of)), of)


shares = st.one_of(picked(), nearly(), st.just(Hidden()))
pairs = st.tuples(shares, shares)
rows = st.builds(picks.Row, st.just("Speaking plainly"), pairs, st.none() | pairs, st.just(("a", "b", "c", "d")))


@given(st.lists(rows, max_size=6))
def test_strengths_stand_to_the_right_and_weaknesses_to_the_left(held: list[picks.Row]) -> None:
    for drawn in picks.layout(Picks("A team", held)):
        assert all(part.x >= -TOLERANCE and part.x + part.width <= WIDTH + 1 for part in drawn.stretches)
        right = [part for part in drawn.stretches if part.fill in (picks.OF_TEAM[0], picks.OF_ONESELF[0])]
        assert all(part.x >= picks.MIDDLE - TOLERANCE for part in right)
        left = [part for part in drawn.stretches if part.fill in (picks.OF_TEAM[1], picks.OF_ONESELF[1])]
        assert all(part.x + part.width <= picks.MIDDLE + TOLERANCE for part in left)


@given(st.lists(rows, min_size=1, max_size=4))
def test_each_behaviour_has_a_title_a_description_and_its_line(held: list[picks.Row]) -> None:
    html = Template("{% picks_chart picks %}").render(Context({"picks": Picks("A team", held)}))
    assert html.count("<title id=") == html.count("<desc id=") == html.count('<th scope="row">') == len(held)


def test_colours_of_strengths_and_weaknesses_can_be_seen_and_read() -> None:
    for fills, ink in zip((picks.OF_TEAM, picks.OF_ONESELF), picks.INKS, strict=True):
        for fill in fills:
            assert contrast(NAMES[fill], "paper") >= 3
            assert contrast(NAMES[fill], NAMES[ink]) >= 4.5


points = st.builds(lambda share: Point(share, (share / 2, (1 + share) / 2), f"{share:.0%}"), st.floats(0, 1))


@given(st.lists(st.lists(st.none() | points, min_size=3, max_size=3), max_size=4))
def test_only_what_follows_on_one_another_is_joined(held: list[list[Point | None]]) -> None:
    shown = Trend("Trust", ("May", "June", "July"), [trend.Row("Honesty", row) for row in held])
    for drawn, row in zip(trend.layout(shown), held, strict=True):
        assert len(drawn.marks) == sum(point is not None for point in row)
        assert len(drawn.lines) == sum(bool(one and other) for one, other in pairwise(row))
        assert all(trend.TOP <= mark.high <= mark.y <= mark.low <= trend.BOTTOM for mark in drawn.marks)


def test_higher_shares_stand_higher_and_a_gap_is_said() -> None:
    row = trend.Row("Honesty", [Point(0.2, (0.1, 0.4), "20 %"), None, Point(0.8, (0.6, 0.9), "80 %")])
    shown = Trend("Trust", ("May", "June", "July"), [row])
    (drawn,) = trend.layout(shown)
    assert drawn.marks[0].y > drawn.marks[1].y
    assert drawn.said == "May: 20 %; June: –; July: 80 %"
    assert "not shown" in Template("{% trend_chart trend %}").render(Context({"trend": shown}))
