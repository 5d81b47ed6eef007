"""The trust profile tells the truth, whatever it is given, and can be read."""

from itertools import combinations, pairwise

import pytest
from django.template import Context, Template
from hypothesis import example, given
from hypothesis import strategies as st

from tests.web.test_contrast import PALETTE, contrast
from tilth.web.charts import profile as profiles
from tilth.web.charts.profile import Answers, Drawn, Hidden, Nearly, Profile, Row

CHOICES = ("Agree strongly", "Agree", "Disagree", "Disagree strongly")
TOLERANCE = 0.11  # a tenth of a unit is cut off where a piece is drawn


@st.composite
def answers(draw: st.DrawFn, choices: int) -> Answers:
    counts = draw(st.lists(st.integers(0, 60), min_size=choices, max_size=choices).filter(any))
    return Answers(tuple(counts))


@st.composite
def nearly(draw: st.DrawFn) -> Nearly:
    of = draw(st.integers(8, 200))
    ends = sorted(draw(st.lists(st.integers(0, of), min_size=2, max_size=2, unique=True)))
    return Nearly(of, *ends)


@st.composite
def all_profiles(draw: st.DrawFn) -> Profile:
    choices = draw(st.integers(2, 7))
    shown = st.one_of(answers(choices), nearly(), st.just(Hidden()))
    rows = draw(st.lists(st.builds(_row, shown, st.booleans()), max_size=12))
    return Profile("Trust", [f"Choice {n}" for n in range(choices)], draw(st.integers(1, choices - 1)), rows)


def _row(shown: Answers | Nearly | Hidden, turned: bool) -> Row:
    likely = (0.2, 0.9) if isinstance(shown, Answers) else None
    return Row("Honesty", shown, "in words", likely=likely, turned=turned and isinstance(shown, Answers))


@given(all_profiles())
def test_every_bar_is_as_long_as_what_it_stands_for_and_on_its_side_of_the_middle(profile: Profile) -> None:
    picture = profiles.layout(profile)
    whole = profiles._scale(profile).whole
    for drawn in picture.rows:
        if isinstance(drawn.row.shown, Answers):
            good = sum(drawn.row.shown.counts[: profile.good]) / drawn.row.shown.of
            ends = [(piece.x - profiles.GAP, piece.x + piece.width + profiles.GAP) for piece in drawn.pieces]
            right = max((end for _, end in ends if end > picture.middle + 1), default=picture.middle)
            assert abs(right - picture.middle - good * whole) < 3 * profiles.GAP
            assert len(drawn.pieces) == sum(count > 0 for count in drawn.row.shown.counts)


@given(all_profiles())
@example(Profile("Trust", [f"Choice {n}" for n in range(5)], 1, [_row(Answers((22, 1, 60, 60, 60)), False)]))
def test_nothing_overlaps_and_nothing_leaves_the_picture(profile: Profile) -> None:
    for drawn in profiles.layout(profile).rows:
        spans = sorted((piece.x, piece.x + piece.width) for piece in drawn.pieces)
        assert all(end <= start + TOLERANCE for (_, end), (start, _) in pairwise(spans))
        assert all(start >= -TOLERANCE and end <= profiles.WIDTH + TOLERANCE for start, end in spans)


@given(nearly())
def test_what_is_known_only_in_part_shows_as_solid_no_more_than_is_certain(shown: Nearly) -> None:
    profile = Profile("Trust", CHOICES, 2, [Row("Honesty", shown, "in words")])
    (drawn,) = profiles.layout(profile).rows
    solid = [piece for piece in drawn.pieces if not piece.is_open]
    certain = (shown.least, shown.of - shown.most)
    assert len(solid) == sum(count > 0 for count in certain)
    whole = profiles._scale(profile).whole
    assert sum(piece.width for piece in solid) <= max(len(solid), whole * sum(certain) / shown.of)
    assert all(piece.text in ("", *(f"{count} or more" for count in certain)) for piece in solid)


@given(st.floats(0, 300), st.floats(0.5, 300))
def test_a_hatching_stays_where_it_belongs(x: float, width: float) -> None:
    places = profiles.hatched(x, width).replace("M", " ").replace("L", " ").split()
    across = [float(each) for each in places[::2]]
    down = [float(each) for each in places[1::2]]
    assert all(x - TOLERANCE <= each <= x + width + TOLERANCE for each in across)
    assert all(profiles.TOP - TOLERANCE <= each <= profiles.TOP + profiles.THICK + TOLERANCE for each in down)


def test_favourable_answers_stand_to_the_right_also_where_the_question_was_turned_round() -> None:
    """Of a reversed item the counts come with the best answer first; the table gives them as people chose them."""
    row = Row("Promises kept", Answers((8, 6, 2, 1)), "", turned=True)
    (drawn,) = profiles.layout(Profile("Trust", CHOICES, 2, [row])).rows
    assert drawn.said == "1 agree strongly; 2 agree; 6 disagree; 8 disagree strongly"
    assert _right_to_left(drawn) == ["8", "6", "2", "1"]
    assert row.chosen == ["1", "2", "6", "8"]


def _right_to_left(drawn: Drawn) -> list[str]:
    return [piece.text for piece in sorted(drawn.pieces, key=lambda piece: -piece.x)]


@given(all_profiles())
def test_each_bar_has_a_title_a_description_and_its_line_in_the_table(profile: Profile) -> None:
    html = Template("{% profile_chart profile %}").render(Context({"profile": profile}))
    assert html.count("<title id=") == html.count("<desc id=") == html.count('role="img"') == len(profile.rows)
    assert html.count('<th scope="row">') == len(profile.rows)
    assert "style=" not in html


def test_the_colours_of_the_picture_are_those_of_the_house() -> None:
    used = {
        *("ink", "paper", "stone", "line-strong"),
        *("leaf", "soil-dark", "leaf-mid", "soil-mid"),
    }
    drawn = {profiles.INK, profiles.PAPER, profiles.STONE, profiles.LINE}
    drawn |= {tone for tone, _ink in (profiles.GOOD, profiles.POOR, profiles.GOOD_MILD, profiles.POOR_MILD)}
    assert drawn == {PALETTE[name] for name in used}


NAMES = {colour: name for name, colour in PALETTE.items()}
TONES = (profiles.GOOD, profiles.POOR, profiles.GOOD_MILD, profiles.POOR_MILD)


@pytest.mark.parametrize(("fill", "ink"), TONES)
def test_counts_can_be_read_on_their_bars_and_bars_seen_on_the_page(fill: str, ink: str) -> None:
    assert contrast(NAMES[fill], NAMES[ink]) >= 4.5
    assert contrast(NAMES[fill], "paper") >= 3
    assert contrast(NAMES[fill], "ground") >= 3


def test_the_two_tones_of_a_side_can_be_told_apart_without_their_gap() -> None:
    for end, mild in ((profiles.GOOD, profiles.GOOD_MILD), (profiles.POOR, profiles.POOR_MILD)):
        assert contrast(NAMES[end[0]], NAMES[mild[0]]) >= 2.4
    assert not [pair for pair in combinations(TONES, 2) if pair[0][0] == pair[1][0]]


def test_a_profile_without_rows_is_drawn_as_nothing_but_its_key() -> None:
    picture = profiles.layout(Profile("Trust", CHOICES, 2, []))
    assert not picture.rows
    assert [words for _, words in picture.legend] == list(reversed(CHOICES))
