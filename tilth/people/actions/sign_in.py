"""Ending sessions."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction

from tilth.people.models import Person
from tilth.trail import actions as trail


@transaction.atomic
def sign_out_everywhere(*, by: Person) -> int:
    """End every session of a person, this one too. Returns how many."""
    sessions = list(UserSession.objects.filter(user=by))
    for session in sessions:
        session.end()
    trail.record(by=by, act="people.signed_out_everywhere", about=[by])
    return len(sessions)
