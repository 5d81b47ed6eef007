"""The parts people play in a partnership."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.partnerships import queries
from tilth.partnerships.actions import letters
from tilth.partnerships.actions.phases import lay_down, must_be
from tilth.partnerships.actions.refusals import CannotTakePart
from tilth.partnerships.models import Partnership, PartnershipRole
from tilth.people.models import STAFF, Person, Role
from tilth.people.rules import is_grown
from tilth.trail.actions import record
from tilth.web.holding import hold

GROWN_UP = STAFF | {Role.Kind.CHAIR, Role.Kind.GOVERNOR}


@transaction.atomic
def appoint(*, by: Person, partnership: Partnership, email: str, kind: str) -> PartnershipRole:
    """Give a person a part from today. Leads and coordinators come from member schools. Raises CannotTakePart."""
    must_be(partnership, Partnership.Phase.PROPOSED, Partnership.Phase.LIVE, Partnership.Phase.PAUSED)
    person = _who_can(partnership, email, kind)
    if queries.roles(partnership).filter(person=person, kind=kind).exists():
        raise CannotTakePart(_("They play this part already."), field="email")
    role = PartnershipRole.objects.create(
        partnership=partnership, person=person, kind=kind, starts_on=timezone.localdate()
    )
    record(by=by, act="partnerships.appointed", about=[partnership, person], kind=kind)
    letters.appointed(role)
    return role


def _who_can(partnership: Partnership, email: str, kind: str) -> Person:
    """One answer for whoever is unknown and whoever may not: an address tells nothing about who is in Tilth."""
    within = kind in queries.LEADING
    able = queries.people_in(partnership, GROWN_UP, timezone.localdate()) if within else Person.objects.all()
    person = able.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None or not is_grown(person):
        raise CannotTakePart(_("We know nobody with this address who can take this part."), field="email")
    return person


@transaction.atomic
def step_down(*, by: Person, role: PartnershipRole) -> PartnershipRole:
    """A part ends. Raises CannotTakePart when nobody would be left to lead."""
    hold(role.partnership)  # two who lead may not both go because the other stays
    others = queries.partnership_leads(role.partnership).exclude(id=role.person_id)
    if role.kind in queries.LEADING and not others.exists():
        raise CannotTakePart(_("Appoint somebody else first: a partnership needs somebody who leads it."))
    lay_down(role.partnership.roles.filter(id=role.id))
    record(by=by, act="partnerships.stepped_down", about=[role.partnership, role.person], kind=role.kind)
    return role


@transaction.atomic
def lay_down_all(*, person: Person) -> None:
    """Every part of a person who is gone ends, wherever they played one, even where nobody else leads."""
    lay_down(PartnershipRole.objects.filter(person=person, ends_on=None))
