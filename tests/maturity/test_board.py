"""The board: levels, ties, the two dangers, the broker rule, and one next step."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.maturity.domain import board
from tilth.maturity.domain.board import Danger, Place, Strength, Why
from tilth.maturity.domain.model import Side
from tilth.maturity.domain.verdict import Says, Verdict

pytestmark = pytest.mark.alike

KEY = ("jpd", "trust", "purpose", "challenge")
LEVEL = st.none() | st.integers(0, 3)
LEVELS = st.fixed_dictionaries(dict.fromkeys(KEY, LEVEL))
WITHIN = st.lists(LEVELS, min_size=1, max_size=6).map(lambda each: [Place(n, levels) for n, levels in enumerate(each)])
BETWEEN = LEVELS.map(lambda levels: Place(None, levels))


def judging(says: dict[int, Says]) -> Callable[[int], Verdict]:
    """Evidence that says this of each stage."""
    return lambda stage: Verdict(says.get(stage, Says.NOT_KNOWN), Says.NOT_KNOWN, (), None)


SAID = st.dictionaries(st.integers(0, 3), st.sampled_from(Says))


@given(st.integers(0, 3), SAID)
def test_what_holds_is_never_more_than_what_is_claimed(claimed: int, said: dict[int, Says]) -> None:
    held = board.level(claimed, judging(said))
    assert held is not None
    assert held <= claimed
    if said.get(claimed) is not Says.CONTRADICTS:
        assert held == claimed


def test_where_nothing_is_known_there_is_no_level() -> None:
    assert board.level(None, judging({})) is None
    assert board.level(2, judging({})) == 2


@given(WITHIN, BETWEEN)
def test_a_danger_names_only_places_where_it_is(within: list[Place], between: Place) -> None:
    levels = {place.key: place.levels for place in [*within, between]}
    for warned in board.dangers(within, between, KEY, "jpd"):
        assert warned.places
        for key in warned.places:
            low = levels[key][warned.strand]
            high = levels[key]["jpd"] if warned.danger is Danger.PRACTICE_ALONE else between.levels[warned.strand]
            assert low is not None
            assert high is not None
            assert high - low >= (2 if warned.danger is Danger.PRACTICE_ALONE else 1)


@given(WITHIN, BETWEEN, st.sampled_from(KEY), st.integers(0, 5))
def test_the_unknown_is_no_danger(within: list[Place], between: Place, strand: str, number: int) -> None:
    before = {(each.danger, each.strand): set(each.places) for each in board.dangers(within, between, KEY, "jpd")}
    place = within[number % len(within)]
    hidden = [Place(each.key, {**each.levels, strand: None}) if each.key == place.key else each for each in within]
    for warned in board.dangers(hidden, between, KEY, "jpd"):
        assert set(warned.places) <= before.get((warned.danger, warned.strand), set())


def test_both_dangers_are_there_in_a_family_that_has_them_and_absent_in_one_that_has_not() -> None:
    ahead = Place(1, {"jpd": 3, "trust": 1, "purpose": 2, "challenge": 2})
    between = Place(None, {"jpd": 2, "trust": 2, "purpose": 2, "challenge": 2})
    found = {each.danger: each for each in board.dangers([ahead], between, KEY, "jpd")}
    assert found[Danger.PRACTICE_ALONE].strand == "trust"
    assert found[Danger.OUTSIDE_FIRST].places == (1,)
    even = Place(1, {"jpd": 3, "trust": 2, "purpose": 2, "challenge": 2})
    assert board.dangers([even], between, KEY, "jpd") == ()


@given(WITHIN, BETWEEN)
def test_there_is_one_next_step_and_a_danger_comes_first(within: list[Place], between: Place) -> None:
    step = board.next_step(within, between, KEY, "jpd")
    found = board.dangers(within, between, KEY, "jpd")
    assert (step.why is Why.DANGER) == bool(found)
    if step.why is Why.HELP_OTHERS:
        assert all(level in {3, None} for place in [*within, between] for level in place.levels.values())
    if step.why is Why.LOWEST:
        levels = {place.key: place.levels for place in [*within, between]}
        assert all((levels[key][step.strand] or 0) < step.stage for key in step.places)
        assert (step.side is Side.BETWEEN) == (step.places == (None,))


def test_steps_rise_in_order_and_within_comes_before_between() -> None:
    def step(within: int, between: int, **changed: int) -> tuple[str, Side]:
        place = Place(1, {**dict.fromkeys(KEY, within), **changed})
        found = board.next_step([place], Place(None, dict.fromkeys(KEY, between)), KEY, "jpd")
        return found.strand, found.side

    assert step(0, 0) == ("jpd", Side.WITHIN)
    assert step(1, 0) == ("jpd", Side.BETWEEN)
    assert step(1, 1, challenge=0, purpose=0) == ("purpose", Side.WITHIN)  # a danger: between runs ahead
    assert step(1, 1) == ("jpd", Side.WITHIN)


@pytest.mark.parametrize(("one", "other", "strength"), [
    (None, 3, Strength.UNKNOWN),
    (3, 3, Strength.STRONG),
    (1, 2, Strength.GROWING),
    (3, 1, Strength.FRAYED),
    (0, 0, Strength.FRAYED),
])  # fmt: skip
def test_a_tie_is_as_strong_as_its_weaker_end(one: int | None, other: int | None, strength: Strength) -> None:
    (tie,) = board.ties({"jpd": one, "trust": other}, ("jpd", "trust"))
    assert tie.strength is strength


def test_six_ties_among_four() -> None:
    assert len(board.ties({}, KEY)) == 6


def test_a_broker_is_wanted_where_trust_or_purpose_is_known_to_be_low() -> None:
    assert board.wants_broker([0, 3])
    assert board.wants_broker([3, 0])
    assert not board.wants_broker([1, 1])
    assert not board.wants_broker([None, None])
