"""What the ledger does when it hears news from below."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tilth.ledger import actions
from tilth.people.models import Person
from tilth.people.signals import person_erased


@receiver(person_erased)
def their_minutes_stay_with_their_schools(person: Person, **signal: Any) -> None:
    actions.forget(person=person)
