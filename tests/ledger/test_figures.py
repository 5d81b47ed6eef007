"""What the figures say of a few flows, by hand; and what parts above make of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID, uuid5

import pytest

from tests.factories.jpd import school_in
from tests.factories.ledger import gift, written
from tilth.jpd import charts
from tilth.jpd.models import Cycle, Group, GroupMember, Meeting
from tilth.ledger import figures, pages
from tilth.ledger.domain import flows as flowing
from tilth.ledger.domain import terms
from tilth.ledger.domain.flows import Flow
from tilth.ledger.domain.terms import Term
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

HOLLINS, ROWAN, BRIDES = (uuid5(UUID(int=0), name) for name in ("Hollins", "Rowan", "Bride's"))
BEN, ASHA, LEO, NIA = (uuid5(UUID(int=1), name) for name in ("Ben", "Asha", "Leo", "Nia"))
AUTUMN = Term(2025, 1)
SCHOOLS = {HOLLINS: "Hollins", ROWAN: "Rowan Lane", BRIDES: "St Bride's"}
FLOWS = [
    Flow(BEN, HOLLINS, ASHA, ROWAN, AUTUMN, 60),
    Flow(ASHA, ROWAN, BEN, HOLLINS, AUTUMN, 30),
    Flow(BEN, HOLLINS, LEO, BRIDES, AUTUMN, 45),
    Flow(BEN, HOLLINS, NIA, HOLLINS, AUTUMN, 15),
    Flow(None, ROWAN, BEN, HOLLINS, AUTUMN, 10),
]


@pytest.mark.alike
@pytest.mark.parametrize(
    ("day", "term"),
    [
        (date(2025, 8, 31), Term(2024, 3)),
        (date(2025, 9, 1), Term(2025, 1)),
        (date(2026, 1, 1), Term(2025, 2)),
        (date(2026, 4, 1), Term(2025, 3)),
    ],
)
def test_a_day_lies_in_its_term(day: date, term: Term) -> None:
    assert terms.of_day(day) == term
    assert term.begins_on <= day < term.next.begins_on


@pytest.mark.alike
def test_no_term_between_two_is_left_out() -> None:
    assert terms.span([Term(2025, 2), Term(2024, 3)]) == [Term(2024, 3), Term(2025, 1), Term(2025, 2)]
    assert terms.span([]) == []


@pytest.mark.alike
def test_a_schools_balance_knows_what_it_gave_received_and_kept() -> None:
    rows = {row.name: row.whole for row in figures.balance(FLOWS, SCHOOLS, [AUTUMN])}
    assert (rows["Hollins"].given, rows["Hollins"].received, rows["Hollins"].within) == (105, 40, 15)
    assert sum(row.given for row in rows.values()) == sum(row.received for row in rows.values())


@pytest.mark.alike
def test_capital_is_as_counted_by_hand() -> None:
    found = figures.capital(FLOWS, SCHOOLS)
    assert (found.ties.value, found.across.value, found.mutual.value) == (3, 2, 1)
    assert (found.even.value, found.even.of) == (80, 145)  # Hollins 40 of 105, Rowan Lane 40 of 40
    assert (found.reach.value, found.reach.of) == (2, 3)
    assert (found.spanners.value, found.spanners.of) == (1, 4)
    assert (found.through_one, found.nameless) == (1.0, 1)
    assert found.steps == pytest.approx((1 + 1.5 + 1.5) / 3)


@pytest.mark.alike
def test_coverage_counts_a_person_once_and_only_staff_of_today() -> None:
    staff = {HOLLINS: {BEN, NIA}, ROWAN: {ASHA}, BRIDES: set()}
    found = {row.name: row for row in figures.coverage(FLOWS, SCHOOLS, staff, "/ledger/")}
    hollins = found["Hollins"]
    assert (hollins.anywhere.value, hollins.within.value, hollins.across.value) == (2, 2, 1)
    assert (found["St Bride's"].anywhere.value, found["St Bride's"].anywhere.of) == (0, 0)


@pytest.mark.alike
def test_who_alone_joins_a_school_is_found_for_that_school() -> None:
    assert [(each.person, each.schools) for each in figures.holding(FLOWS, HOLLINS)] == [
        (BEN, frozenset({ROWAN, BRIDES}))
    ]
    assert flowing.schools_of(FLOWS)[BEN] == HOLLINS


@pytest.fixture
def pair(rowan: Partnership, ring: list[Person]) -> Group:
    """Ben and Asha, who met once and gave each other an hour."""
    group = Group.objects.create(partnership=rowan, started_on=date(2025, 9, 1))
    for place, person in enumerate(ring[:2]):
        GroupMember.objects.create(group=group, person=person, school=school_in(rowan, place), position=place)
    when = datetime(2025, 10, 6, 15, 30, tzinfo=UTC)
    meeting = Meeting.objects.create(group=group, begins_at=when, made_at=when)
    written(rowan, gift(*ring[:2]), gift(ring[1], ring[0]), source=meeting.id, on=when.date())
    return group


@pytest.mark.django_db
def test_a_group_sees_what_its_own_meetings_gave(rowan: Partnership, ring: list[Person], pair: Group) -> None:
    written(rowan, gift(ring[0], ring[2], 45))
    shown = charts.given(pair)
    assert shown is not None
    assert {row.name: (row.columns[0].given, row.columns[0].received) for row in shown.rows} == {
        "Ben Carr": (60, 60),
        "Asha Raman": (60, 60),
    }


@pytest.mark.django_db
def test_what_came_of_it_counts_cycles_that_ended_in_time(rowan: Partnership, pair: Group) -> None:
    ended = datetime(2025, 12, 1, 12, tzinfo=UTC)
    Cycle.objects.create(
        group=pair, number=1, shape={}, phase="decide", begun_at=ended, ended_at=ended, decision="hand_on"
    )
    came = {each.name: each.count for each in pages.outcomes(rowan, date(2025, 9, 1), date(2026, 1, 1))}
    assert came["cycles of groups were finished"] == came["of them handed on a practice"] == 1
    assert pages.outcomes(rowan, date(2026, 1, 1), date(2026, 9, 1)) == []
