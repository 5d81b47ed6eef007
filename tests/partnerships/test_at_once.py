"""Two people who press a button at the same moment: the second reads what was true before the first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.partnerships import MembershipFactory, PartnershipFactory, PartnershipRoleFactory, family, heads
from tests.factories.schools import SchoolFactory
from tilth.partnerships import actions, queries
from tilth.partnerships.actions import refusals
from tilth.partnerships.models import GridSitting, NestingRequest, Partnership
from tilth.trail.models import Entry

pytestmark = pytest.mark.django_db
Phase = Partnership.Phase


def again(partnership: Partnership) -> Partnership:
    """The partnership as another request has read it before anything changed."""
    return Partnership.objects.get(id=partnership.id)


def test_a_partnership_ends_once() -> None:
    rowan = family()
    stale, lead = again(rowan), heads(rowan)[0]
    actions.end(by=lead, partnership=rowan, reason="We are done", learnt="Much")
    with pytest.raises(refusals.WrongPhase):
        actions.end(by=lead, partnership=stale, reason="We are done", learnt="Much")


def test_what_has_ended_is_neither_paused_nor_taken_up_nor_asked_to_grow() -> None:
    rowan = family()
    lead, asked = heads(rowan)[0], {"reason": "A rest"}
    stale = [again(rowan) for _ in range(4)]
    actions.end(by=lead, partnership=rowan, reason="We are done", learnt="Much")
    with pytest.raises(refusals.WrongPhase):
        actions.pause(by=lead, partnership=stale[0], **asked)
    with pytest.raises(refusals.WrongPhase):
        actions.resume(by=lead, partnership=stale[1])
    with pytest.raises(refusals.WrongPhase):
        actions.invite(by=lead, partnership=stale[2], school=SchoolFactory())
    with pytest.raises(refusals.WrongPhase):
        actions.open_sitting(by=lead, partnership=stale[3], horizon=3, closes_on=timezone.localdate())
    rowan.refresh_from_db()
    assert rowan.phase == Phase.ENDED


def test_a_school_does_not_leave_what_has_ended() -> None:
    rowan = family()
    lead, other = heads(rowan)[:2]
    place = queries.membership_of(rowan, other)
    assert place
    assert place.partnership.phase == Phase.LIVE  # read before
    actions.end(by=lead, partnership=rowan, reason="We are done", learnt="Much")
    with pytest.raises(refusals.WrongPhase):
        actions.leave(by=other, membership=place, reason="We go")


def test_marks_are_shown_once() -> None:
    rowan = family()
    lead = heads(rowan)[0]
    sitting = actions.open_sitting(by=lead, partnership=rowan, horizon=3, closes_on=timezone.localdate())
    GridSitting.objects.filter(id=sitting.id).update(closes_on=timezone.localdate() - timedelta(days=1))
    one, other = GridSitting.objects.get(id=sitting.id), GridSitting.objects.get(id=sitting.id)
    actions.show(sitting=one)
    actions.show(sitting=other)
    assert Entry.objects.filter(act="partnerships.marks_shown").count() == 1


def test_a_request_to_nest_is_answered_once() -> None:
    rowan, alliance = family(), family(kind="alliance")
    lead = heads(alliance)[0]
    actions.ask_to_nest(by=heads(rowan)[0], part=rowan, whole=alliance)
    one, other = NestingRequest.objects.get(), NestingRequest.objects.get()
    actions.answer_nesting(by=lead, request=one, yes=True)
    with pytest.raises(refusals.NotTheirsToAnswer):
        actions.answer_nesting(by=lead, request=other, yes=False, reason="No room")
    assert again(rowan).parent == alliance


def test_nothing_nests_in_what_has_ended_since() -> None:
    rowan, alliance = family(), family(kind="alliance")
    lead = heads(alliance)[0]
    request = actions.ask_to_nest(by=heads(rowan)[0], part=rowan, whole=alliance)
    actions.end(by=lead, partnership=again(alliance), reason="We are done", learnt="Much")
    with pytest.raises(refusals.WrongPhase):
        actions.answer_nesting(by=lead, request=request, yes=True)


def test_a_part_laid_down_twice_is_laid_down_once() -> None:
    rowan = PartnershipFactory()
    MembershipFactory(partnership=rowan)
    one, other = PartnershipRoleFactory(partnership=rowan), PartnershipRoleFactory(partnership=rowan)
    actions.step_down(by=one.person, role=one)
    with pytest.raises(refusals.CannotTakePart):
        actions.step_down(by=other.person, role=other)
    assert list(queries.partnership_leads(rowan)) == [other.person]
