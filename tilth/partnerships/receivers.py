"""What partnerships do when something happens below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver

from tilth.partnerships import actions
from tilth.people.models import Person
from tilth.people.signals import person_erased
from tilth.schools.models import School
from tilth.schools.signals import school_closed


@receiver(school_closed)
def tell_its_partners(sender: object, school: School, successors: Iterable[School], **kwargs: Any) -> None:
    """The register has closed a school: those who lead its partnerships learn of it."""
    actions.tell_of_closure(school=school, successors=successors)


@receiver(person_erased)
def they_play_no_part_any_more(sender: object, person: Person, **signal: Any) -> None:
    """Whoever is forgotten leads nothing. Heads can always name somebody else."""
    actions.lay_down_all(person=person)
