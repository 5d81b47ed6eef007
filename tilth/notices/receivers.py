"""What notices do when they hear news from below."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tilth.notices import actions
from tilth.people.models import Person
from tilth.people.signals import person_erased


@receiver(person_erased)
def forget_who_was_told_and_named(person: Person, was_called: str, **signal: Any) -> None:
    actions.forget(person=person, was_called=was_called)
