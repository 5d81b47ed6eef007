"""What partnerships say of themselves in numbers, on any day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories.partnerships import PartnershipFactory, PartnershipRoleFactory, family, heads
from tests.factories.people import PersonFactory, RoleFactory
from tilth.figures import Shares
from tilth.partnerships import actions, figures
from tilth.partnerships.models import GridMark, GridSitting, NestingRequest, Partnership, PhaseChange
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.trail.actions import record

pytestmark = pytest.mark.django_db
OPENED, CLOSES = datetime(2026, 3, 2, 9, tzinfo=UTC), date(2026, 3, 16)
MARK = {"now_depth": 1, "now_structure": 1, "wanted_depth": 2, "wanted_structure": 1}
Counted = dict[UUID | None, tuple[int, int | None]]


def counted(shares: Shares) -> Counted:
    return {key: (each.value, each.of) for key, each in shares.items()}


def schools_of(partnership: Partnership) -> list[School]:
    return list(School.objects.filter(memberships__partnership=partnership).order_by("number"))


# --- marked -------------------------------------------------------------------------------------


def a_sitting(partnership: Partnership, *marked: Person, **known: Any) -> GridSitting:
    """Every head is asked, and these have marked."""
    said = {"horizon": 3, "opened_by": heads(partnership)[0], "opened_at": OPENED, "closes_on": CLOSES, **known}
    sitting = GridSitting.objects.create(partnership=partnership, **said)
    for school, person in zip(schools_of(partnership), heads(partnership), strict=True):
        seat = sitting.seats.create(person=person, school=school)
        if person in marked:
            GridMark.objects.create(seat=seat, at=OPENED, **MARK)
    return sitting


def marked(partnership: Partnership, on: date) -> Counted:
    return counted(figures.tying(partnership, on)["partnerships.marked"])


def test_a_sitting_that_is_open_says_nothing() -> None:
    partnership = family()
    a_sitting(partnership, *heads(partnership)[:2])
    assert marked(partnership, CLOSES) == {}
    first, second, third = (school.id for school in schools_of(partnership))
    after = {first: (1, 1), second: (1, 1), third: (0, 1), None: (2, 3)}
    assert marked(partnership, CLOSES + timedelta(days=1)) == after


def test_it_is_shown_from_the_day_on_which_all_had_marked() -> None:
    partnership = family(2)
    a_sitting(partnership, *heads(partnership), shown_at=datetime(2026, 3, 9, 15, tzinfo=UTC))
    assert marked(partnership, date(2026, 3, 8)) == {}
    assert marked(partnership, date(2026, 3, 9))[None] == (2, 2)


def test_while_leaders_mark_anew_what_they_marked_last_stands() -> None:
    partnership = family(2)
    a_sitting(partnership, *heads(partnership), shown_at=OPENED, ended_at=OPENED)
    a_sitting(partnership, opened_at=OPENED + timedelta(days=50), closes_on=date(2026, 5, 1))
    assert marked(partnership, date(2026, 5, 1))[None] == (2, 2)
    assert marked(partnership, date(2026, 5, 2))[None] == (0, 2)


def test_a_lead_without_a_school_counts_in_all_and_in_no_school() -> None:
    partnership = family(2)
    sitting = a_sitting(partnership, *heads(partnership), shown_at=OPENED)
    sitting.seats.create(person=PersonFactory())
    found = marked(partnership, CLOSES)
    assert found.pop(None) == (2, 3)
    assert set(found.values()) == {(1, 1)}


# --- governing several --------------------------------------------------------------------------


def test_governors_who_play_a_part_in_another_school_are_counted_in_each_they_govern() -> None:
    partnership = family(3)
    one, other, third = schools_of(partnership)
    both, teacher, alone, outside, past = PersonFactory.create_batch(5)
    for person, school, kind in (
        *((both, one, "governor"), (both, other, "chair")),
        *((teacher, one, "governor"), (teacher, third, "teacher")),
        *((alone, other, "governor"), (alone, other, "teacher")),
        *((outside, other, "governor"), (outside, RoleFactory().school, "governor")),
        *((past, one, "governor"), (third_parent := PersonFactory(), third, "parent")),
    ):
        RoleFactory(person=person, school=school, kind=kind)
    RoleFactory(person=past, school=other, kind="governor", ends_on=date(2025, 7, 31))
    RoleFactory(person=third_parent, school=one, kind="governor")

    def told(on: date) -> Counted:
        return counted(figures.tying(partnership, on)["partnerships.governing_several"])

    assert told(date(2026, 1, 1)) == {None: (2, 6), one.id: (2, 4), other.id: (1, 3)}
    assert told(date(2025, 7, 31))[None] == (3, 6)
    assert told(date(2024, 9, 9)) == {}  # before any school had joined


# --- part of a whole ----------------------------------------------------------------------------


def is_part(partnership: Partnership, on: date) -> bool:
    (found,) = figures.tying(partnership, on)["partnerships.part_of_whole"].items()
    assert found[0] is None and found[1].of == 1
    return bool(found[1].value)


def test_it_is_part_of_a_whole_from_when_it_was_taken_in_until_it_stood_alone() -> None:
    whole, part = PartnershipFactory(kind="alliance"), family(2)
    by = heads(part)[0]
    taken_in, alone = datetime(2026, 1, 10, 12, tzinfo=UTC), datetime(2026, 3, 10, 12, tzinfo=UTC)
    request = {"asked_by": by, "asked_at": OPENED, "answered_by": by, "answered_at": taken_in, "state": "agreed"}
    NestingRequest.objects.create(part=part, whole=whole, **request)
    Partnership.objects.filter(id=part.id).update(parent=whole)
    days = [date(2026, 1, 9), date(2026, 1, 10), date(2026, 3, 9), date(2026, 3, 10)]
    assert [is_part(part, on) for on in days] == [False, True, True, True]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: alone)
        actions.stand_alone(by=by, part=Partnership.objects.get(id=part.id))
    part.refresh_from_db()
    assert [is_part(part, on) for on in days] == [False, True, True, False]
    record(by=by, act="partnerships.stood_alone", about=[part, PartnershipFactory()])
    assert is_part(part, date(2026, 2, 1))


def test_a_whole_that_rests_is_none() -> None:
    whole = PartnershipFactory(kind="alliance", phase="paused")
    part = family(2, parent=whole)
    for phase, day in (("live", 3), ("paused", 9), ("live", 20)):
        PhaseChange.objects.create(partnership=whole, phase=phase, at=datetime(2026, 2, day, 12, tzinfo=UTC))
    days = [date(2026, 2, day) for day in (2, 3, 8, 9, 19, 20)]
    assert [is_part(part, on) for on in days] == [False, True, True, False, False, True]


# --- all of them --------------------------------------------------------------------------------


def test_they_cost_the_same_for_two_schools_and_for_five(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for many in (2, 5):
        partnership = family(many, parent=PartnershipFactory(kind="alliance"))
        a_sitting(partnership, *heads(partnership), shown_at=OPENED)
        with django_assert_num_queries(6):
            figures.tying(partnership, CLOSES)


def test_every_figure_opens_where_it_can_be_read(client: Any) -> None:
    partnership = family(2)
    RoleFactory(school=schools_of(partnership)[0], kind="governor")
    a_sitting(partnership, *heads(partnership), shown_at=OPENED)
    PartnershipRoleFactory(partnership=partnership, person=heads(partnership)[1])
    client.force_login(heads(partnership)[0], backend="allauth.account.auth_backends.AuthenticationBackend")
    found = figures.tying(partnership, timezone.localdate())
    sources = {each.source for shares in found.values() for each in shares.values()}
    assert len(found) == 3 and {client.get(source).status_code for source in sources} == {200}
