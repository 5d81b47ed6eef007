"""What joint practice development says in numbers."""

from __future__ import annotations

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories.jpd import live_family, proposed, standing
from tilth.jpd import actions, figures
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

pytestmark = pytest.mark.django_db


def counted(partnership: Partnership) -> figures.Reach:
    return figures.reach(partnership, timezone.localdate())


def test_before_any_group_stands_everybody_is_staff_and_nobody_is_placed(
    rowan: Partnership, ring: list[Person]
) -> None:
    reach = counted(rowan)
    assert reach.groups.none and reach.across.none and reach.staff.none
    assert reach.staff.of == sum(school.staff for school in reach.schools)


def test_a_triad_across_three_schools_is_counted_in_each(rowan: Partnership, ring: list[Person]) -> None:
    standing(proposed(rowan))
    reach = counted(rowan)
    assert (reach.groups.value, reach.across.value, reach.staff.value) == (1, 1, 3)
    assert [school.across.value for school in reach.schools] == [1, 1, 1]
    assert [school.within.value for school in reach.schools] == [0, 0, 0]


def test_a_group_that_has_ended_counts_no_more(rowan: Partnership, ring: list[Person]) -> None:
    actions.end_group(by=ring[0], group=standing(proposed(rowan)))
    assert counted(rowan).groups.none


def test_it_costs_the_same_for_one_school_and_for_three(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for names in (("Alone",), ("One", "Two", "Three")):
        partnership = live_family(*names)
        with django_assert_num_queries(3):
            counted(partnership)
