"""The pages on which the numbers about working together open to what they count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tilth.jpd import figures, wording
from tilth.jpd.queries import counted as counts
from tilth.jpd.rules import Permission as Own
from tilth.partnerships import queries as partnerships
from tilth.partnerships.rules import Permission
from tilth.people.pages import Asked
from tilth.web.forms import day_asked
from tilth.web.pages import opens

if TYPE_CHECKING:
    from tilth.partnerships.models import Partnership
    from tilth.schools.models import School


@opens(Permission.SEE, partnerships.partnership)
def reach(request: Asked, partnership: Partnership) -> HttpResponse:
    """How far working together reaches in a partnership, school by school."""
    found = figures.reach(partnership, timezone.localdate())
    return render(request, "jpd/reach.html", {"partnership": partnership, "reach": found})


@opens(Permission.SEE, partnerships.partnership)
def counted(request: Asked, partnership: Partnership) -> HttpResponse:
    """Meetings and cycles of a year: school by school for all, group by group for those who lead. `?on=` looks back."""
    on = day_asked(request)
    found = figures.practice(partnership, on)
    leads = request.user.has_perm(Own.SEE_HOW_IT_GOES, partnership)
    given: dict[str, Any] = {
        "partnership": partnership,
        "on": on,
        "schools": [(school, [found[name].get(school.id) for name in COUNTED]) for school in _schools(partnership)],
        "all": [found[name].get(None) for name in COUNTED],
        "page": None,
    }
    if leads:
        page = Paginator(counts.groups_counted(partnership, on), ON_A_PAGE).get_page(request.GET.get("page"))
        groups = [(wording.name_of(each.group), each) for each in counts.counted(page.object_list, on)]
        given |= {"page": page, "groups": groups}
    return render(request, "jpd/counted.html", given)


ON_A_PAGE = 25
COUNTED = ("jpd.watched", "jpd.coached", "jpd.finished", "jpd.handed_on", "jpd.challenged", "jpd.challenged_by_people")


def _schools(partnership: Partnership) -> list[School]:
    return [place.school for place in partnerships.members(partnership).order_by("school__name")]
