"""What asking in confidence does when it hears news from below."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tilth.audits import actions
from tilth.partnerships.models import Partnership
from tilth.partnerships.signals import phase_changed
from tilth.people.models import Person
from tilth.people.signals import person_erased


@receiver(person_erased)
def they_stand_on_no_roll_any_more(person: Person, **signal: Any) -> None:
    actions.forget(person=person)


@receiver(phase_changed)
def what_it_had_planned_ends_with_it(partnership: Partnership, **signal: Any) -> None:
    if partnership.phase == Partnership.Phase.ENDED:
        actions.call_off_planned(partnership=partnership)
