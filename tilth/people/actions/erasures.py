"""Forgetting somebody: asked for, waited for, done."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.people import queries
from tilth.people.letters import write
from tilth.people.models import (
    AddressChange,
    ClassMember,
    ErasureRequest,
    Person,
    RosterUpload,
    Sharing,
    SourceId,
    StudentWord,
)
from tilth.people.signals import erasure_asked, person_erased
from tilth.trail import actions as trail
from tilth.web.refusal import Refusal

WAIT = timedelta(days=30)
NOBODY = "Somebody who left"


class NotWaiting(Refusal):
    """There is no request that waits."""


@transaction.atomic
def ask_erasure(*, by: Person) -> ErasureRequest:
    """Ask to be forgotten in 30 days. The school's heads and the operator are told. Asking again changes nothing."""
    today = timezone.localdate()
    request, made = ErasureRequest.objects.get_or_create(
        person=by, defaults={"asked_on": today, "due_on": today + WAIT}
    )
    if made:
        trail.record(by=by, act="people.erasure_asked", about=[by])
        write(by.email, "erasure_asked", request=request)
        for answering in queries.who_answers_for(by):
            write(answering.email, "erasure_to_answer", request=request)
        erasure_asked.send(sender=ErasureRequest, request=request)
    return request


@transaction.atomic
def withdraw_erasure(*, by: Person) -> None:
    """Stay after all. Raises NotWaiting."""
    gone, _rows = ErasureRequest.objects.filter(person=by, done_on__isnull=True).delete()
    if not gone:
        raise NotWaiting(_("You had not asked to be forgotten."))
    trail.record(by=by, act="people.erasure_withdrawn", about=[by])


@transaction.atomic
def erase(*, by: Person | None, request: ErasureRequest) -> Person:
    """Forget a person: the row and its key stay, so that what others did with them still stands; the rest goes.

    Raises NotWaiting when they have chosen to stay, or are forgotten already.
    """
    waiting = ErasureRequest.objects.select_for_update().filter(pk=request.pk, done_on__isnull=True)
    if not waiting.exists():
        raise NotWaiting(_("They have chosen to stay, or are forgotten already."))
    person, today = request.person, timezone.localdate()
    was_called = person.name
    write(person.email, "erased")
    _sign_out_everywhere(person)
    for model in (AddressChange, ClassMember, SourceId, Sharing, StudentWord):
        model.objects.filter(person=person).delete()
    RosterUpload.objects.filter(by=person, applied_at__isnull=True).delete()
    _end_roles(person, today)
    person.name, person.email, person.is_active, person.is_operator = NOBODY, None, False, False
    person.last_login = None
    person.save()
    request.done_on = today
    request.save(update_fields=["done_on"])
    trail.record(by=by, act="people.erased", about=[person])
    person_erased.send(sender=Person, person=person, was_called=was_called)
    return person


@transaction.atomic
def carry_out_due_erasures() -> int:
    """Forget everybody whose day has come. Returns how many."""
    due = list(queries.due_erasures(timezone.localdate()))
    for request in due:
        with suppress(NotWaiting):  # they, or their head, were quicker
            erase(by=None, request=request)
    return len(due)


def _sign_out_everywhere(person: Person) -> None:
    """End the sessions of a person and take away everything they could sign in with."""
    for session in UserSession.objects.filter(user=person):
        session.end()
    for model in (Authenticator, SocialAccount, EmailAddress):
        model.objects.filter(user=person).delete()


def _end_roles(person: Person, today: date) -> None:
    """Roles end today; those that had not begun never were. What they taught is no longer said."""
    person.roles.filter(starts_on__gt=today).delete()
    person.roles.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today)).update(ends_on=today)
    person.roles.update(subject="")
