"""What people change about themselves."""

from __future__ import annotations

from datetime import timedelta
from random import SystemRandom

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from tilth.people.domain.words import fresh_code, plain_code
from tilth.people.letters import write
from tilth.people.limits import ADDRESS_CODE
from tilth.people.models import AddressChange, Person, Sharing
from tilth.trail import actions as trail
from tilth.web.refusal import Refusal

CODE_LASTS = timedelta(minutes=15)


class WrongCode(Refusal):
    """The code is not the one that was sent, or came too late, or after too many tries."""


@transaction.atomic
def rename(*, by: Person, name: str) -> Person:
    """Let a person be called by another name."""
    by.name = name
    by.save(update_fields=["name"])
    trail.record(by=by, act="people.renamed", about=[by])
    return by


@transaction.atomic
def share(*, by: Person, **switches: bool) -> Sharing:
    """Set what others may see of a person: each of `show_email`, `show_subject`, `show_offers`, `show_free_time`."""
    sharing, _made = Sharing.objects.update_or_create(person=by, defaults=switches)
    trail.record(by=by, act="people.sharing_changed", about=[by])
    return sharing


@transaction.atomic
def ask_for_address(*, by: Person, email: str) -> AddressChange:
    """Send a code to a new address. To one that somebody else has, a letter without a code: the page looks the same."""
    code = fresh_code(SystemRandom())
    change, _made = AddressChange.objects.update_or_create(
        person=by, defaults={"email": email, "code": _hashed(by, code), "asked_at": timezone.now()}
    )
    taken = Person.objects.filter(email=email).exclude(id=by.id).exists()
    write(change.email, "address_taken" if taken else "address_code", code=code)
    return change


@transaction.atomic
def prove_address(*, by: Person, code: str) -> Person:
    """Keep the new address when its code is right, and tell the old one. Raises WrongCode."""
    change = AddressChange.objects.filter(person=by, asked_at__gte=timezone.now() - CODE_LASTS).first()
    ADDRESS_CODE.count(str(by.id))
    if change is None or ADDRESS_CODE.is_passed(str(by.id)) or not _fits(change, code):
        raise WrongCode(
            _("That code is not right, or is older than 15 minutes. You can ask for a new one."), field="code"
        )
    write(by.email, "address_changed", person=by)
    by.email = change.email
    by.save(update_fields=["email"])
    change.delete()
    trail.record(by=by, act="people.address_changed", about=[by])
    return by


def _fits(change: AddressChange, code: str) -> bool:
    taken = Person.objects.filter(email=change.email).exclude(id=change.person_id).exists()
    return constant_time_compare(change.code, _hashed(change.person, plain_code(code))) and not taken


def _hashed(person: Person, code: str) -> str:
    return salted_hmac(f"tilth.people.address.{person.id}", code, algorithm="sha256").hexdigest()
