"""Where other parts' pages lead to ours."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tilth.jpd import queries
from tilth.jpd.models import Cycle
from tilth.ledger.pages import Outcome
from tilth.partnerships.models import Partnership
from tilth.partnerships.rules import leads_partnership
from tilth.people.models import Person
from tilth.schools.pages import Link


def working_together(viewer: Person, partnership: Partnership) -> list[Link]:
    """From a partnership's page to how far it all reaches and, for those who take part, to its offers and rounds."""
    reach = Link(_("How far it reaches"), reverse("jpd:reach", args=[partnership.id]))
    if queries.partnership(viewer=viewer, key=partnership.id) is None:
        return [reach]
    offers = Link(_("What colleagues offer"), reverse("jpd:shown", args=[partnership.id]))
    rounds = Link(_("Rounds of matching"), reverse("jpd:rounds", args=[partnership.id]))
    links = [reach, offers, rounds]
    if leads_partnership(viewer, partnership):
        links.append(Link(_("How working together goes"), reverse("jpd:how_it_goes", args=[partnership.id])))
        links.append(Link(_("When every group can meet"), reverse("jpd:plan_term", args=[partnership.id])))
    return links


def what_came_of_it(partnership: Partnership, since: date, before: date) -> list[Outcome]:
    """To the ledger's page on costs: cycles that were finished in this time, and how they were decided. One query."""
    ended = Cycle.objects.filter(group__partnership=partnership, ended_at__date__gte=since, ended_at__date__lt=before)
    decisions = list(ended.values_list("decision", flat=True))
    if not decisions:
        return []
    return [
        Outcome(_("cycles of groups were finished"), len(decisions)),
        Outcome(_("of them handed on a practice"), decisions.count(Cycle.Decision.HAND_ON)),
        Outcome(_("began another turn"), decisions.count(Cycle.Decision.AGAIN)),
        Outcome(_("stopped, for a reason"), decisions.count(Cycle.Decision.STOP)),
    ]
