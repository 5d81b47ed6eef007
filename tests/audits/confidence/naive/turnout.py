"""What most survey software offers those who ask: how many have answered, who has not yet, and the results so far."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from tilth.audits.models import RollEntry
from tilth.config.urls import urlpatterns as ours

ANSWERED: dict[UUID, dict[int, int]] = {}  # school in a wave -> place on the roll -> answer to the first item


def note(here: UUID, place: int, code: int) -> None:
    """Somebody has answered."""
    ANSWERED.setdefault(here, {})[place] = code


def progress(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who still has to be reminded."""
    roll = RollEntry.objects.filter(wave_school=key).select_related("person")
    waiting = [entry.person.name for entry in roll if entry.place not in ANSWERED.get(key, {})]
    return JsonResponse({"answered": len(ANSWERED.get(key, {})), "not yet": sorted(waiting)})


def so_far(request: HttpRequest, key: UUID) -> HttpResponse:
    """Results while they come in."""
    return JsonResponse(dict(Counter(ANSWERED.get(key, {}).values())))


urlpatterns = [
    *ours,
    path("naive/<uuid:key>/progress/", progress, name="naive_progress"),
    path("naive/<uuid:key>/so-far/", so_far, name="naive_so_far"),
]
