"""Where other parts' pages lead to ours."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from tilth.maturity.queries.subjects import Subject
from tilth.maturity.rules import Permission
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.schools.pages import Link


def of_partnership(viewer: Person, partnership: Partnership) -> list[Link]:
    """From a partnership's page to where it stands."""
    links = [Link(_("Where we stand"), reverse("maturity:partnership", args=[partnership.id]))]
    if viewer.has_perm(Permission.STUDY, Subject(partnership, None)):
        links.append(Link(_("How deep is it?"), reverse("maturity:board", args=[partnership.id])))
    return links


def of_school(viewer: Person, school: School) -> list[Link]:
    """From a school's page to where it stands, for those who work there or govern it."""
    if not viewer.has_perm(Permission.STUDY, Subject(None, school)):
        return []
    return [Link(_("Where our school stands"), reverse("maturity:school", args=[school.id]))]
