"""P4: whoever adds and takes away all that is shown finds no small set, and nobody's direction.

This is the attack on what may be shown; that pages and files show no more is tried beside it.
"""

from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.audits.confidence.attacker import Certain, Known, Seen, SeenScale, attack, can_tell
from tests.audits.confidence.differencing import attacked, leaking
from tests.disclosure.invented import family


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_nothing_can_be_worked_out_of_random_schools(seed: int) -> None:
    assert not leaking(family(Random(seed)))


def test_the_same_attack_wins_against_results_from_five_answers() -> None:
    score = attacked(60, seed=5)
    assert score.ours == 0
    assert score.naive > score.schools * 0.7
    assert score.leaks["filters: a set of fewer than five"] > score.schools * 0.4
    assert score.leaks["one breakdown: somebody's direction, with two colluders"] > score.schools * 0.4
    assert score.exposed > score.people * 0.2


# What the attacker can do


def told(**bodies: tuple[int, int]) -> Known:
    """How many of each body answered, and how many of these favourably."""
    return Known(
        {("item", body): size for body, (size, _) in bodies.items()},
        {("item", body): favourable for body, (_, favourable) in bodies.items()},
    )


def test_it_takes_parts_away_from_the_whole() -> None:
    known = told(a=(20, 9), b=(3, 1), c=(15, 7))
    seen = [Seen.exact("item", "abc", 17), Seen.exact("item", "a", 9), Seen.exact("item", "c", 7)]
    found = attack(seen, known)
    assert found.smallest == 3 and [each.people for each in found.small] == [frozenset("b")]
    assert can_tell(seen, known, "item", "b") and not can_tell(seen[:2], known, "item", "b")


def test_it_finds_sets_that_take_several_steps() -> None:
    known = told(a=(12, 6), b=(13, 6), c=(14, 6), d=(2, 1))
    seen = [Seen.exact("item", "ab", 12), Seen.exact("item", "bc", 12), Seen.exact("item", "acd", 13)]
    assert attack(seen, known).smallest == 25
    more = [*seen, Seen.exact("item", "abc", 18)]
    assert attack(more, known).smallest == 2


def test_everybody_of_one_mind_is_certain_without_any_colluder() -> None:
    found = attack([Seen.exact("item", "a", 20)], told(a=(20, 20)), colluders=0)
    assert found.certain == (Certain("item", frozenset("a"), favourable=True, told=0),)


def test_two_who_dissented_know_that_there_is_no_third() -> None:
    few = Seen.band("item", "a", of=20, limit=3, favourable=False)
    assert attack([few], told(a=(20, 18)), colluders=2).certain
    assert not attack([few], told(a=(20, 18)), colluders=1).certain
    assert not attack([Seen.band("item", "a", of=20, limit=4, favourable=False)], told(a=(20, 18))).certain


def test_colluders_elsewhere_help() -> None:
    """Four of forty are against, at most two in each half: two who are in one half know more of the other."""
    known = told(a=(20, 18), b=(20, 18))
    seen = [
        Seen.exact("item", "ab", 36),
        Seen.band("item", "a", of=20, limit=3, favourable=False),
        Seen.band("item", "b", of=20, limit=3, favourable=False),
    ]
    assert attack(seen, known, colluders=2).certain


def test_what_is_exact_behind_a_band_is_found() -> None:
    known = told(a=(20, 10), b=(20, 19))
    seen = [Seen.exact("item", "ab", 29), Seen.exact("item", "a", 10)]
    assert attack(seen, known, colluders=1).certain


def test_a_scale_whose_small_side_two_people_hold_is_found() -> None:
    sheets = {"a": [{"x": True, "y": True}] * 8 + [{"x": False, "y": False}, {"x": False, "y": True}]}
    scale = SeenScale(("x", "y"), frozenset("a"), 17, 17)
    known = Known({}, {}, sheets)
    assert attack([], known, scales=[scale], colluders=2).certain
    assert not attack([], known, scales=[scale], colluders=1).certain


def test_a_scale_of_items_that_are_not_shown_is_found_where_others_are() -> None:
    known = Known(Counter({("x", "a"): 20}), Counter({("x", "a"): 10}), {"a": [{"x": True, "y": True}] * 20})
    scale = SeenScale(("x", "y"), frozenset("a"), 40, 40)
    assert attack([Seen.exact("x", "a", 10)], known, scales=[scale]).small
