"""Who gave how much to whom: the rule of sharing, under attack."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.ledger.domain.sharing import shared, split

pytestmark = pytest.mark.alike
PEOPLE = st.integers(0, 7)
ATTENDED = st.dictionaries(PEOPLE, st.integers(0, 480), max_size=8)


def received(flows: list[tuple[int, int, int]], person: int) -> int:
    return sum(minutes for _giver, receiver, minutes in flows if receiver == person)


def test_two_who_give_each_other_an_hour_each_give_and_receive_an_hour() -> None:
    assert shared({"ben": 60, "asha": 60}, {"ben", "asha"}, {"ben", "asha"}) == [
        ("asha", "ben", 60),
        ("ben", "asha", 60),
    ]


def test_three_share_an_hour_in_halves() -> None:
    everybody = {"ben": 60, "asha": 60, "leo": 60}
    assert shared(everybody, set(everybody), {"ben"}) == [("asha", "ben", 30), ("leo", "ben", 30)]


def test_who_came_for_half_of_it_gives_half_as_much_as_who_stayed() -> None:
    assert shared({"ben": 45, "asha": 60, "leo": 30}, {"asha", "leo"}, {"ben"}) == [
        ("asha", "ben", 30),
        ("leo", "ben", 15),
    ]


def test_nobody_receives_longer_than_somebody_was_there_to_give() -> None:
    assert shared({"ben": 60, "asha": 20}, {"asha"}, {"ben"}) == [("asha", "ben", 20)]


def test_who_was_alone_received_nothing() -> None:
    assert shared({"ben": 60, "asha": 0}, {"ben", "asha"}, {"ben", "asha"}) == []


@settings(max_examples=200, deadline=None)
@given(ATTENDED, st.sets(PEOPLE), st.sets(PEOPLE))
def test_each_receives_their_own_minutes_as_far_as_others_were_there_to_give(
    present: dict[int, int], gives: set[int], gains: set[int]
) -> None:
    flows = shared(present, gives, gains)
    for person in range(8):
        others = sum(minutes for other, minutes in present.items() if other in gives and other != person)
        due = min(present.get(person, 0), others) if person in gains else 0
        assert received(flows, person) == due


@settings(max_examples=200, deadline=None)
@given(ATTENDED, st.sets(PEOPLE), st.sets(PEOPLE))
def test_no_flow_is_longer_than_either_was_there_and_none_goes_to_oneself(
    present: dict[int, int], gives: set[int], gains: set[int]
) -> None:
    flows = shared(present, gives, gains)
    for giver, receiver, minutes in flows:
        assert giver != receiver
        assert giver in gives
        assert receiver in gains
        assert 0 < minutes <= min(present[giver], present[receiver])
    assert len({(giver, receiver) for giver, receiver, _minutes in flows}) == len(flows)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10_000), st.dictionaries(PEOPLE, st.integers(0, 1_000), min_size=1))
def test_what_is_split_sums_and_no_part_is_a_minute_off_its_share(minutes: int, weights: dict[int, int]) -> None:
    parts, whole = split(minutes, weights), sum(weights.values())
    if not whole:
        assert parts == {}
        return
    assert sum(parts.values()) == minutes
    assert all(abs(parts[each] * whole - minutes * weight) < whole for each, weight in weights.items())
