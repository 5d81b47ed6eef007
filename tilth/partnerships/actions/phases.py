"""How a partnership passes from one phase to the next: shared by forming and by all that comes after."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.partnerships import queries, signals
from tilth.partnerships.actions import letters
from tilth.partnerships.actions.refusals import WrongPhase
from tilth.partnerships.domain import forming
from tilth.partnerships.models import Membership, Partnership, PartnershipRole, PhaseChange
from tilth.people.models import Person
from tilth.trail.actions import record
from tilth.web.holding import hold


def must_be(partnership: Partnership, *phases: str) -> None:
    """Hold the partnership until we are done. Raises WrongPhase unless it is in one of these phases."""
    hold(partnership)
    if partnership.phase not in phases:
        is_now = partnership.get_phase_display().lower()
        raise WrongPhase(_("%(name)s is %(phase)s.") % {"name": partnership.name, "phase": is_now})


def become(partnership: Partnership, phase: str, *, by: Person | None, reason: str = "") -> PhaseChange:
    """Enter a phase, and write down that it happened. Raises WrongPhase where no way leads there."""
    if not forming.may_move(partnership.phase, phase):
        must_be(partnership)
    partnership.phase = phase
    partnership.save(update_fields=["phase"])
    change = PhaseChange.objects.create(partnership=partnership, phase=phase, by=by, at=timezone.now(), reason=reason)
    record(by=by, act=f"partnerships.became_{phase}", about=[partnership, *queries.agreed_schools(partnership)])
    transaction.on_commit(lambda: signals.phase_changed.send(Partnership, partnership=partnership))
    return change


def close_forming(partnership: Partnership, *, by: Person | None, reason: str) -> None:
    """A proposal comes to nothing: open invitations are withdrawn and whoever was asked or had agreed is told."""
    asked = list(queries.answering_heads(partnership, Membership.State.INVITED))
    agreed = list(queries.leaders(partnership))
    close_invitations(partnership)
    become(partnership, Partnership.Phase.ENDED, by=by, reason=reason)
    letters.ended(partnership, {person.id: person for person in [*asked, *agreed]}.values(), reason, "")
    close_roles(partnership)


def close_invitations(partnership: Partnership) -> None:
    """Withdraw every invitation that waits."""
    for place in partnership.memberships.filter(state=Membership.State.INVITED):
        place.state = Membership.State.WITHDRAWN
        place.save(update_fields=["state"])
        letters.settle_invitation(place)


def close_roles(partnership: Partnership) -> None:
    """Every part people play in it ends."""
    lay_down(queries.roles(partnership).filter(ends_on=None))


def lay_down(roles: QuerySet[PartnershipRole]) -> None:
    """End parts at once: yesterday was their last day. One that began today has none, and only the trail keeps it."""
    today = timezone.localdate()
    roles.filter(starts_on__gte=today).delete()
    roles.update(ends_on=today - timedelta(days=1))
