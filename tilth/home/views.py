"""The first page, and search."""

from __future__ import annotations

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tilth.home import charts, queries
from tilth.web.pages import public, signed_in


@public
def today(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return _welcome(request)
    seen = queries.today(request.user, timezone.localdate())
    return render(request, "home/today.html", {"today": seen, "grid": charts.arrow(seen.agreement)})


def _welcome(request: HttpRequest) -> HttpResponse:
    door = reverse("demo:personas") if apps.is_installed("tilth.demo") else ""
    return render(request, "home/welcome.html", {"ring": charts.example(), "demo_door": door})


@signed_in
def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "")
    return render(request, "home/search.html", {"words": words, "found": queries.search(request.user, words)})
