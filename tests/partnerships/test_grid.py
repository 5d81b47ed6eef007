"""The grid: alone first, then together."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories.partnerships import PartnershipRoleFactory, family, heads
from tests.factories.people import PersonFactory, RoleFactory
from tilth.notices.models import Notice
from tilth.partnerships import actions, queries
from tilth.partnerships.actions import refusals
from tilth.partnerships.domain.grid import Phase
from tilth.partnerships.models import GridMark, GridSitting, Partnership
from tilth.people.models import Person

pytestmark = pytest.mark.django_db


def levels(
    now_depth: int = 2, now_structure: int = 2, wanted_depth: int = 4, wanted_structure: int = 3
) -> dict[str, int]:
    return {
        "now_depth": now_depth,
        "now_structure": now_structure,
        "wanted_depth": wanted_depth,
        "wanted_structure": wanted_structure,
    }


def opened(partnership: Partnership, days: int = 14) -> GridSitting:
    closes_on = timezone.localdate() + timedelta(days=days)
    return actions.open_sitting(by=heads(partnership)[0], partnership=partnership, horizon=3, closes_on=closes_on)


def closed(sitting: GridSitting) -> GridSitting:
    """The same sitting on the day after its last."""
    sitting.closes_on = timezone.localdate() - timedelta(days=1)
    sitting.save()
    return sitting


def all_marked(partnership: Partnership, *marks: dict[str, int]) -> GridSitting:
    sitting = opened(partnership)
    for number, head in enumerate(heads(partnership)):
        actions.mark(by=head, sitting=sitting, **(marks[number] if marks else levels()))
    sitting.refresh_from_db()
    return sitting


def asked(kind: str, person: Person) -> bool:
    return Notice.objects.filter(kind=f"partnerships.{kind}", person=person, settled_at=None).exists()


def test_every_head_lead_and_coordinator_is_asked_and_brokers_are_not() -> None:
    partnership = family(3)
    coordinator = PartnershipRoleFactory(partnership=partnership, kind="coordinator").person
    PartnershipRoleFactory(partnership=partnership, kind="broker")
    sitting = opened(partnership)
    assert {seat.person for seat in sitting.seats.all()} == {*heads(partnership), coordinator}
    assert asked("grid_mark", coordinator)


def test_nobody_sees_a_mark_before_all_have_marked() -> None:
    partnership = family(3)
    ada, ben, cal = heads(partnership)
    sitting = opened(partnership)
    actions.mark(by=ada, sitting=sitting, **levels(now_depth=1))
    actions.mark(by=ben, sitting=sitting, **levels(now_depth=5))
    seen = queries.picture(cal, sitting)
    assert (seen.marked, seen.asked) == (2, 3)
    assert (seen.marks, seen.now, seen.wanted, seen.middle, seen.own) == ([], None, None, None, None)
    own = queries.picture(ada, sitting)
    assert own.own and own.own.now_depth == 1 and own.marks == []


def test_the_last_mark_opens_them_all_to_leaders_by_school() -> None:
    partnership = family(3)
    sitting = all_marked(partnership, levels(), levels(now_structure=5), levels())
    seen = queries.picture(heads(partnership)[1], sitting)
    assert seen.phase is Phase.SHOWN
    assert len(seen.marks) == 3
    assert {mark.whose for mark in seen.marks} == {school.name for school in queries.agreed_schools(partnership)}
    assert seen.now and seen.now.depth.alike and seen.now.structure.width == 3


def test_other_members_see_the_spread_and_nobodys_mark() -> None:
    partnership = family(3)
    teacher = RoleFactory(school=queries.agreed_schools(partnership)[0]).person
    seen = queries.picture(teacher, all_marked(partnership))
    assert seen.marks == [] and seen.middle is None
    assert seen.now is not None


def test_a_spread_of_two_marks_is_for_leaders_only() -> None:
    partnership = family(2)
    teacher = RoleFactory(school=queries.agreed_schools(partnership)[0]).person
    sitting = all_marked(partnership)
    assert queries.picture(teacher, sitting).now is None
    assert queries.picture(heads(partnership)[0], sitting).now is not None


def test_marks_open_when_the_day_has_passed_even_before_the_clock_has_ticked() -> None:
    partnership = family(3)
    ada = heads(partnership)[0]
    sitting = opened(partnership)
    actions.mark(by=ada, sitting=sitting, **levels())
    closed(sitting)
    assert len(queries.picture(ada, sitting).marks) == 1
    with pytest.raises(refusals.WrongPhase):
        actions.mark(by=heads(partnership)[1], sitting=sitting, **levels())
    assert actions.show_due(today=timezone.localdate()) == 1
    assert not asked("grid_mark", heads(partnership)[1])


def test_a_mark_can_be_changed_until_it_is_seen() -> None:
    partnership = family(2)
    ada, ben = heads(partnership)
    sitting = opened(partnership)
    actions.mark(by=ada, sitting=sitting, **levels(now_depth=1))
    actions.mark(by=ada, sitting=sitting, **levels(now_depth=3))
    assert GridMark.objects.get().now_depth == 3
    actions.mark(by=ben, sitting=sitting, **levels())
    with pytest.raises(refusals.WrongPhase):
        actions.mark(by=ada, sitting=sitting, **levels(now_depth=6))


def test_marks_cannot_be_shown_early() -> None:
    with pytest.raises(refusals.WrongPhase):
        actions.show(sitting=opened(family()))


def test_a_stranger_cannot_mark() -> None:
    with pytest.raises(refusals.NotAskedToMark):
        actions.mark(by=PersonFactory(), sitting=opened(family()), **levels())


def test_a_mark_off_the_grid_is_no_mark() -> None:
    partnership = family()
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.mark(by=heads(partnership)[0], sitting=opened(partnership), **levels(now_depth=7))


def test_one_sitting_at_a_time() -> None:
    partnership = family()
    opened(partnership)
    with pytest.raises(refusals.AlreadyInvited):
        opened(partnership)


def test_a_sitting_without_agreement_gives_way_to_a_new_one() -> None:
    partnership = family()
    before = all_marked(partnership)
    opened(partnership)
    before.refresh_from_db()
    assert before.ended_at is not None


def test_an_arrow_is_agreed_when_every_head_has_said_yes() -> None:
    partnership = family(3)
    ada, ben, cal = heads(partnership)
    sitting = all_marked(partnership)
    arrow = actions.propose_arrow(by=ada, sitting=sitting, **levels(wanted_depth=5))
    assert asked("grid_arrow", ben)
    actions.answer_arrow(by=ben, arrow=arrow, yes=True)
    assert not queries.agreements(partnership)
    actions.answer_arrow(by=cal, arrow=arrow, yes=True)
    assert queries.agreements(partnership).get().arrow == arrow
    assert queries.picture(ada, sitting).phase is Phase.AGREED
    with pytest.raises(refusals.WrongPhase):
        actions.propose_arrow(by=ada, sitting=sitting, **levels())


def test_one_not_yet_keeps_an_arrow_open_and_a_newer_one_replaces_it() -> None:
    partnership = family(2)
    ada, ben = heads(partnership)
    sitting = all_marked(partnership)
    first = actions.propose_arrow(by=ada, sitting=sitting, **levels())
    with pytest.raises(refusals.ReasonWanted):
        actions.answer_arrow(by=ben, arrow=first, yes=False)
    actions.answer_arrow(by=ben, arrow=first, yes=False, reason="Deeper, please.")
    second = actions.propose_arrow(by=ben, sitting=sitting, **levels(wanted_depth=5))
    with pytest.raises(refusals.WrongPhase):
        actions.answer_arrow(by=ada, arrow=first, yes=True)
    actions.answer_arrow(by=ada, arrow=second, yes=True)
    assert queries.agreements(partnership).get().arrow == second


def test_no_arrow_before_the_marks_are_out() -> None:
    partnership = family()
    with pytest.raises(refusals.WrongPhase):
        actions.propose_arrow(by=heads(partnership)[0], sitting=opened(partnership), **levels())


def test_arrows_are_kept_over_the_years() -> None:
    partnership = family(2)
    ada, ben = heads(partnership)
    for wanted in (3, 5):
        arrow = actions.propose_arrow(by=ada, sitting=all_marked(partnership), **levels(wanted_depth=wanted))
        actions.answer_arrow(by=ben, arrow=arrow, yes=True)
    assert [kept.arrow.wanted_depth for kept in queries.agreements(partnership)] == [5, 3]


def test_a_school_counts_its_deep_and_shallow_partnerships() -> None:
    partnership = family(2)
    ada, ben = heads(partnership)
    school = ada.roles.get().school
    (standing,) = queries.school_partnerships(ada, school)
    assert (standing.mark, standing.deep) == (None, False)
    arrow = actions.propose_arrow(by=ada, sitting=all_marked(partnership), **levels(now_depth=4))
    actions.answer_arrow(by=ben, arrow=arrow, yes=True)
    (standing,) = queries.school_partnerships(ada, school)
    assert standing.deep


def test_a_sitting_does_not_stay_open_for_years() -> None:
    rowan = family()
    with pytest.raises(refusals.WrongPhase, match="within the next year"):
        actions.open_sitting(
            by=heads(rowan)[0], partnership=rowan, horizon=3, closes_on=timezone.localdate() + timedelta(days=900)
        )
