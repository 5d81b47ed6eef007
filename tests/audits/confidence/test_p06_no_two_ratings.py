"""P6: nothing that is kept or published holds two ratings by one rater.

If something did, it would change when the same ratings were given by other hands: so all that is left of a wave is
compared with what is left of one in which every item got the same answers, dealt anew among those who answered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.audits.answering import answer, answered_wave, asked
from tests.audits.confidence.chance import dealt_anew, keep_the_same_order
from tests.audits.confidence.kept import left_of_a_wave
from tests.audits.confidence.naive import rows
from tests.audits.sheets import cast
from tests.factories.audits import closed_wave, school_of
from tilth.audits.domain.sheets import encode
from tilth.audits.queries.instruments import of_house
from tilth.people.models import Role
from tilth.trays import actions as trays
from tilth.trays import queries as slips

ITEMS = of_house("staff-head")
PEOPLE = 14
Keeps = Callable[[Sequence[bytes]], str]


def holds_two_ratings_by_one_rater(keeps: Keeps, seeds: Sequence[int]) -> bool:
    """Whether what is kept depends on whose hands the ratings came from."""
    for seed in seeds:
        sheets = cast(ITEMS, PEOPLE, seed=seed, mood=0, silent=0)
        if keeps(sheets) != keeps(dealt_anew(sheets, seed)):
            return True
    return False


@pytest.mark.django_db
def test_nothing_that_is_left_of_a_wave_holds_two_ratings_by_one_rater() -> None:
    school = school_of(PEOPLE + 2)
    assert not holds_two_ratings_by_one_rater(lambda sheets: left_of_a_wave(school, sheets), seeds=(1, 2))


@pytest.mark.alike
@pytest.mark.django_db
def test_something_is_left_and_it_is_what_was_said() -> None:
    """The comparison sees the results: other answers leave something else."""
    school = school_of(PEOPLE + 2)
    one, other = (left_of_a_wave(school, cast(ITEMS, PEOPLE, seed=1, mood=mood)) for mood in (-1, 1))
    assert one != other


def test_a_row_for_each_rater_is_found_out() -> None:
    assert holds_two_ratings_by_one_rater(lambda sheets: rows.exported(ITEMS, sheets), seeds=(1,))


def test_averages_of_each_rater_are_found_out() -> None:
    assert holds_two_ratings_by_one_rater(lambda sheets: rows.averages(ITEMS, sheets), seeds=(1,))


@pytest.mark.alike
@pytest.mark.django_db
def test_what_people_pick_of_themselves_lies_apart_from_what_they_pick_of_their_team() -> None:
    """Two boxes, two slips, and no order in common."""
    wave, here = answered_wave(PEOPLE, reference="house:behaviours", kinds=[Role.Kind.TEACHER])
    numbered = [encode(asked(wave), _picks(number)) for number in range(PEOPLE)]
    of_team, of_self = answer(here.box, numbered), answer(here.own_box, numbered)
    assert {slips.box_of(slip) for slip in of_team} == {here.box}
    assert {slips.box_of(slip) for slip in of_self} == {here.own_box}
    closed_wave(wave)
    assert not keep_the_same_order(lambda: (trays.empty(key=here.box).sheets, trays.empty(key=here.own_box).sheets))


def _picks(number: int) -> dict[str, int]:
    """Picks that nobody else makes, so that the test can tell people apart."""
    keys = [item.key for item in of_house("behaviours").items]
    pair = [(strong, weak) for strong in range(4) for weak in range(4, 8)][number]
    return {keys[pair[0]]: 1, keys[pair[1]]: 2}


def test_both_sheets_in_one_drawer_are_found_out() -> None:
    sheets = [bytes([number]) for number in range(PEOPLE)]
    assert keep_the_same_order(lambda: rows.one_drawer(sheets, sheets))
