"""Forming by consent: propose, invite, answer, begin."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilth.notices.actions import settle
from tilth.partnerships import queries, signals
from tilth.partnerships.actions import letters
from tilth.partnerships.actions.phases import become, close_forming, must_be
from tilth.partnerships.actions.refusals import (
    AlreadyInvited,
    AskedEnough,
    NobodyToAgree,
    NotTheirsToAnswer,
    OwnSchoolFirst,
    ReasonWanted,
    SchoolClosed,
    TooFew,
)
from tilth.partnerships.domain import forming
from tilth.partnerships.models import Answer, Invitation, Membership, Partnership, PartnershipRole
from tilth.people.models import Person, Role
from tilth.people.queries import chairs_of, heads_of
from tilth.people.rules import holds, is_head_of
from tilth.schools.models import School
from tilth.trail.actions import record
from tilth.web.holding import hold

State = Membership.State
Phase = Partnership.Phase


@transaction.atomic
def propose(*, by: Person, kind: str, name: str, colour: str, purpose: str, own_school: School) -> Partnership:
    """Begin to form a partnership. The proposer leads it; their school is asked first, and if they are its head it
    has agreed by their proposing."""
    partnership = Partnership.objects.create(
        kind=kind, name=name, colour=colour, purpose=purpose, proposed_by=by, proposed_at=timezone.now()
    )
    PartnershipRole.objects.create(
        partnership=partnership, person=by, kind=PartnershipRole.Kind.LEAD, starts_on=timezone.localdate()
    )
    record(by=by, act="partnerships.proposed", about=[partnership, own_school])
    own = _ask(by, partnership, own_school, proposes=True)
    if is_head_of(by, own_school):
        answer(by=by, membership=own, yes=True)
    return partnership


@transaction.atomic
def invite(*, by: Person, partnership: Partnership, school: School) -> Membership:
    """Ask a school to join. Raises WrongPhase, OwnSchoolFirst, SchoolClosed, AlreadyInvited, AskedEnough."""
    must_be(partnership, Phase.PROPOSED, Phase.LIVE)
    if not partnership.memberships.filter(state=State.MEMBER).exists():
        raise OwnSchoolFirst(_("Your own school has to agree before you ask others."))
    if school.status == School.Status.CLOSED:
        raise SchoolClosed(_("The register says that this school is closed."), field="school")
    record(by=by, act="partnerships.school_invited", about=[partnership, school])
    return _ask(by, partnership, school)


def _ask(by: Person, partnership: Partnership, school: School, *, proposes: bool = False) -> Membership:
    now = timezone.now()
    place = Membership.objects.filter(partnership=partnership, school=school).first()
    if place is None:
        place = Membership(partnership=partnership, school=school, proposes=proposes)
    else:
        _may_be_asked_again(place)
    place.state, place.invited_at, place.chair_agrees_too = State.INVITED, now, False
    place.agreed_by = place.joined_on = place.left_on = None
    place.save()
    Invitation.objects.create(membership=place, by=by, at=now)
    letters.invitation(place, [head for head in heads_of(school, timezone.localdate()) if head != by or not proposes])
    return place


def _may_be_asked_again(place: Membership) -> None:
    if place.state in {State.INVITED, State.MEMBER}:
        raise AlreadyInvited(_("This school has been asked already."), field="school")
    if not forming.may_ask_again(queries.refusals(place)):
        raise AskedEnough(_("This school has said no twice. Leave it to them to come to you."), field="school")


@transaction.atomic
def answer(
    *, by: Person, membership: Membership, yes: bool, reason: str = "", chair_agrees_too: bool = False
) -> Membership:
    """Answer for a school, as its headteacher, or as its chair where the head wants the chair's yes as well.

    Raises WrongPhase, NotTheirsToAnswer, ReasonWanted, NobodyToAgree.
    """
    place = _held(membership)  # two last answers may not pass each other
    must_be(place.partnership, Phase.PROPOSED, Phase.LIVE)
    standing = _standing_of(by, place)
    if not yes and not reason.strip():
        raise ReasonWanted(_("Say why, so that they understand."), field="reason")
    if yes and chair_agrees_too and standing == Answer.Standing.HEADTEACHER:
        _let_chair_agree_too(place)
    asked = queries.open_invitation(place)
    Answer.objects.create(invitation=asked, person=by, standing=standing, yes=yes, reason=reason, at=timezone.now())
    said = "agreed" if yes else "declined"
    record(by=by, act=f"partnerships.school_{said}", about=[place.partnership, place.school], standing=standing)
    _take_outcome(place, asked, reason)
    return place


def _held(membership: Membership) -> Membership:
    """The place as it is now. The partnership is always held before its places, so that nobody waits in a ring."""
    hold(membership.partnership)
    return Membership.objects.select_for_update().get(id=membership.id)


def _standing_of(by: Person, place: Membership) -> str:
    """As what this person answers: head before chair, if they are both and the head's answer is still open."""
    Standing = Answer.Standing  # noqa: N806 - the field's own list
    said = set(queries.open_invitation(place).answers.values_list("standing", flat=True))
    may = {Standing.HEADTEACHER: is_head_of(by, place.school)}
    may[Standing.CHAIR] = place.chair_agrees_too and holds(by, place.school, {Role.Kind.CHAIR})
    standing = next((one for one in may if may[one] and one not in said), None)
    if standing is None or place.state != State.INVITED:
        raise NotTheirsToAnswer(_("This is not yours to answer, or it has been answered."))
    return standing


