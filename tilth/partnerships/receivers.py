"""What partnerships do when something happens below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver

from tilth.partnerships import actions
from tilth.schools.models import School
from tilth.schools.signals import school_closed


@receiver(school_closed)
def tell_its_partners(sender: object, school: School, successors: Iterable[School], **kwargs: Any) -> None:
    """The register has closed a school: those who lead its partnerships learn of it."""
    actions.tell_of_closure(school=school, successors=successors)
