"""Finding schools, their neighbours, and what became of them."""

from __future__ import annotations

import pytest

from tests.factories.schools import SchoolFactory, SuccessionFactory, TieFactory
from tilth.schools import queries

pytestmark = pytest.mark.django_db


def _names(typed: str) -> list[str]:
    return [school.name for school in queries.found(typed)]


def test_the_very_number_comes_first_then_names_that_begin_so_then_names_that_hold_it_then_the_rest() -> None:
    SchoolFactory(name="Elm View", town="Ash")
    SchoolFactory(name="Great Ash School")
    SchoolFactory(name="Ash Primary")
    assert _names("ash") == ["Ash Primary", "Great Ash School", "Elm View"]
    SchoolFactory(name="School 123456")
    SchoolFactory(name="Zed", number="123456")
    assert _names("123456") == ["Zed", "School 123456"]


@pytest.mark.parametrize("typed", ["GU10 1AA", "gu101aa", "st brides tilford", "Saint Bride's", "BRÍDES", "77 brides"])
def test_a_school_is_found_by_whatever_one_knows_of_it(typed: str) -> None:
    SchoolFactory(name="St Bride's", number="100077", postcode="GU10 1AA")
    SchoolFactory(name="Other")
    assert _names(typed) == ["St Bride's"]


def test_a_school_is_found_by_its_trust_once_it_is_saved_again() -> None:
    tie = TieFactory(body__name="Rowan Trust")
    tie.school.save()
    assert _names("rowan") == [tie.school.name]


def test_open_schools_stand_before_closed_ones() -> None:
    SchoolFactory(name="Ash", status="closed")
    SchoolFactory(name="Ash Primary")
    assert _names("ash") == ["Ash Primary", "Ash"]


@pytest.mark.parametrize("typed", ["", "   ", "'", "%", "_"])
def test_nothing_typed_finds_nothing(typed: str) -> None:
    SchoolFactory()
    assert _names(typed) == []


def test_the_nearest_open_schools_come_nearest_first() -> None:
    here = SchoolFactory(latitude=51.19, longitude=-0.76)
    far = SchoolFactory(latitude=51.30, longitude=-0.76)
    close = SchoolFactory(latitude=51.20, longitude=-0.76)
    SchoolFactory(latitude=51.19, longitude=-0.76, status="closed")
    SchoolFactory(latitude=55.0, longitude=-0.76)
    SchoolFactory()
    assert [neighbour.school for neighbour in queries.near(here)] == [close, far]
    assert queries.near(here)[0].km == pytest.approx(1.1, abs=0.1)


def test_a_school_without_a_place_has_no_neighbours() -> None:
    assert queries.near(SchoolFactory()) == []


def test_a_chain_of_successions_is_followed_to_the_school_that_is_open() -> None:
    first = SuccessionFactory(later__status="closed")
    second = SuccessionFactory(earlier=first.later)
    assert queries.successor_of(first.earlier) == second.later


def test_a_school_that_was_split_has_no_single_successor() -> None:
    one = SuccessionFactory()
    other = SuccessionFactory(earlier=one.earlier)
    assert queries.successor_of(one.earlier) is None
    assert set(queries.successors_of(one.earlier)) == {one.later, other.later}


def test_a_ring_in_the_register_does_not_stop_us() -> None:
    one = SuccessionFactory(later__status="closed")
    SuccessionFactory(earlier=one.later, later=one.earlier)
    assert queries.successors_of(one.earlier) == []


def test_a_school_that_nobody_followed_has_no_successor() -> None:
    assert queries.successors_of(SchoolFactory(status="closed")) == []
