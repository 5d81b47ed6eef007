"""Where other parts' pages lead to ours."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from tilth.audits.rules import Permission
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.schools.pages import Link


def asking_together(viewer: Person, partnership: Partnership) -> list[Link]:
    """From a partnership's page to planning a wave, for those who lead it."""
    if not viewer.has_perm(Permission.PLAN, partnership):
        return []
    return [Link(_("Ask in confidence"), reverse("audits:plan", args=[partnership.id]))]


def asking_alone(viewer: Person, school: School) -> list[Link]:
    """From a school's page to planning a wave of its own, for those who lead it."""
    if not viewer.has_perm(Permission.PLAN_SCHOOL, school):
        return []
    return [Link(_("Ask in confidence"), reverse("audits:plan_school", args=[school.id]))]
