"""Pages before signing in."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from tilth.people import forms
from tilth.web.pages import public


@public
def joining(request: HttpRequest) -> HttpResponse:
    """How people come to be in Tilth."""
    return render(request, "people/joining.html")


@public
@never_cache
def class_door(request: HttpRequest) -> HttpResponse:
    """Where students sign in with their class code and their own words."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = forms.classes.ClassDoor(request.POST or None, address=get_adapter().get_client_ip(request))
    if form.is_valid():
        record_authentication(request, form.student, method="class_code")
        admitted: HttpResponse = perform_login(request, form.student)
        return admitted
    return render(request, "people/class_door.html", {"form": form})
