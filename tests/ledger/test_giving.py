"""What the ledger says of the year before any day, beside the plainest way to work it out."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories.jpd import live_family, school_in
from tests.factories.ledger import gift, written
from tests.factories.people import PersonFactory, RoleFactory
from tilth.figures import Shares
from tilth.ledger import figures
from tilth.ledger.actions import GiftLine
from tilth.ledger.models import Gift
from tilth.partnerships.models import Partnership
from tilth.people.models import STAFF, Person, Role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 30)
DAYS = [TODAY, TODAY - timedelta(days=90), TODAY - timedelta(days=500)]


def counted(found: dict[str, Shares]) -> dict[str, dict[UUID | None, tuple[int, int | None]]]:
    return {name: {key: (each.value, each.of) for key, each in of.items()} for name, of in found.items()}


# --- a family with a past -----------------------------------------------------------------------


def a_past(seed: int) -> Partnership:
    """Ten people of four schools, one of which has left, and what they gave one another in three years."""
    chance = Random(seed)
    partnership = live_family("One", "Two", "Three", "Four")
    schools = [school_in(partnership, place) for place in range(4)]
    partnership.memberships.filter(school=schools[3]).update(state="left", left_on=TODAY - timedelta(days=200))
    people = PersonFactory.create_batch(10)
    for person in [*people, *people[:3]]:
        kind, school = chance.choice(["teacher", "trainee", "governor"]), chance.choice(schools)
        if not person.roles.filter(kind=kind, school=school).exists():
            ends = chance.choice([None, TODAY - timedelta(days=50)])
            RoleFactory(person=person, kind=kind, school=school, starts_on=date(2024, 1, 1), ends_on=ends)
    for number in range(40):
        giver, receiver = chance.sample(people, 2)
        line = GiftLine(giver, chance.choice(schools), receiver, chance.choice(schools), chance.randrange(10, 90))
        entry = written(
            None if number % 9 == 0 else partnership, line, on=TODAY - timedelta(days=chance.randrange(-20, 1000))
        )
        if number % 7 == 0:
            Gift.objects.filter(entry=entry).update(giver=None)  # who was forgotten
    return partnership


# --- the plainest way ---------------------------------------------------------------------------


def plainly(partnership: Partnership, on: date) -> dict[str, dict[UUID | None, tuple[int, int]]]:
    here = [
        place.school_id
        for place in partnership.memberships.all()
        if place.joined_on and place.joined_on <= on and (place.left_on is None or place.left_on > on)
    ]
    gifts = [
        each
        for each in Gift.objects.filter(entry__partnership=partnership).select_related("entry")
        if on - timedelta(days=365) < each.entry.happened_on <= on
        and each.giver_school_id in here
        and each.receiver_school_id in here
    ]
    wholes: list[UUID | None] = [None, *here]
    found = {
        "ledger.reciprocity": {key: ties_that_go_both_ways(gifts, key) for key in wholes},
        "ledger.balanced": {key: came_back(gifts, key) if key else all_that_came_back(gifts, here) for key in wholes},
        "ledger.gave_elsewhere": {key: gave_elsewhere(gifts, [key] if key else here, on) for key in wholes},
        "ledger.tied_within": {key: tied_within(gifts, [key] if key else here, on) for key in wholes},
    }
    return {name: {key: pair for key, pair in of.items() if pair[1]} for name, of in found.items()}


def ties_that_go_both_ways(gifts: list[Gift], school: UUID | None) -> tuple[int, int]:
    named = [each for each in gifts if each.giver_id and each.receiver_id]
    seen, both = [], 0
    for each in named:
        pair = {each.giver_id, each.receiver_id}
        if school not in (None, each.giver_school_id, each.receiver_school_id) or pair in seen:
            continue
        seen.append(pair)
        both += any((other.giver_id, other.receiver_id) == (each.receiver_id, each.giver_id) for other in named)
    return both, len(seen)


def came_back(gifts: list[Gift], school: UUID) -> tuple[int, int]:
    crossing = [each for each in gifts if each.giver_school_id != each.receiver_school_id]
    gave = sum(each.minutes for each in crossing if each.giver_school_id == school)
    got = sum(each.minutes for each in crossing if each.receiver_school_id == school)
    return min(gave, got), max(gave, got)


def all_that_came_back(gifts: list[Gift], schools: list[UUID]) -> tuple[int, int]:
    went = sum(each.minutes for each in gifts if each.giver_school_id != each.receiver_school_id)
    return sum(came_back(gifts, school)[0] for school in schools), went


def staff_of(schools: list[UUID], on: date) -> list[Role]:
    return [
        role
        for role in Role.objects.filter(school__in=schools)
        if role.kind in STAFF and role.starts_on <= on and (role.ends_on is None or role.ends_on >= on)
    ]


def tied_within(gifts: list[Gift], schools: list[UUID], on: date) -> tuple[int, int]:
    staff = staff_of(schools, on)
    tied = {
        role.person_id
        for role in staff
        for each in gifts
        if each.giver_school_id == each.receiver_school_id == role.school_id
        and role.person_id in (each.giver_id, each.receiver_id)
    }
    return len(tied), len({role.person_id for role in staff})


def gave_elsewhere(gifts: list[Gift], schools: list[UUID], on: date) -> tuple[int, int]:
    staff = staff_of(schools, on)
    gave = {
        role.person_id
        for role in staff
        for each in gifts
        if (each.giver_id, each.giver_school_id) == (role.person_id, role.school_id)
        and each.receiver_school_id != role.school_id
    }
    return len(gave), len({role.person_id for role in staff})


# --- what must hold -----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_the_plainest_way_finds_on_any_day(seed: int) -> None:
    partnership = a_past(seed)
    for on in DAYS:
        assert counted(figures.giving(partnership, on)) == plainly(partnership, on), on


def test_by_hand(rowan: Partnership, ring: list[Person]) -> None:
    ben, asha, leo = ring
    written(rowan, gift(ben, asha, 60), gift(asha, ben, 20), on=TODAY - timedelta(days=10))
    written(rowan, gift(ben, leo, 40), on=TODAY)
    written(rowan, gift(leo, ben, 40), on=TODAY + timedelta(days=1))
    hollins, brides, lane = (school_in(rowan, place).id for place in range(3))
    assert counted(figures.giving(rowan, TODAY)) == {
        "ledger.reciprocity": {None: (1, 2), hollins: (1, 2), brides: (1, 1), lane: (0, 1)},
        "ledger.balanced": {None: (40, 120), hollins: (20, 100), brides: (20, 60), lane: (0, 40)},
        "ledger.gave_elsewhere": {None: (2, 3), hollins: (1, 1), brides: (1, 1), lane: (0, 1)},
        "ledger.tied_within": {None: (0, 3), hollins: (0, 1), brides: (0, 1), lane: (0, 1)},
    }


def test_where_nothing_went_nothing_is_said_of_it(rowan: Partnership, ring: list[Person]) -> None:
    found = figures.giving(rowan, TODAY)
    assert (found["ledger.reciprocity"], found["ledger.balanced"]) == ({}, {})
    assert found["ledger.gave_elsewhere"][None].none


def test_a_school_alone_counts_what_it_gave_in_any_partnership(rowan: Partnership, ring: list[Person]) -> None:
    ben, asha, leo = ring
    written(rowan, gift(ben, asha, 60), on=TODAY)
    written(None, gift(asha, ben, 30), gift(ben, leo, 30), on=TODAY)
    school = school_in(rowan, 0)
    assert counted(figures.giving_at(school, TODAY)) == {
        "ledger.reciprocity": {school.id: (1, 2)},
        "ledger.balanced": {school.id: (30, 90)},
        "ledger.gave_elsewhere": {school.id: (1, 1)},
        "ledger.tied_within": {school.id: (0, 1)},
    }


def test_it_costs_the_same_however_much_was_given(
    rowan: Partnership, ring: list[Person], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _more in range(2):
        with django_assert_num_queries(3):
            figures.giving(rowan, TODAY)
        for place in range(3):
            written(rowan, gift(ring[place], ring[place - 1]), on=TODAY)
        live_family("Further", "Away")


def test_every_figure_opens_where_it_can_be_read(
    rowan: Partnership, ring: list[Person], ada: Person, client: Any
) -> None:
    written(rowan, gift(ring[0], ring[1]), on=TODAY)
    client.force_login(ada, backend="allauth.account.auth_backends.AuthenticationBackend")
    sources = {each.source for of in figures.giving(rowan, TODAY).values() for each in of.values()}
    assert {client.get(source).status_code for source in sources} == {200}
