"""The page on which the numbers about working together open to what they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tilth.jpd import figures
from tilth.partnerships import queries as partnerships
from tilth.partnerships.rules import Permission
from tilth.people.pages import Asked
from tilth.web.pages import opens

if TYPE_CHECKING:
    from tilth.partnerships.models import Partnership


@opens(Permission.SEE, partnerships.partnership)
def reach(request: Asked, partnership: Partnership) -> HttpResponse:
    """How far working together reaches in a partnership, school by school."""
    found = figures.reach(partnership, timezone.localdate())
    return render(request, "jpd/reach.html", {"partnership": partnership, "reach": found})
