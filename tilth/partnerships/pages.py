"""Where other parts' pages lead to ours, and where ours lead to theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from tilth.partnerships.models import Partnership
from tilth.partnerships.rules import Permission
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.schools.pages import Link


def partnerships_of(viewer: Person, school: School) -> list[Link]:
    """From a school's page to all its partnerships, for those who play a part in it."""
    if not viewer.has_perm(Permission.SEE_SCHOOL, school):
        return []
    return [Link(_("Its partnerships"), reverse("partnerships:of_school", kwargs={"key": school.id}))]


Guide = Callable[[Person, Partnership], Iterable[Link]]
_guides: list[Guide] = []


def register_guide(guide: Guide) -> Guide:
    """Let a part above lead from a live partnership's page to its own: given the viewer, the links for them."""
    if guide not in _guides:
        _guides.append(guide)
    return guide


def ways_on(viewer: Person, partnership: Partnership) -> list[Link]:
    """What the schools of a live partnership do together, as pages this viewer may open."""
    if partnership.phase != Partnership.Phase.LIVE:
        return []
    return [link for guide in _guides for link in guide(viewer, partnership)]
