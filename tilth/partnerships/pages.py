"""Where other parts' pages lead to ours."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from tilth.partnerships.rules import Permission
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.schools.pages import Link


def partnerships_of(viewer: Person, school: School) -> list[Link]:
    """From a school's page to all its partnerships, for those who play a part in it."""
    if not viewer.has_perm(Permission.SEE_SCHOOL, school):
        return []
    return [Link(_("Its partnerships"), reverse("partnerships:of_school", kwargs={"key": school.id}))]
