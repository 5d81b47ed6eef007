"""Pictures hold together whatever is put in them."""

from itertools import combinations

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from tilth.web.charts import grid as grids
from tilth.web.charts import ring as rings
from tilth.web.charts.grid import Arrow, Grid, Mark
from tilth.web.charts.ring import Flow, Member, Ring
from tilth.web.charts.shapes import Box

words = st.text(st.characters(codec="utf-8", categories=["L", "Nd", "Pd", "Zs"]), max_size=90)
names = words.map(str.strip).filter(bool)
members = st.builds(Member, name=names, line=words)
places = st.tuples(st.integers(1, 6), st.integers(1, 6))
marks = st.builds(Mark, label=names, now=places, wanted=st.none() | places)


@st.composite
def all_rings(draw: st.DrawFn) -> Ring:
    people = draw(st.lists(members, min_size=2, max_size=5))
    order = draw(st.permutations(range(len(people))))
    steps = list(zip(order, [*order[1:], order[0]], strict=True))
    if draw(st.booleans()):
        steps = steps[:-1]
    flows = [Flow(giver, receiver, draw(names)) for giver, receiver in steps]
    return Ring(people, draw(st.permutations(flows)))


@given(all_rings())
def test_nothing_in_a_ring_overlaps_and_everything_is_inside(ring):
    picture = rings.layout(ring)
    shapes = [*picture.discs, *picture.lines, *picture.numbers]
    assert not [pair for pair in combinations([shape.box for shape in shapes], 2) if pair[0].meets(pair[1])]
    assert all(shape.box.inside(picture.bounds) for shape in shapes)


@given(all_rings())
def test_a_ring_has_a_disc_for_each_person_and_an_arrow_for_each_gift(ring):
    picture = rings.layout(ring)
    assert len(picture.discs) == len(ring.members)
    assert len(picture.arrows) == len(ring.flows)
    assert len(ring.sentences()) == len(ring.flows)


@given(all_rings())
def test_every_sentence_names_giver_gift_and_receiver(ring):
    expected = {
        f"{ring.members[flow.giver].name} helps {ring.members[flow.receiver].name} with {flow.what}"
        for flow in ring.flows
    }
    assert set(ring.sentences()) == expected


@pytest.mark.parametrize(
    "flows",
    [[Flow(0, 1, "a"), Flow(0, 2, "b")], [Flow(0, 1, "a")], [Flow(0, 1, "a"), Flow(1, 0, "b"), Flow(2, 0, "c")]],
    ids=["gives twice", "left out", "gains twice"],
)
def test_what_is_neither_ring_nor_chain_is_refused(flows):
    with pytest.raises(ValueError, match="A ring has"):
        rings.layout(Ring([Member("Ben"), Member("Asha"), Member("Leo")], flows))


def test_a_chain_says_who_asks_nothing_back():
    chain = Ring([Member("Ben"), Member("Asha")], [Flow(0, 1, "questioning")])
    assert [line.text for line in rings.layout(chain).lines if line.kind == "offer"] == ["an opening offer"]


@given(st.lists(marks, max_size=14))
def test_marks_on_the_grid_never_touch_and_stay_in_their_cell(held):
    picture = grids.layout(Grid(held))
    boxes = [
        Box(dot.x - picture.radius, dot.y - picture.radius, dot.x + picture.radius, dot.y + picture.radius)
        for dot in picture.dots
    ]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]
    cells = [Box(cell.x, cell.y, cell.x + picture.cell, cell.y + picture.cell) for cell in picture.cells]
    assert all(any(box.inside(cell) for cell in cells) for box in boxes)
    assert picture.radius >= 3


def test_shallow_and_loose_is_low_and_left():
    (dot,) = grids.layout(Grid([Mark("Ada", now=(1, 1))])).dots
    assert dot.x < grids.WIDTH / 4
    assert dot.y > grids.HEIGHT * 3 / 4


def test_the_spread_is_a_sentence():
    assert Grid([Mark("A", (1, 2)), Mark("B", (3, 2))]).spread() == "Marks for now: depth 1 to 3, structure 2."
    assert Grid([Mark("A", (1, 2))]).spread() == ""


@pytest.mark.parametrize(("wanted", "warns"), [((2, 4), True), ((3, 4), False), ((2, 2), False), ((1, 3), True)])
def test_tighter_without_deeper_is_known(wanted, warns):
    assert Arrow(now=(2, 2), wanted=wanted).tightens_without_deepening is warns


def test_an_arrow_that_stays_where_it_is_is_not_drawn():
    assert grids.layout(Grid(arrow=Arrow((2, 2), (2, 2)))).arrow is None


def test_while_marks_are_private_the_grid_says_what_it_waits_for():
    html = Template("{% grid_chart grid %}").render(Context({"grid": Grid(waiting="4 of 6 have marked.")}))
    assert "4 of 6 have marked." in html
    assert "<circle" not in html


@given(all_rings())
def test_a_ring_has_a_title_a_description_and_its_sentences(ring):
    html = Template("{% ring_chart ring %}").render(Context({"ring": ring}))
    assert "<title id=" in html
    assert "<desc id=" in html
    assert html.count("<li>") == len(ring.flows)


def test_the_ends_of_an_arrow_are_named_unless_marks_stand_there():
    arrow = Arrow(now=(2, 2), wanted=(5, 2), label="by 2029")
    assert [end.text for end in grids.layout(Grid(arrow=arrow)).ends] == ["now", "by 2029"]
    assert not grids.layout(Grid(marks=[Mark("Ada", (2, 2))], arrow=arrow)).ends


@given(places, places)
def test_the_ends_of_an_arrow_stay_inside_the_grid(now, wanted):
    picture = grids.layout(Grid(arrow=Arrow(now=now, wanted=wanted, label="by 2029")))
    assert all(0 < end.x < picture.width and 0 < end.y < picture.height for end in picture.ends)
