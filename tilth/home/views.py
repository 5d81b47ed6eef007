"""The first page, and search."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tilth.home import charts, queries
from tilth.jpd import charts as jpd
from tilth.maturity import charts as maturity
from tilth.partnerships import charts as grid
from tilth.people.pages import Asked
from tilth.web.pages import public, signed_in
from tilth.web.typed import sought


@public
def today(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return _welcome(request)
    seen = queries.today(request.user, timezone.localdate())
    rings = [*map(jpd.proposal, seen.proposals), *map(jpd.group, seen.groups)]
    shown: dict[str, Any] = {"today": seen, "grid": grid.agreed(seen.agreement), "ring": rings[0] if rings else None}
    shown["tube"] = maturity.tube(seen.stands, linked=True) if seen.stands else None
    return render(request, "home/today.html", shown)


def _welcome(request: HttpRequest) -> HttpResponse:
    door = reverse("demo:personas") if apps.is_installed("tilth.demo") else ""
    return render(request, "home/welcome.html", {"ring": charts.example(), "demo_door": door})


@signed_in
def search(request: Asked) -> HttpResponse:
    words = sought(request.GET.get("q", ""))
    return render(request, "home/search.html", {"words": words, "found": queries.search(request.user, words)})
