"""Giving a part in a school to a person, and ending it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tilth.people import queries
from tilth.people.domain.rosters.comparing import HEADS_GIVE
from tilth.people.models import Person, Role
from tilth.people.rules import is_head_of, standing_above
from tilth.schools.models import School
from tilth.trail import actions as trail
from tilth.web.refusal import Refusal


class HeadsOnly(Refusal):
    """Only a headteacher may give or end this role."""


class AdultAndStudent(Refusal):
    """Nobody is an adult and a student in Tilth at once."""


class AlreadyHolds(Refusal):
    """The person plays this part in this school already."""


class NeedsAddress(Refusal):
    """An adult without an e-mail address could not sign in."""


class LastHead(Refusal):
    """A school keeps somebody who may speak for it."""


class EndsBeforeStart(Refusal):
    """A role cannot end before it starts."""


@transaction.atomic
def add_person(
    *, by: Person | None, school: School, name: str, email: str, kind: str, starts_on: date, subject: str = ""
) -> Role:
    """Give somebody a part in a school; whoever has this address already stays the same person, name and all.

    Raises NeedsAddress, and what give_role raises.
    """
    address = email.strip().lower() or None
    if address is None and kind != Role.Kind.STUDENT:
        raise NeedsAddress(_("An adult needs an e-mail address to sign in."), field="email")
    called = " ".join(name.split())
    if address is None:
        person = Person.objects.create(name=called)
    else:
        person, _new = Person.objects.get_or_create(email=address, defaults={"name": called})
    return give_role(by=by, person=person, school=school, kind=kind, starts_on=starts_on, subject=subject)


@transaction.atomic
def give_role(
    *, by: Person | None, person: Person, school: School, kind: str, starts_on: date, subject: str = ""
) -> Role:
    """Let a person play a part in a school from a day on. Raises HeadsOnly, AdultAndStudent or AlreadyHolds."""
    _check_may_name(by, school, kind)
    School.objects.select_for_update().get(id=school.id)  # a button pressed twice gives one role
    today = timezone.localdate()
    held = person.roles.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    if held.filter(school=school, kind=kind).exists():
        raise AlreadyHolds(_("They hold this role in your school already."), field="kind")
    # A student's account opens with a class code, so an adult's must never become one, not even one of long ago.
    mixed = person.roles.exclude(kind=kind) if kind == Role.Kind.STUDENT else held.filter(kind=Role.Kind.STUDENT)
    if mixed.exists() or (person.is_operator and kind == Role.Kind.STUDENT):
        raise AdultAndStudent(_("Tilth knows this person as an adult, or the other way round."), field="kind")
    role = Role.objects.create(person=person, school=school, kind=kind, starts_on=starts_on, subject=subject)
    Person.objects.filter(id=person.id).update(is_active=True)
    trail.record(by=by, act="people.role_given", about=[school, person], kind=kind)
    return role


@transaction.atomic
def end_role(*, by: Person | None, role: Role, ends_on: date) -> Role:
    """End a role on its last day, by hand: no list vouches for it any more.

    Raises HeadsOnly, LastHead or EndsBeforeStart.
    """
    _check_may_name(by, role.school, role.kind)
    if ends_on < role.starts_on:
        raise EndsBeforeStart(_("This is before the role started."), field="ends_on")
    if role.kind == Role.Kind.HEADTEACHER and by and not by.is_operator and _is_last(role):
        raise LastHead(_("Name the next headteacher first. Then end this role."))
    Role.objects.filter(id=role.id).update(ends_on=ends_on, vouched_by=None)
    role.refresh_from_db()
    trail.record(by=by, act="people.role_ended", about=[role.school, role.person], kind=role.kind)
    rest_departed()
    return role


@transaction.atomic
def rest_departed() -> int:
    """Close the accounts of those whose every role is over, and count them. They keep their name and their history.

    Safe to repeat: a role given later opens the account again.
    """
    today = timezone.localdate()
    once = Role.objects.filter(ends_on__lt=today).values("person")
    still = Role.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today)).values("person")
    departed = Person.objects.filter(id__in=once, is_active=True, is_operator=False).exclude(id__in=still)
    for people in standing_above:
        departed = departed.exclude(id__in=people(today).values("id"))
    keys: list[UUID] = list(departed.values_list("id", flat=True))
    return Person.objects.filter(id__in=keys).update(is_active=False)


def _check_may_name(by: Person | None, school: School, kind: str) -> None:
    """A headteacher or chair agrees for the whole school, so a headteacher names them, or Tilth's operator does."""
    if kind in HEADS_GIVE and by and not (by.is_operator or is_head_of(by, school)):
        raise HeadsOnly(_("Only your headteacher can do this for a headteacher or a chair of governors."), field="kind")


def _is_last(role: Role) -> bool:
    heads = queries.roles_in(role.school, timezone.localdate(), [Role.Kind.HEADTEACHER])
    return not heads.filter(ends_on__isnull=True).exclude(id=role.id).exists()
