"""Where other parts' pages lead to ours, and what parts above say came of it all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tilth.ledger.rules import Permission
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.schools.pages import Link


def of_partnership(viewer: Person, partnership: Partnership) -> list[Link]:
    """From a partnership's page to its balance and its weave, for those who lead or govern."""
    if not viewer.has_perm(Permission.SEE_FAMILY, partnership):
        return []
    return [
        Link(_("Given and received"), reverse("ledger:balance", args=[partnership.id])),
        Link(_("Who works with whom"), reverse("ledger:weave", args=[partnership.id])),
    ]


def of_school(viewer: Person, school: School) -> list[Link]:
    """From a school's page to what it gave and received, for those who lead or govern it."""
    if not viewer.has_perm(Permission.SEE_SCHOOL, school):
        return []
    return [Link(_("What we give and receive"), reverse("ledger:school", args=[school.id]))]


def source_of(partnership: Partnership, asked: str) -> str:
    """The page on which the ties of these school years can be seen one by one."""
    return f"{reverse('ledger:weave', args=[partnership.id])}?year={asked}"


@dataclass(frozen=True)
class Outcome:
    """Something that came of working together, counted: "cycles finished"."""

    name: str
    count: int


Came = Callable[[Partnership, date, date], Iterable[Outcome]]
_came: list[Came] = []


def register_outcomes(came: Came) -> Came:
    """Let a part above count what came of working together in a partnership from a day until before another."""
    if came not in _came:
        _came.append(came)
    return came


def outcomes(partnership: Partnership, since: date, before: date) -> list[Outcome]:
    return [each for came in _came for each in came(partnership, since, before)]