def _let_chair_agree_too(place: Membership) -> None:
    chairs = chairs_of(place.school, timezone.localdate())
    if not chairs:
        raise NobodyToAgree(
            _("No chair of governors of your school is in Tilth yet, so nobody could agree."), field="chair_agrees_too"
        )
    place.chair_agrees_too = True
    place.save(update_fields=["chair_agrees_too"])


def _take_outcome(place: Membership, asked: Invitation, reason: str) -> None:
    voices = [forming.Voice(one.standing, one.yes) for one in asked.answers.all()]
    outcome = forming.outcome(voices, chair_agrees_too=place.chair_agrees_too)
    letters.settle_invitation(place)
    if outcome is forming.Outcome.WAITING:
        letters.invitation(place, chairs_of(place.school, timezone.localdate()), kind=letters.CHAIR_INVITATION)
    elif outcome is forming.Outcome.AGREED:
        _join(place, asked)
    else:
        _decline(place, reason)


def _join(place: Membership, asked: Invitation) -> None:
    place.agreed_by = asked.answers.get(standing=Answer.Standing.HEADTEACHER).person
    place.state, place.joined_on = State.MEMBER, timezone.localdate()
    place.save()
    letters.agreed(place, queries.leaders(place.partnership).exclude(id=place.agreed_by.id))
    transaction.on_commit(lambda: signals.school_joined.send(Membership, membership=place))
    _begin_if_all_answered(place.partnership)


def _decline(place: Membership, reason: str) -> None:
    place.state = State.DECLINED
    place.save(update_fields=["state"])
    letters.declined(place, queries.partnership_leads(place.partnership), reason)
    if place.proposes and place.partnership.phase == Phase.PROPOSED:
        close_forming(place.partnership, by=None, reason=_("The school that proposed it did not agree."))
    else:
        _begin_if_all_answered(place.partnership)


def _begin_if_all_answered(partnership: Partnership) -> None:
    agreed = queries.members(partnership).count()
    waiting = partnership.memberships.filter(state=State.INVITED).count()
    if partnership.phase != Phase.PROPOSED or waiting:
        return
    if forming.begins_by_itself(partnership.kind, agreed=agreed, waiting=waiting):
        _go_live(partnership, by=None)
    elif forming.may_begin(partnership.kind, agreed):
        letters.all_answered(partnership, queries.partnership_leads(partnership), agreed)


@transaction.atomic
def withdraw_invitation(*, by: Person, membership: Membership) -> Membership:
    """Take back an invitation that has not been answered in full. Raises NotTheirsToAnswer."""
    place = _held(membership)
    if place.state != State.INVITED or place.proposes:
        raise NotTheirsToAnswer(_("There is no open invitation to take back."))
    place.state = State.WITHDRAWN
    place.save(update_fields=["state"])
    letters.settle_invitation(place)
    record(by=by, act="partnerships.invitation_withdrawn", about=[place.partnership, place.school])
    return place


@transaction.atomic
def begin(*, by: Person, partnership: Partnership) -> Partnership:
    """Go live with the schools that have agreed. Raises WrongPhase, TooFew."""
    partnership = Partnership.objects.select_for_update().get(id=partnership.id)
    must_be(partnership, Phase.PROPOSED)
    if not forming.may_begin(partnership.kind, queries.members(partnership).count()):
        least = forming.LEAST[partnership.kind]
        raise TooFew(ngettext("It takes %d school to begin.", "It takes %d schools to begin.", least) % least)
    return _go_live(partnership, by=by)


def _go_live(partnership: Partnership, *, by: Person | None) -> Partnership:
    become(partnership, Phase.LIVE, by=by)
    settle(about=partnership, kind=letters.TIME_TO_BEGIN)
    letters.began(partnership)
    return partnership


@transaction.atomic
def ask_new_heads() -> int:
    """Pass on invitations that wait to heads who came to Tilth since. Returns how many invitations were passed on."""
    passed_on = 0
    for place in Membership.objects.filter(state=State.INVITED).select_related("school", "partnership__proposed_by"):
        if queries.open_invitation(place).answers.exists():
            continue
        new = queries.heads_not_asked(place, letters.INVITATION)
        letters.invitation(place, new)
        passed_on += bool(new)
    return passed_on
