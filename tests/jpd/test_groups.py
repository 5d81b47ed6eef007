"""What becomes of a group that stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.jpd import proposed, standing
from tilth.jpd import actions, queries, tasks
from tilth.jpd.models import Group
from tilth.notices.models import Notice
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(rowan: Partnership, ring: list[Person]) -> Group:
    """A triad that stands."""
    return standing(proposed(rowan))


def test_a_member_ends_it_and_all_have_room_for_another(group: Group, ring: list[Person]) -> None:
    ben, *others = ring
    actions.end_group(by=ben, group=group)
    assert [list(queries.groups_of(person)) for person in ring] == [[], [], []]
    told = Notice.objects.filter(kind="jpd.group_ended").values_list("person", flat=True)
    assert set(told) == {person.id for person in others}


def test_it_ends_once(group: Group, ring: list[Person]) -> None:
    actions.end_group(by=ring[0], group=group)
    with pytest.raises(actions.Ended):
        actions.end_group(by=ring[1], group=group)


def test_it_is_ended_on_its_page_by_a_member_and_by_nobody_else(
    group: Group, ring: list[Person], ada: Person, signed_in: Callable[[Person], Client]
) -> None:
    path = reverse("jpd:end_group", kwargs={"key": group.id})
    assert signed_in(ada).post(path).status_code == 404
    assert signed_in(ring[0]).get(path).status_code == 200
    assert signed_in(ring[0]).post(path).status_code == 302
    group.refresh_from_db()
    assert group.ended_on is not None


def test_who_has_left_their_school_for_a_while_is_taken_out_of_the_group(group: Group, ring: list[Person]) -> None:
    ben, asha, leo = ring
    today = timezone.localdate()
    ben.roles.update(ends_on=today - timedelta(days=15))
    asha.roles.update(ends_on=today - timedelta(days=13))  # perhaps a list that is renewed
    assert tasks.let_go_of_those_gone.func() == 1
    assert set(queries.members_now(group)) == {asha, leo}
    assert tasks.let_go_of_those_gone.func() == 0
    group.partnership.memberships.filter(school=leo.roles.get().school).update(state="left", left_on=today)
    assert tasks.let_go_of_those_gone.func() == 1
    group.refresh_from_db()
    assert group.ended_on is not None
