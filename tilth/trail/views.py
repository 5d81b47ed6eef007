"""What happened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tilth.trail import queries
from tilth.web.pages import signed_in


@signed_in
def what_happened(request: HttpRequest) -> HttpResponse:
    days = queries.days_concerning(request.user)
    return render(request, "trail/what_happened.html", {"days": days, "most": queries.PAGE})
