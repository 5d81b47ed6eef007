"""Pages about other people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tilth.people import queries
from tilth.people.actions import erasures as actions
from tilth.people.pages import Asked
from tilth.people.rules import Permission
from tilth.web.forms import Form
from tilth.web.pages import opens


@opens(Permission.SEE_PERSON, queries.person)
def person(request: Asked, person: Any) -> HttpResponse:
    """One person, as far as they show themself."""
    shown = queries.shown_by(person)
    known = {
        "person": person,
        "shown": shown,
        "roles": queries.roles_seen(request.user, person),
        "sections": queries.information.shown_of(person, shown),
    }
    return render(request, "people/person.html", known)


@opens(Permission.CARRY_OUT_ERASURES)
def erasures(request: Asked) -> HttpResponse:
    """Who has asked to be forgotten."""
    return render(request, "people/erasures.html", {"requests": queries.open_erasures(request.user)})


@opens(Permission.ERASE, queries.erasure)
@require_http_methods(["GET", "POST"])
def erase(request: Asked, erasure: Any) -> HttpResponse:
    """Forget somebody now."""
    if request.method == "POST":
        form = Form(request.POST)
        if form.does(actions.erase, by=request.user, request=erasure):
            messages.success(request, _("They are forgotten."))
        for no in form.non_field_errors():
            messages.error(request, str(no))
        return redirect("people:erasures")
    return render(request, "people/erase.html", {"erasure": erasure})
