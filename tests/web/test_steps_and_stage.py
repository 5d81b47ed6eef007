"""Steps over time and a stage in a line: what was so on a day is where it stands, and both are said in words."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.web.charts import steps
from tilth.web.charts.shapes import Box
from tilth.web.charts.steps import Steps

BEGINS, ENDS = date(2024, 9, 1), date(2026, 8, 31)
STAGES = ("Beginning", "Developing", "Embedding", "Leading")
days = st.dates(BEGINS - timedelta(400), ENDS + timedelta(200))
points = st.lists(st.tuples(days, st.none() | st.integers(0, 3)), max_size=12).map(tuple)
shown_steps = st.builds(Steps, st.just("Fit governance"), points, st.just(BEGINS), st.just(ENDS), st.just(STAGES))


def on(shown: Steps, day: date) -> int | None:
    """The stage on a day: the last that was said until then."""
    before = [point for point in shown.points if point[0] <= day]
    return max(enumerate(before), key=lambda each: (each[1][0], each[0]))[1][1] if before else None


@settings(max_examples=50)
@given(shown_steps, st.dates(BEGINS, ENDS - timedelta(1)))
def test_each_day_stands_at_the_stage_that_was_last_said(shown: Steps, day: date) -> None:
    (stretch,) = [each for each in steps.layout(shown).stretches if each.begins <= day < each.ends]
    assert stretch.stage == on(shown, day)


@settings(max_examples=50)
@given(shown_steps)
def test_the_name_beside_the_picture_is_the_stage_of_its_last_day(shown: Steps) -> None:
    assert steps.layout(shown).last.stage == on(shown, ENDS)


@settings(max_examples=50)
@given(shown_steps)
def test_steps_go_on_without_a_gap_from_the_first_day_to_the_last_and_stay_inside(shown: Steps) -> None:
    picture = steps.layout(shown)
    assert (picture.stretches[0].begins, picture.last.ends) == (BEGINS, ENDS)
    assert (picture.stretches[0].x, picture.last.x2) == (steps.LEFT, steps.RIGHT)
    assert all(one.ends == other.begins and one.x2 == other.x for one, other in pairwise(picture.stretches))
    assert all(steps.TOP <= each.y <= steps.FLOOR for each in picture.stretches)
    boxes = [line.box for line in picture.words]
    assert all(box.inside(Box(0, 0, steps.WIDTH, steps.HEIGHT)) for box in boxes)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]


@settings(max_examples=50)
@given(shown_steps)
def test_a_line_is_broken_wherever_the_stage_is_not_known(shown: Steps) -> None:
    picture = steps.layout(shown)
    known = [each.stage is not None for each in picture.stretches]
    begins = sum(now and not before for before, now in pairwise([False, *known]))
    assert picture.line.count("M") == begins
    assert picture.dots.count("M") == known.count(False)


def test_a_later_stage_stands_higher_and_the_last_is_named() -> None:
    shown = Steps("Fit governance", ((date(2025, 1, 6), 0), (date(2025, 9, 1), 2)), BEGINS, ENDS, STAGES)
    picture = steps.layout(shown)
    assert [each.stage for each in picture.stretches] == [None, 0, 2]
    assert picture.stretches[1].y > picture.stretches[2].y
    assert picture.words[0].text == "Embedding"
    html = Template("{% steps steps %}").render(Context({"steps": shown}))
    assert ">September 2024: not known; January 2025: Beginning; September 2025: Embedding</desc>" in html


def test_steps_that_end_before_they_begin_are_refused() -> None:
    with pytest.raises(ValueError, match="Steps end"):
        steps.layout(Steps("Fit governance", (), ENDS, BEGINS, STAGES))


def stage(level: int | None, **given: str) -> str:
    markup = "{% stage level stages ring=ring about=about %}"
    return Template(markup).render(Context({"level": level, "stages": STAGES, "ring": None, "about": None, **given}))


def test_pips_are_full_up_to_the_stage_and_a_dash_stands_for_what_is_not_known() -> None:
    for level, name in enumerate(STAGES):
        html = stage(level)
        assert html.count("<circle") == 4
        assert html.count('fill="#0b5d47"') == level + 1
        assert f">{name}</span>" in html
    assert "<circle" not in stage(None)
    assert ">not known</span>" in stage(None)


def test_a_ring_is_a_mark_and_words() -> None:
    said = {ring: stage(2, ring=ring) for ring in ("agree", "disagree", "unknown")}
    assert "; claim, evidence and voice agree</span>" in said["agree"]
    assert "; claim, evidence and voice disagree</span>" in said["disagree"]
    assert "; not known whether claim, evidence and voice agree</span>" in said["unknown"]
    assert "tilth-stage__ring" not in stage(2)


def test_whose_stage_it_is_is_heard() -> None:
    assert 'hidden">St Bride&#x27;s: </span>' in stage(1, about="St Bride's")


@pytest.mark.parametrize(("level", "given"), [(4, {}), (-1, {}), (1, {"ring": "round"})])
def test_a_stage_or_a_ring_that_there_is_not_is_refused(level: int, given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"There is no stage|A ring is one"):
        stage(level, **given)
