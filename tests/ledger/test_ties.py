"""Ties, gathered and measured: small cases by hand, and theorems against the plain way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.ledger.domain import ties
from tilth.ledger.domain.ties import Census

pytestmark = pytest.mark.alike
ENDS = st.integers(0, 8)
LINES = st.lists(st.tuples(ENDS, ENDS, st.integers(1, 90)), max_size=24)
GROUP = {person: person // 3 for person in range(9)}


def test_repeats_add_up_loops_and_broken_lines_are_told() -> None:
    lines = [("a", "b", 30), ("a", "b", 15), ("a", "a", 5), ("a", None, 5), ("b",), ("b", "a", "much"), ("b", "a", 0)]
    found = ties.gathered(lines, ["c"])
    assert found.weights == {("a", "b"): 45}
    assert (found.repeats, found.loops, found.broken) == (1, 1, (3, 4, 5, 6))
    assert set(found.people) == {"a", "b", "c"}


def test_nothing_at_all_is_measured_without_complaint() -> None:
    nothing = ties.gathered([])
    assert (ties.census(nothing), ties.evenness(nothing), ties.density(nothing)) == (Census(0, 0), (0, 0), 0.0)
    assert ties.closeness(nothing) == ties.betweenness(nothing) == {}


def test_what_came_back_is_what_is_even() -> None:
    assert ties.evenness(ties.gathered([("a", "b", 60), ("b", "a", 20)])) == (40, 80)


def test_one_person_who_alone_is_tied_with_another_school_holds_it() -> None:
    found = ties.gathered([(0, 3), (1, 2), (0, 6), (1, 6)])
    lost = ties.holding_together(found, GROUP)
    assert lost == {0: {1}, 3: {0, 2}, 6: {0, 1}}


def test_who_is_tied_with_two_other_schools_spans() -> None:
    found = ties.gathered([(0, 3), (6, 0), (1, 4)])
    assert ties.spanners(found, GROUP) == {0: {1, 2}}


@settings(max_examples=80, deadline=None)
@given(LINES)
def test_no_line_is_lost_in_gathering(lines: list[tuple[int, int, int]]) -> None:
    found = ties.gathered(lines)
    assert sum(found.lines.values()) + found.loops + len(found.broken) == len(lines)
    assert sum(found.weights.values()) == sum(weight for a, b, weight in lines if a != b)
    assert ties.census(found).pairs == len(found.pairs)
    assert sum(ties.in_degrees(found).values()) == sum(ties.out_degrees(found).values()) == len(found.weights)


@settings(max_examples=80, deadline=None)
@given(LINES)
def test_cut_people_are_those_without_whom_there_are_more_pieces(lines: list[tuple[int, int, int]]) -> None:
    found = ties.gathered(lines, range(9))
    for person in range(9):
        kept = [line for line in lines if person not in line[:2]]
        pieces = len(ties.components(ties.gathered(kept, set(range(9)) - {person})))
        alone = {person} in ties.components(found)
        assert (person in ties.cut_people(found)) == (pieces > len(ties.components(found)) - alone)


@settings(max_examples=80, deadline=None)
@given(LINES)
def test_who_holds_schools_together_is_found_as_by_trying_each(lines: list[tuple[int, int, int]]) -> None:
    def reached(start: int, kept: list[tuple[int, int, int]]) -> set[int]:
        among = ties.between_groups(ties.gathered(kept, range(9)), GROUP)
        return next(piece for piece in ties.components(among) if start in piece)

    found = ties.holding_together(ties.gathered(lines, range(9)), GROUP)
    for person in range(9):
        kept = [line for line in lines if person not in line[:2]]
        lost = reached(GROUP[person], lines) - reached(GROUP[person], kept)
        assert found.get(person, set()) == lost
