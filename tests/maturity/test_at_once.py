"""Two people press at the same moment: the second reads what was true before the first. And who still has a part."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories.maturity import JPD, TRUST, claimed, leaders, of_partnership, opened, placed
from tests.factories.partnerships import family, heads
from tests.factories.people import RoleFactory
from tilth.maturity import actions
from tilth.maturity.actions import refusals
from tilth.maturity.models import Agreement, Assessment, PartnerLook
from tilth.maturity.queries import assessments, claims
from tilth.maturity.queries.subjects import of_school
from tilth.maturity.rules import Permission
from tilth.partnerships.models import Membership
from tilth.people.models import Role
from tilth.trail.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def rowan() -> Any:
    return family(3)


def again(assessment: Assessment) -> Assessment:
    """The assessment as another request has read it before anything changed."""
    return Assessment.objects.get(id=assessment.id)


def school_of(head: Any) -> Any:
    return head.roles.get(kind=Role.Kind.HEADTEACHER).school


# --- at once ------------------------------------------------------------------------------------


def test_it_is_shown_once_though_two_finish_last(rowan: Any) -> None:
    first, second, third = heads(rowan)
    assessment = opened(of_partnership(rowan), [first, second, third])
    stale = again(assessment)
    placed(assessment, first, {JPD: 1})
    placed(assessment, second, {JPD: 1})
    actions.place(by=third, assessment=assessment, strand=JPD, stage=1)
    actions.finish(by=third, assessment=assessment)
    with pytest.raises(refusals.WrongPhase):
        actions.finish(by=third, assessment=stale)
    assert Entry.objects.filter(act="maturity.shown").count() == 1


def test_what_has_ended_is_neither_placed_nor_agreed_nor_ended_again(rowan: Any) -> None:
    people = heads(rowan)
    assessment = opened(of_partnership(rowan), people)
    stale = [again(assessment) for _ in range(3)]
    actions.end(by=people[0], assessment=assessment)
    with pytest.raises(refusals.WrongPhase):
        actions.place(by=people[1], assessment=stale[0], strand=JPD, stage=1)
    with pytest.raises(refusals.WrongPhase):
        actions.agree(by=people[0], assessment=stale[1], strand=JPD, stage=1)
    with pytest.raises(refusals.WrongPhase):
        actions.end(by=people[0], assessment=stale[2])


def test_an_objection_to_what_was_replaced_meanwhile_is_refused(rowan: Any) -> None:
    people = heads(rowan)
    assessment = opened(of_partnership(rowan), people)
    for who in people:
        placed(assessment, who, {JPD: 1})
    before = actions.agree(by=people[0], assessment=assessment, strand=JPD, stage=1)
    stale = Agreement.objects.select_related("assessment").get(id=before.id)
    actions.agree(by=people[0], assessment=assessment, strand=JPD, stage=2)
    with pytest.raises(refusals.NotAgreed):
        actions.object_to(by=people[1], agreement=stale, words="No.")


def test_a_look_is_answered_once(rowan: Any) -> None:
    one, other, _third = heads(rowan)
    said = claimed(of_school(school_of(one)), leaders(school_of(one)), {TRUST: 2})
    look = actions.ask_look(by=one, agreement=said[TRUST], partner=school_of(other))
    stale = PartnerLook.objects.get(id=look.id)
    actions.answer_look(by=other, look=look, words="We see it.")
    with pytest.raises(refusals.NotTheirs):
        actions.answer_look(by=other, look=stale, words="We do not.")


# --- who still has a part -----------------------------------------------------------------------


def test_whose_part_has_ended_sees_no_placement_any_more(rowan: Any) -> None:
    head = heads(rowan)[0]
    school = school_of(head)
    teacher = RoleFactory(school=school).person
    assessment = opened(of_school(school), [head, teacher])
    assert assessments.assessment(viewer=teacher, key=assessment.id)
    teacher.roles.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert assessments.assessment(viewer=teacher, key=assessment.id) is None


def test_whose_school_has_left_sees_nothing_of_what_the_others_place(rowan: Any) -> None:
    people = heads(rowan)
    assessment = opened(of_partnership(rowan), people)
    gone = Membership.objects.filter(partnership=rowan, school=school_of(people[2]))
    gone.update(state="left", left_on=timezone.localdate())
    assert assessments.assessment(viewer=people[1], key=assessment.id)
    assert assessments.assessment(viewer=people[2], key=assessment.id) is None


def test_a_school_that_has_left_looks_at_nothing_and_is_looked_at_by_nobody(rowan: Any) -> None:
    one, other, _third = heads(rowan)
    said = claimed(of_school(school_of(one)), leaders(school_of(one)), {TRUST: 2})
    look = actions.ask_look(by=one, agreement=said[TRUST], partner=school_of(other))
    assert other.has_perm(Permission.LOOK, look)
    Membership.objects.filter(partnership=rowan, school=school_of(other)).update(
        state="left", left_on=timezone.localdate()
    )
    assert not other.has_perm(Permission.SEE_LOOK, look)
    assert one.has_perm(Permission.SEE_LOOK, look)
    assert claims.partners_of(said[TRUST].assessment) == [school_of(heads(rowan)[1])]
