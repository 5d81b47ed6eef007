"""What maturity does when it hears news from below."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tilth.maturity import actions
from tilth.people.models import Person
from tilth.people.signals import person_erased


@receiver(person_erased)
def what_they_placed_is_forgotten(person: Person, **signal: Any) -> None:
    actions.forget(person=person)
