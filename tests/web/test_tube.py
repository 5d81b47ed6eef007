"""The tube map: nothing covers anything, every station is there, and all of it is said in words."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import get_args

from django.template import Context, Template
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.test_contrast import PALETTE, ratio
from tilth.web.charts import tube
from tilth.web.charts.shapes import Box
from tilth.web.charts.tube import Line, Station, Tube

rings = st.sampled_from(get_args(tube.Ring))
words = st.text(st.characters(codec="utf-8", categories=["L", "Nd", "Pd", "Zs"]), max_size=60)
NAMES = ("Joint practice development", "Fit governance", "Creative entrepreneurship", "Evaluation and challenge")


@st.composite
def tubes(draw: st.DrawFn) -> Tube:
    lines = []
    for place in range(draw(st.integers(1, 6))):
        many = draw(st.integers(1, 12))
        names = st.sampled_from(NAMES) | words
        stations = [
            Station(
                f"{place}-{n}", draw(names), draw(st.none() | st.integers(0, 3)), draw(rings), "said", f"#{place}-{n}"
            )
            for n in range(many)
        ]
        lines.append(Line(draw(names), tuple(stations)))
    shorts = [station.short for line in lines for station in line.stations]
    links = draw(st.lists(st.tuples(st.sampled_from(shorts), st.sampled_from([*shorts, "gone"])), max_size=9))
    return Tube(tuple(lines), tuple(links), tuple(draw(st.lists(st.sampled_from(shorts), max_size=5))))


def solids(picture: tube.Picture) -> list[tuple[str, Box]]:
    """Each thing on the map that nothing else may cover, and whose it is."""
    held = [("sign", track.flag) for track in picture.tracks]
    stops = [stop for track in picture.tracks for stop in track.stops]
    held += [(stop.station.short, stop.box) for stop in stops]
    return held + [(stop.station.short, line.box) for stop in stops for line in stop.words]


@settings(max_examples=40)
@given(tubes())
def test_nothing_on_the_map_covers_anything_else(shown: Tube) -> None:
    picture = tube.layout(shown)
    held = [box for _whose, box in solids(picture)]
    whole = Box(0, 0, tube.WIDTH, picture.height)
    assert not [pair for pair in combinations(held, 2) if pair[0].meets(pair[1])]
    assert all(box.inside(whole) for box in held)


@settings(max_examples=40)
@given(tubes())
def test_every_station_is_on_its_line_in_order(shown: Tube) -> None:
    picture = tube.layout(shown)
    assert [[stop.station for stop in track.stops] for track in picture.tracks] == [
        list(line.stations) for line in shown.lines
    ]
    for track in picture.tracks:
        assert all(one.x < other.x for one, other in pairwise(track.stops))
        assert all(track.top <= stop.box.top and stop.foot <= track.bottom for stop in track.stops)
    assert all(one.bottom < other.top for one, other in pairwise(picture.tracks))


@settings(max_examples=40)
@given(tubes())
def test_a_thread_crosses_no_station_no_name_and_no_sign(shown: Tube) -> None:
    picture = tube.layout(shown)
    rows = {station: place for place, line in enumerate(shown.lines) for station in line.stations}
    apart = [(one, other) for one, other in tube.linked(shown) if rows[one] != rows[other]]
    assert [{thread.one, thread.other} for thread in picture.threads] == [{one, other} for one, other in apart]
    for thread in picture.threads:
        for x, top, bottom in thread.drops:
            assert tube.FLAG < x <= tube.WIDTH
            drop = Box(x - 0.5, min(top, bottom), x + 0.5, bottom)
            assert not [whose for whose, box in solids(picture) if box.meets(drop)]


@settings(max_examples=15)
@given(tubes())
def test_each_station_says_all_it_knows_in_both_arrangements_and_in_words(shown: Tube) -> None:
    html = Template("{% tube_map tube %}").render(Context({"tube": shown}))
    stations = [station for line in shown.lines for station in line.stations]
    for station in stations:
        assert f'href="{station.link}" aria-label="{escape(station.label)}"' in html
        assert f"<li>{escape(station.label)}</li>" in html
        assert html.count(f'href="{station.link}"') == 2
    assert html.count("<p><strong>") == len(shown.lines) + bool(tube.linked(shown))


def test_a_stage_is_told_by_quarters_and_by_a_number() -> None:
    one = Station("JPD", "Joint practice development", None, "agree", "not known")
    looks = [tube.mark(replace(one, stage=stage), "#000000") for stage in (None, 0, 1, 2, 3)]
    assert [sum(look.quarters) for look in looks] == [0, 1, 2, 3, 4]
    assert [look.text for look in looks] == ["–", "1", "2", "3", "4"]


def test_a_ring_is_told_by_its_shape() -> None:
    drawn = Template('{% include "web/charts/tube_mark.html" %}')
    one = Station("JPD", "Joint practice development", 1, "agree", "said")
    looks = {
        ring: drawn.render(Context({"mark": tube.mark(replace(one, ring=ring), "#000000")}))
        for ring in get_args(tube.Ring)
    }
    assert "dasharray" in looks["unknown"]
    assert ">!</text>" in looks["disagree"]
    assert "dasharray" not in looks["agree"]
    assert ">!</text>" not in looks["agree"]


def test_a_station_without_a_page_is_no_link() -> None:
    one = Station("JPD", "Joint practice development", 1, "agree", "developing; voice agrees")
    html = Template("{% tube_map tube %}").render(Context({"tube": Tube((Line("Development", (one,)),))}))
    assert "<a" not in html
    assert '<g role="img" aria-label="Joint practice development: developing; voice agrees">' in html


def test_a_crowded_line_writes_short_names() -> None:
    stations = tuple(Station(f"S{n}", "Joint practice development", 0, "agree", "said") for n in range(12))
    (track,) = tube.layout(Tube((Line("Development", stations),))).tracks
    assert [line.text for stop in track.stops for line in stop.words] == [f"S{n}" for n in range(12)]


def test_a_line_has_the_same_colour_across_and_down_and_its_name_can_be_read_on_it() -> None:
    style = (Path(__file__).parents[2] / "front/components/_tube.scss").read_text()
    assert tuple(re.findall(r"#[0-9a-f]{6}", style.split("$lines:")[1].split(";")[0])) == tube.COLOURS
    assert all(ratio(colour, PALETTE["paper"]) >= 4.5 for colour in (*tube.COLOURS, tube.QUIET))
