"""What needs me, what I was told, and how often I want to hear."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tilth.notices import actions, forms, queries
from tilth.people.pages import Asked
from tilth.web.pages import signed_in

MOST = 50


@signed_in
def mine(request: Asked) -> HttpResponse:
    needs, told = queries.needs_of(request.user, most=MOST), queries.told_to(request.user, most=MOST)
    return render(request, "notices/mine.html", {"needs": needs, "told": told})


@signed_in
def rhythm(request: Asked) -> HttpResponse:
    form = forms.ChooseRhythm(request.POST or None, initial={"choice": queries.rhythm_of(request.user)})
    if form.does(actions.choose_rhythm, by=request.user):
        messages.success(request, _("From now on you hear from us the way you chose."))
        return redirect("notices:mine")
    return render(request, "notices/rhythm.html", {"form": form})
