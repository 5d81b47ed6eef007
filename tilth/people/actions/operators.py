"""Those who run an installation."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tilth.people.models import Person, Role
from tilth.trail import actions as trail
from tilth.web.refusal import Refusal


class NotAnOperator(Refusal):
    """This cannot be the address of somebody who runs an installation."""


@transaction.atomic
def add_operator(*, by: Person | None, email: str, name: str) -> Person:
    """Let somebody run this installation, new here or known by this address. Raises NotAnOperator."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as no:
        raise NotAnOperator(_("%(email)s is not an e-mail address.") % {"email": email}, field="email") from no
    person, _new = Person.objects.get_or_create(email=address, defaults={"name": " ".join(name.split())})
    if person.roles.filter(kind=Role.Kind.STUDENT).exists():
        raise NotAnOperator(_("Students cannot run an installation."), field="email")
    person.is_operator = person.is_active = True
    person.save(update_fields=["is_operator", "is_active"])
    trail.record(by=by, act="people.operator_added", about=[person])
    return person
