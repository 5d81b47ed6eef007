"""What pages of other parts need of this one."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tilth.people.models import Person
from tilth.people.rules import Permission
from tilth.schools.models import School
from tilth.schools.pages import Link


class Asked(HttpRequest):
    """A request by somebody who is signed in: what a view behind `signed_in` or `opens` is given."""

    user: Person


def person_page(person: Person) -> str:
    """The address of a person's page."""
    return reverse("people:person", kwargs={"key": person.id})


def people_of(viewer: Person, school: School) -> list[Link]:
    """From a school's page to its people, for those who belong to it."""
    if not viewer.has_perm(Permission.SEE_PEOPLE_OF, school):
        return []
    return [Link(_("Staff and governors"), reverse("people:at_school", kwargs={"key": school.id}))]
