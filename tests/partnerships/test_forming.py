"""Forming by consent."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.factories.partnerships import (
    MembershipFactory,
    PartnershipFactory,
    PartnershipRoleFactory,
    chair_of,
    family,
    head_of,
    heads,
)
from tests.factories.people import PersonFactory, RoleFactory
from tests.factories.schools import SchoolFactory
from tilth.notices.models import Notice
from tilth.partnerships import actions, queries
from tilth.partnerships.actions import refusals
from tilth.partnerships.models import Answer, Membership, Partnership
from tilth.people.models import Person, Role
from tilth.schools.models import School
from tilth.trail.models import Entry

pytestmark = pytest.mark.django_db
State, Phase = Membership.State, Partnership.Phase


def proposal(by: Person | None = None, school: School | None = None, **known: str) -> Partnership:
    """A proposed family, by the head of its first school unless somebody else is named."""
    school = school or SchoolFactory()
    words = {"kind": "family", "name": "The Rowan Family", "colour": "leaf", "purpose": "We want to read.", **known}
    return actions.propose(by=by or head_of(school), own_school=school, **words)


def asked(partnership: Partnership, school: School | None = None) -> Membership:
    return actions.invite(by=partnership.proposed_by, partnership=partnership, school=school or SchoolFactory())


def open_notices(kind: str, person: Person) -> list[Notice]:
    return list(Notice.objects.filter(kind=f"partnerships.{kind}", person=person, settled_at=None))


# --- proposing ---


def test_a_head_who_proposes_has_agreed_for_their_school() -> None:
    partnership = proposal()
    own = partnership.memberships.get()
    assert (own.state, own.agreed_by, own.proposes) == (State.MEMBER, partnership.proposed_by, True)
    assert list(queries.partnership_leads(partnership)) == [partnership.proposed_by]


def test_a_senior_leader_who_proposes_waits_for_their_head() -> None:
    school = SchoolFactory()
    head = head_of(school)
    deputy = RoleFactory(school=school, kind=Role.Kind.SENIOR_LEADER).person
    partnership = proposal(by=deputy, school=school)
    assert partnership.memberships.get().state == State.INVITED
    assert open_notices("invitation", head)
    with pytest.raises(refusals.OwnSchoolFirst):
        asked(partnership)


def test_a_proposal_ends_when_its_own_school_declines() -> None:
    school = SchoolFactory()
    head = head_of(school)
    partnership = proposal(by=RoleFactory(school=school, kind=Role.Kind.SENIOR_LEADER).person, school=school)
    actions.answer(by=head, membership=partnership.memberships.get(), yes=False, reason="Not this year.")
    partnership.refresh_from_db()
    assert partnership.phase == Phase.ENDED
    assert partnership.roles.filter(ends_on=None).count() == 0


# --- inviting ---


def test_an_invitation_tells_the_head_all_that_is_needed() -> None:
    head = head_of(SchoolFactory())
    partnership = proposal()
    place = asked(partnership, head.roles.get().school)
    (notice,) = open_notices("invitation", head)
    assert notice.asks
    assert str(place.id) in notice.link
    for word in (partnership.name, partnership.purpose, partnership.proposed_by.name, place.school.name):
        assert word in notice.headline + notice.body


def test_a_school_is_asked_once() -> None:
    partnership = proposal()
    place = asked(partnership)
    with pytest.raises(refusals.AlreadyInvited):
        asked(partnership, place.school)


def test_a_closed_school_is_not_asked() -> None:
    with pytest.raises(refusals.SchoolClosed):
        asked(proposal(), SchoolFactory(status=School.Status.CLOSED))


def test_a_school_that_declined_is_asked_once_more_and_no_more() -> None:
    partnership, head = proposal(), head_of(SchoolFactory())
    school = head.roles.get().school
    for _turn in range(2):
        actions.answer(by=head, membership=asked(partnership, school), yes=False, reason="Not now.")
    with pytest.raises(refusals.AskedEnough):
        asked(partnership, school)


def test_an_invitation_can_be_taken_back_and_its_notice_goes() -> None:
    partnership, head = proposal(), head_of(SchoolFactory())
    place = asked(partnership, head.roles.get().school)
    actions.withdraw_invitation(by=partnership.proposed_by, membership=place)
    assert not open_notices("invitation", head)
    with pytest.raises(refusals.NotTheirsToAnswer):
        actions.answer(by=head, membership=place, yes=True)


def test_an_invitation_waits_for_a_head_who_comes_later() -> None:
    partnership, school = proposal(), SchoolFactory()
    asked(partnership, school)
    assert queries.schools_without_head(partnership) == {school.id}
    head = head_of(school)
    assert actions.ask_new_heads() == 1
    assert actions.ask_new_heads() == 0
    assert open_notices("invitation", head)


# --- answering ---


def test_only_the_head_of_the_school_answers() -> None:
    partnership, school = proposal(), SchoolFactory()
    head_of(school)
    place = asked(partnership, school)
    others = [PersonFactory(), RoleFactory(school=school).person, chair_of(school), partnership.proposed_by]
    for other in others:
        with pytest.raises(refusals.NotTheirsToAnswer):
            actions.answer(by=other, membership=place, yes=True)


def test_a_former_head_no_longer_answers() -> None:
    partnership, school = proposal(), SchoolFactory()
    former = RoleFactory(school=school, kind=Role.Kind.HEADTEACHER, ends_on=date(2022, 8, 31)).person
    with pytest.raises(refusals.NotTheirsToAnswer):
        actions.answer(by=former, membership=asked(partnership, school), yes=True)


def test_a_no_needs_a_reason() -> None:
    partnership, head = proposal(), head_of(SchoolFactory())
    with pytest.raises(refusals.ReasonWanted) as no:
        actions.answer(by=head, membership=asked(partnership, head.roles.get().school), yes=False, reason=" ")
    assert no.value.field == "reason"


def test_a_head_may_want_the_chairs_yes_as_well() -> None:
    partnership, school = proposal(), SchoolFactory()
    head, chair = head_of(school), chair_of(school)
    place = actions.answer(by=head, membership=asked(partnership, school), yes=True, chair_agrees_too=True)
    assert place.state == State.INVITED
    assert open_notices("chair_invitation", chair)
    place = actions.answer(by=chair, membership=place, yes=True)
    assert (place.state, place.agreed_by) == (State.MEMBER, head)
    assert not open_notices("chair_invitation", chair)


def test_a_chairs_no_is_a_no() -> None:
    partnership, school = proposal(), SchoolFactory()
    head, chair = head_of(school), chair_of(school)
    place = actions.answer(by=head, membership=asked(partnership, school), yes=True, chair_agrees_too=True)
    assert actions.answer(by=chair, membership=place, yes=False, reason="Too soon.").state == State.DECLINED


def test_a_chair_who_is_not_in_tilth_cannot_be_waited_for() -> None:
    partnership, school = proposal(), SchoolFactory()
    with pytest.raises(refusals.NobodyToAgree):
        actions.answer(by=head_of(school), membership=asked(partnership, school), yes=True, chair_agrees_too=True)
    assert not Answer.objects.filter(invitation__membership__school=school).exists()


def test_the_lead_hears_the_reason_of_a_no() -> None:
    partnership, head = proposal(), head_of(SchoolFactory())
    place = asked(partnership, head.roles.get().school)
    actions.answer(by=head, membership=place, yes=False, reason="We have a new building.")
    (notice,) = open_notices("declined", partnership.proposed_by)
    assert "new building" in notice.body


def test_an_answer_is_given_once() -> None:
    partnership, head = proposal(), head_of(SchoolFactory())
    place = asked(partnership, head.roles.get().school)
    actions.answer(by=head, membership=place, yes=True)
    with pytest.raises(refusals.NotTheirsToAnswer):
        actions.answer(by=head, membership=place, yes=False, reason="I thought again.")


# --- beginning ---


def test_a_family_goes_live_by_itself_when_all_have_answered_and_three_agreed() -> None:
    partnership = proposal()
    places = [asked(partnership, head_of(SchoolFactory()).roles.get().school) for _school in range(3)]
    for place, yes in zip(places, (True, True, False), strict=True):
        actions.answer(by=place.school.roles.get().person, membership=place, yes=yes, reason="" if yes else "No time.")
    partnership.refresh_from_db()
    assert partnership.phase == Phase.LIVE
    assert queries.members(partnership).count() == 3


def test_two_schools_begin_only_when_the_proposer_says_so() -> None:
    partnership, head = proposal(), head_of(SchoolFactory())
    actions.answer(by=head, membership=asked(partnership, head.roles.get().school), yes=True)
    partnership.refresh_from_db()
    assert partnership.phase == Phase.PROPOSED
    assert open_notices("time_to_begin", partnership.proposed_by)
    assert actions.begin(by=partnership.proposed_by, partnership=partnership).phase == Phase.LIVE
    assert not open_notices("time_to_begin", partnership.proposed_by)


def test_one_school_is_no_family() -> None:
    partnership = proposal()
    with pytest.raises(refusals.TooFew):
        actions.begin(by=partnership.proposed_by, partnership=partnership)


def test_schools_that_have_not_answered_are_not_in_it_when_it_begins() -> None:
    partnership, head = proposal(), head_of(SchoolFactory())
    waiting = asked(partnership)
    actions.answer(by=head, membership=asked(partnership, head.roles.get().school), yes=True)
    actions.begin(by=partnership.proposed_by, partnership=partnership)
    assert waiting.school not in queries.agreed_schools(partnership)


def test_each_step_is_on_the_trail_of_the_school() -> None:
    partnership, head = proposal(), head_of(SchoolFactory())
    place = asked(partnership, head.roles.get().school)
    actions.answer(by=head, membership=place, yes=True)
    acts = Entry.objects.filter(concerns__key=place.school_id).values_list("act", flat=True)
    assert {"partnerships.school_invited", "partnerships.school_agreed"} <= set(acts)


# --- what the database holds by itself ---


def test_no_row_makes_a_member_without_somebodys_yes() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(agreed_by=None)


def test_no_row_says_no_without_a_reason() -> None:
    place = MembershipFactory(asked=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(
            invitation=queries.open_invitation(place),
            person=PersonFactory(),
            standing="headteacher",
            yes=False,
            at=place.invited_at,
        )


# --- lasting ---


def test_a_pause_and_a_new_start_are_written_down() -> None:
    partnership = family()
    lead = heads(partnership)[0]
    actions.pause(by=lead, partnership=partnership, reason="Two heads are leaving.")
    actions.resume(by=lead, partnership=partnership)
    assert [change.phase for change in partnership.phase_changes.all()] == [Phase.PAUSED, Phase.LIVE]
    assert "Two heads" in open_notices("paused", heads(partnership)[1])[0].body


def test_what_is_ended_well_says_what_was_learnt() -> None:
    partnership = family()
    lead = heads(partnership)[0]
    with pytest.raises(refusals.ReasonWanted):
        actions.end(by=lead, partnership=partnership, reason="We have done it.")
    ending = actions.end(
        by=lead, partnership=partnership, reason="We have done it.", learnt="To listen.", thanks="All!"
    )
    assert (ending.learnt, partnership.phase) == ("To listen.", Phase.ENDED)
    assert partnership.roles.filter(ends_on=None).count() == 0
    with pytest.raises(refusals.WrongPhase):
        actions.resume(by=lead, partnership=partnership)


def test_a_school_leaves_and_a_lead_from_it_no_longer_leads() -> None:
    partnership = family(3)
    first, *others = heads(partnership)
    actions.leave(by=first, membership=queries.membership_of(partnership, first), reason="We join another family.")
    assert queries.members(partnership).count() == 2
    assert queries.roles(partnership).filter(ends_on=None).count() == 0
    assert "another family" in open_notices("left", others[0])[0].body


def test_a_broker_from_outside_stays_when_a_school_leaves() -> None:
    partnership = family(3)
    broker = PartnershipRoleFactory(partnership=partnership, kind="broker")
    last = heads(partnership)[2]
    actions.leave(by=last, membership=queries.membership_of(partnership, last), reason="Too far away.")
    broker.refresh_from_db()
    assert broker.ends_on is None


def test_only_its_own_head_takes_a_school_out() -> None:
    partnership = family(3)
    lead, other, _third = heads(partnership)
    with pytest.raises(refusals.NotTheirsToAnswer):
        actions.leave(by=lead, membership=queries.membership_of(partnership, other), reason="They should go.")


def test_a_family_of_one_rests() -> None:
    partnership = family(2)
    last = heads(partnership)[1]
    actions.leave(by=last, membership=queries.membership_of(partnership, last), reason="Too far away.")
    partnership.refresh_from_db()
    assert partnership.phase == Phase.PAUSED
    with pytest.raises(refusals.TooFew):
        actions.resume(by=heads(partnership)[0], partnership=partnership)


def test_leaders_hear_that_the_register_closes_a_school_and_it_stays() -> None:
    partnership = family(3)
    school = queries.agreed_schools(partnership)[0]
    assert actions.tell_of_closure(school=school, successors=[SchoolFactory(name="New Hollins Academy")]) == 1
    (notice,) = open_notices("school_closes", heads(partnership)[0])
    assert "New Hollins Academy" in notice.body
    assert school in queries.agreed_schools(partnership)


# --- parts people play ---


def test_a_coordinator_comes_from_a_member_school() -> None:
    partnership = family()
    lead = heads(partnership)[0]
    teacher = RoleFactory(school=queries.agreed_schools(partnership)[0]).person
    role = actions.appoint(by=lead, partnership=partnership, email=teacher.email.upper(), kind="coordinator")
    assert role.person == teacher
    assert open_notices("appointed", teacher)


def test_a_stranger_and_nobody_are_refused_in_the_same_words() -> None:
    partnership = family()
    refused = []
    for email in (RoleFactory().person.email, "nobody@example.org"):
        with pytest.raises(refusals.CannotTakePart) as no:
            actions.appoint(by=heads(partnership)[0], partnership=partnership, email=email, kind="lead")
        refused.append(no.value.message)
    assert refused[0] == refused[1]


def test_the_last_lead_does_not_step_down() -> None:
    partnership = family()
    lead, other, _third = heads(partnership)
    role = partnership.roles.get()
    with pytest.raises(refusals.CannotTakePart):
        actions.step_down(by=lead, role=role)
    actions.appoint(by=lead, partnership=partnership, email=other.email, kind="lead")
    actions.step_down(by=lead, role=role)
    assert list(queries.partnership_leads(partnership)) == [other]


# --- nesting ---


def test_a_family_becomes_part_of_an_alliance_when_its_lead_says_yes() -> None:
    part, whole = family(), family(kind="alliance")
    request = actions.ask_to_nest(by=heads(part)[0], part=part, whole=whole)
    part.refresh_from_db()
    assert part.parent is None
    actions.answer_nesting(by=heads(whole)[0], request=request, yes=True)
    part.refresh_from_db()
    assert part.parent == whole
    assert actions.stand_alone(by=heads(part)[0], part=part).parent is None


def test_no_region_becomes_its_own_ancestor() -> None:
    north, nation = family(kind="region"), family(kind="region")
    request = actions.ask_to_nest(by=heads(north)[0], part=north, whole=nation)
    actions.answer_nesting(by=heads(nation)[0], request=request, yes=True)
    with pytest.raises(refusals.DoesNotFit):
        actions.ask_to_nest(by=heads(nation)[0], part=nation, whole=north)


def test_nothing_holds_itself() -> None:
    partnership = PartnershipFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Partnership.objects.filter(id=partnership.id).update(parent=partnership)
