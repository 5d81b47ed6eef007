"""How working together goes, for those who lead: from phases, meetings and memberships, and never from words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tilth.jpd import queries, wording
from tilth.jpd.domain.going import Why
from tilth.jpd.rules import Permission
from tilth.people.pages import Asked
from tilth.web.pages import opens

if TYPE_CHECKING:
    from tilth.jpd.queries.going import Going, GroupGoing
    from tilth.partnerships.models import Partnership
    from tilth.schools.models import School


@opens(Permission.SEE_HOW_IT_GOES, queries.partnership_watched)
def partnership(request: Asked, partnership: Partnership) -> HttpResponse:
    """How it goes in a partnership: people without a group as a number for each school."""
    going = queries.going_in(partnership, timezone.now())
    return _shown(request, going, partnership=partnership, place=partnership)


@opens(Permission.SEE_HOW_SCHOOL_GOES, queries.school_watched)
def school(request: Asked, school: School) -> HttpResponse:
    """How it goes for the people of a school: its leaders see who is in no group."""
    return _shown(request, queries.going_at(school, timezone.now()), school=school, place=school)


def _shown(request: Asked, going: Going, **more: Any) -> HttpResponse:
    told = {"well": _by_reason(going.well), "stuck": _by_reason(going.stuck)}
    led = set(queries.schools_led(request.user).values_list("id", flat=True))
    nobody = [(each, each.school.id in led) for each in going.nobody]
    return render(request, "jpd/group_goes.html", {"going": going, "nobody": nobody, **told, **more})


def _by_reason(groups: list[GroupGoing]) -> list[dict[str, Any]]:
    """What the days show, what may help, and the groups of which that is so; in the order of the reasons."""
    return [
        {
            "why": wording.going(reason),
            "help": wording.what_helps(reason),
            "groups": [(wording.name_of(each.group), each) for each in groups if each.why is reason],
        }
        for reason in Why
        if any(each.why is reason for each in groups)
    ]
