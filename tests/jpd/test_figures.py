"""What joint practice development says in numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories.groups import at_stage, begun, pair, people_in, school_in
from tests.factories.jpd import live_family, proposed, standing, teacher
from tests.factories.topics import shipped
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


def practised(partnership: Partnership) -> dict[str, tuple[int, int | None]]:
    """Over all schools, each figure as a count and out of how many."""
    found = figures.practice(partnership, timezone.localdate())
    return {name: (each[None].value, each[None].of) for name, each in found.items() if None in each}


def test_what_comes_of_working_together_is_told_in_shares(rowan: Partnership) -> None:
    cycle = at_stage(begun(pair(rowan)), "decide")
    ben, _asha = people_in(cycle.group)
    teacher(rowan, 2, "Leo Marsh", wants="phonics")
    actions.say(by=ben, offers={shipped("phonics"): 2}, wants={shipped("questioning"): 1})
    actions.decide(by=ben, cycle=cycle, decision="hand_on", reason="")
    assert practised(rowan) == {
        "jpd.staff": (2, 3),
        "jpd.staff_across": (2, 3),
        "jpd.leading_across": (0, 3),
        "jpd.said": (2, 3),
        "jpd.wants_met": (1, 2),
        "jpd.with_students": (0, 1),
        "jpd.finished": (1, 1),
        "jpd.handed_on": (1, 1),
        "jpd.stopped_with_reason": (0, 1),
        "jpd.challenged": (1, 1),
        "jpd.challenged_by_people": (0, 1),
        "jpd.coached": (0, 3),
    }


def test_each_school_has_its_own_shares(rowan: Partnership) -> None:
    group = pair(rowan)
    yesterday = timezone.localtime().replace(hour=12) - timedelta(
        days=1
    )  # it ends on its day, whatever the hour is now
    meeting = actions.call_meeting(by=people_in(group)[0], group=group, begins_at=yesterday, purpose="coaching")
    actions.hold_meeting(by=people_in(group)[0], meeting=meeting, minutes={people_in(group)[0].id: 30})
    found = figures.practice(rowan, timezone.localdate())
    schools = [school_in(rowan, place).id for place in (0, 1)]
    assert [found["jpd.staff"][school].share for school in schools] == [1, 1]
    assert [found["jpd.coached"][school].value for school in schools] == [1, 0]
    assert [school in found["jpd.watched"] for school in schools] == [True, False]  # who was not there met nobody


def test_what_comes_of_it_costs_the_same_for_one_school_and_for_three(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for names in (("Alone",), ("One", "Two", "Three")):
        partnership = live_family(*names)
        for place, name in enumerate(names):
            teacher(partnership, place, f"Teacher of {name}")
        with django_assert_num_queries(10):
            practised(partnership)


def test_it_costs_the_same_for_one_school_and_for_three(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for names in (("Alone",), ("One", "Two", "Three")):
        partnership = live_family(*names)
        with django_assert_num_queries(3):
            counted(partnership)
