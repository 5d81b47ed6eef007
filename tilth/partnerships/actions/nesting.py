"""A partnership inside a larger one, by consent of those who lead the larger."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.partnerships import queries
from tilth.partnerships.actions import letters
from tilth.partnerships.actions.phases import must_be
from tilth.partnerships.actions.refusals import AlreadyInvited, DoesNotFit, NotTheirsToAnswer, ReasonWanted
from tilth.partnerships.domain import forming
from tilth.partnerships.models import NestingRequest, Partnership
from tilth.people.models import Person
from tilth.trail.actions import record
from tilth.web.holding import hold

State = NestingRequest.State


@transaction.atomic
def ask_to_nest(*, by: Person, part: Partnership, whole: Partnership) -> NestingRequest:
    """Ask the leads of a larger partnership to take this one in. Raises WrongPhase, DoesNotFit, AlreadyInvited."""
    must_be(part, Partnership.Phase.LIVE)
    must_be(whole, Partnership.Phase.LIVE)
    _must_fit(part, whole)
    if part.nesting_requests.filter(state=State.ASKED).exists():
        raise AlreadyInvited(_("You have asked already. Wait for the answer first."), field="whole")
    request = NestingRequest.objects.create(part=part, whole=whole, asked_by=by, asked_at=timezone.now())
    record(by=by, act="partnerships.nesting_asked", about=[part, whole])
    letters.nesting_asked(request)
    return request


def _must_fit(part: Partnership, whole: Partnership) -> None:
    if not forming.fits_inside(part.kind, whole.kind):
        raise DoesNotFit(_("A partnership of this kind cannot hold yours."), field="whole")
    if forming.would_hold_itself(part.id, whole.id, queries.parents()):
        raise DoesNotFit(_("That one is inside yours, so yours cannot be inside it."), field="whole")


@transaction.atomic
def answer_nesting(*, by: Person, request: NestingRequest, yes: bool, reason: str = "") -> NestingRequest:
    """Take a partnership in, or say why not. Raises NotTheirsToAnswer, ReasonWanted, WrongPhase, DoesNotFit."""
    hold(request)
    if request.state != State.ASKED:
        raise NotTheirsToAnswer(_("This has been answered already."))
    if not yes and not reason.strip():
        raise ReasonWanted(_("Say why, so that they understand."), field="reason")
    if yes:
        must_be(request.part, Partnership.Phase.LIVE)
        must_be(request.whole, Partnership.Phase.LIVE)
        _must_fit(request.part, request.whole)
        Partnership.objects.filter(id=request.part_id).update(parent=request.whole)
    request.state, request.reason = (State.AGREED if yes else State.DECLINED), reason
    request.answered_by, request.answered_at = by, timezone.now()
    request.save()
    said = "agreed" if yes else "declined"
    record(by=by, act=f"partnerships.nesting_{said}", about=[request.part, request.whole])
    letters.nesting_answered(request)
    return request


@transaction.atomic
def stand_alone(*, by: Person, part: Partnership) -> Partnership:
    """Leave the larger partnership this one sits inside."""
    hold(part)
    about = [part, part.parent] if part.parent else [part]
    part.parent = None
    part.save(update_fields=["parent"])
    record(by=by, act="partnerships.stood_alone", about=about)
    return part
