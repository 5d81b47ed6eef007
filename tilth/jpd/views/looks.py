"""What the pages of a round show of its looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRefresh

from tilth.jpd import queries, wording

if TYPE_CHECKING:
    from tilth.jpd.models import Round
    from tilth.people.models import Person


def shown(round: Round, viewer: Person) -> dict[str, Any]:
    """How far the latest look has come, or what it reached; what the viewer could change; whether to look again."""
    look = queries.latest_look(round)
    looking = look is not None and look.ended_at is None
    return {
        "look": look,
        "progress": wording.progress(look) if look and looking else None,
        "trouble": look is not None and looking and queries.in_trouble(look),
        "look_ended": look is not None and not looking,
        "reached": wording.reached(look, round) if look and not looking else [],
        "advice": wording.advice(queries.advice_to(viewer, look)) if look else [],
        "aims": wording.names(round, look),
        "can_look_again": queries.can_look_again(round),
    }


def progress(request: HttpRequest, round: Round) -> HttpResponse:
    """How far the look has come, for the page that waits for it; when it has ended, the page begins anew."""
    look = queries.latest_look(round)
    if look is None or look.ended_at is not None:
        return HttpResponseClientRefresh()
    return render(
        request,
        "jpd/progress.html",
        {"progress": wording.progress(look), "look": look, "trouble": queries.in_trouble(look)},
    )
