"""Pages for teachers of a class: its code and the slips of its students."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tilth.people import forms, queries
from tilth.people.actions import classes as actions
from tilth.people.pages import Asked
from tilth.people.rules import Permission
from tilth.web.pages import opens


@opens(Permission.RUN_CLASS, queries.school_class)
@never_cache
def slips(request: Asked, school_class: Any) -> HttpResponse:
    """Print slips: the words are shown here, once, and nowhere again."""
    form = forms.classes.Slips(request.POST or None, school_class=school_class)
    known = {
        "school_class": school_class,
        "form": form,
        "door": settings.ADDRESS.partition("//")[2] + reverse("people:class_door"),
    }
    if form.does(actions.print_slips, by=request.user, school_class=school_class):
        return render(request, "people/slips.html", known)
    return render(request, "people/school_class.html", {**known, "code": queries.code_of(school_class)})


@opens(Permission.RUN_CLASS, queries.school_class)
@require_POST
def renew(request: Asked, school_class: Any) -> HttpResponse:
    """A new code for the class."""
    actions.renew_code(by=request.user, school_class=school_class)
    messages.success(request, _("The class has a new code. The old one opens nothing any more."))
    return redirect("people:slips", key=school_class.id)
