"""Where other parts' pages lead to ours."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from tilth.jpd import queries
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.pages import Link


def working_together(viewer: Person, partnership: Partnership) -> list[Link]:
    """From a partnership's page to how far it all reaches and, for those who take part, to its offers and rounds."""
    reach = Link(_("How far it reaches"), reverse("jpd:reach", args=[partnership.id]))
    if queries.partnership(viewer=viewer, key=partnership.id) is None:
        return [reach]
    offers = Link(_("What colleagues offer"), reverse("jpd:shown", args=[partnership.id]))
    rounds = Link(_("Rounds of matching"), reverse("jpd:rounds", args=[partnership.id]))
    return [reach, offers, rounds]
