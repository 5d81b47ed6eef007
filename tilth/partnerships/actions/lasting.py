"""A partnership that lives: pausing, taking it up again, leaving, ending well."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.partnerships import queries, signals
from tilth.partnerships.actions import letters
from tilth.partnerships.actions.phases import become, close_forming, close_invitations, close_roles, lay_down, must_be
from tilth.partnerships.actions.refusals import NotTheirsToAnswer, ReasonWanted, TooFew
from tilth.partnerships.domain import forming
from tilth.partnerships.models import Ending, Membership, Partnership
from tilth.people.models import Person, Role
from tilth.people.rules import is_head_of
from tilth.schools.models import School
from tilth.trail.actions import record

Phase = Partnership.Phase


@transaction.atomic
def pause(*, by: Person, partnership: Partnership, reason: str) -> Partnership:
    """Let a live partnership rest. Raises WrongPhase."""
    must_be(partnership, Phase.LIVE)
    become(partnership, Phase.PAUSED, by=by, reason=reason)
    letters.paused(partnership, reason)
    return partnership


@transaction.atomic
def resume(*, by: Person, partnership: Partnership) -> Partnership:
    """Take a paused partnership up again. Raises WrongPhase, TooFew."""
    must_be(partnership, Phase.PAUSED)
    if not forming.may_begin(partnership.kind, queries.members(partnership).count()):
        raise TooFew(_("Too few schools are left. End this partnership well, and propose a new one."))
    become(partnership, Phase.LIVE, by=by)
    letters.resumed(partnership)
    return partnership


@transaction.atomic
def end(
    *, by: Person, partnership: Partnership, reason: str, learnt: str = "", kept: str = "", thanks: str = ""
) -> Ending:
    """End it well: why, what was learnt, what is kept, thanks. Raises WrongPhase, and ReasonWanted for one that has
    lived when nothing is said of what was learnt."""
    must_be(partnership, Phase.PROPOSED, Phase.LIVE, Phase.PAUSED)
    lived = partnership.phase != Phase.PROPOSED
    if lived and not learnt.strip():
        raise ReasonWanted(_("Say what you learnt. It is the best thing to keep."), field="learnt")
    ending = Ending.objects.create(
        partnership=partnership, by=by, at=timezone.now(), reason=reason, learnt=learnt, kept=kept, thanks=thanks
    )
    _end(partnership, ending) if lived else close_forming(partnership, by=by, reason=reason)
    return ending


def _end(partnership: Partnership, ending: Ending) -> None:
    close_invitations(partnership)
    to = list(queries.leaders(partnership))
    become(partnership, Phase.ENDED, by=ending.by, reason=ending.reason)
    partnership.sittings.filter(ended_at=None).update(ended_at=ending.at)
    letters.ended(partnership, to, ending.reason, ending.thanks)
    close_roles(partnership)


@transaction.atomic
def leave(*, by: Person, membership: Membership, reason: str) -> Membership:
    """A school leaves, by its head. What it did stays. Raises NotTheirsToAnswer, WrongPhase."""
    must_be(membership.partnership, Phase.PROPOSED, Phase.LIVE, Phase.PAUSED)
    place = Membership.objects.select_for_update().get(id=membership.id)
    partnership = place.partnership
    if place.state != Membership.State.MEMBER or not is_head_of(by, place.school):
        raise NotTheirsToAnswer(_("Only the headteacher of a member school can say that it leaves."))
    place.state, place.left_on = Membership.State.LEFT, timezone.localdate()
    place.save()
    record(by=by, act="partnerships.school_left", about=[partnership, place.school])
    letters.left(place, queries.leaders(partnership).exclude(id=by.id), reason)
    transaction.on_commit(lambda: signals.school_left.send(Membership, membership=place))
    _lay_down_roles_of_leavers(partnership)
    _rest_if_alone(place)
    return place


def _lay_down_roles_of_leavers(partnership: Partnership) -> None:
    """Who leads or coordinates belongs to a member school; brokers and researchers come from outside."""
    kinds = Role.Kind.values
    within = queries.people_in(partnership, kinds, timezone.localdate())
    leading = queries.roles(partnership).filter(kind__in=queries.LEADING, ends_on=None)
    lay_down(leading.exclude(person__in=within))


def _rest_if_alone(place: Membership) -> None:
    """Too few schools: a live partnership rests, and a proposal whose own school has gone comes to nothing."""
    partnership, reason = place.partnership, _("Too few schools are left.")
    if partnership.phase == Phase.PROPOSED and place.proposes:
        close_forming(partnership, by=None, reason=_("The school that proposed it has left."))
    elif partnership.phase == Phase.LIVE and not forming.may_begin(
        partnership.kind, queries.members(partnership).count()
    ):
        become(partnership, Phase.PAUSED, by=None, reason=reason)
        letters.paused(partnership, reason)


@transaction.atomic
def tell_of_closure(*, school: School, successors: Iterable[School] = ()) -> int:
    """The register closes a school: it stays, and those who lead its partnerships learn of it. Returns how many."""
    names = ", ".join(successor.name for successor in successors)
    places = Membership.objects.filter(school=school, state=Membership.State.MEMBER)
    living = places.exclude(partnership__phase=Phase.ENDED).select_related("partnership", "school")
    for place in living:
        letters.school_closes(place, queries.leaders(place.partnership), names)
        record(by=None, act="partnerships.school_closed", about=[place.partnership, school])
    return len(living)
