"""Signing in as an invented person. Routed on the demonstration's stage only."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from tilth.demo import queries
from tilth.web.pages import public


@public
def personas(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/personas.html", {"personas": queries.personas()})


@public
@require_POST
def become(request: HttpRequest, first_name: str) -> HttpResponse:
    person = queries.person_called(first_name)
    if person is None:
        raise Http404
    logout(request)
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("home:today")
