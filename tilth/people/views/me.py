"""Pages on which people see and change what is theirs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tilth.people import forms, queries
from tilth.people.actions import erasures, myself, sign_in
from tilth.people.pages import Asked
from tilth.web.pages import signed_in

NEWEST = 20  # rows of a long section on the page; the download has them all


@signed_in
@never_cache
def information(request: Asked) -> HttpResponse:
    """What Tilth knows about me."""
    sections = queries.information.held_about(request.user)
    return render(
        request,
        "people/me/information.html",
        {"sections": sections, "newest": NEWEST, "asked": queries.my_erasure(request.user)},
    )


@signed_in
@never_cache
def download(request: Asked) -> JsonResponse:
    """The same, for a machine."""
    file = 'attachment; filename="my-information.json"'
    return JsonResponse(
        _everything(request.user), headers={"Content-Disposition": file}, json_dumps_params={"indent": 2}
    )


@signed_in
@never_cache
def readable(request: Asked) -> HttpResponse:
    """The same, to print or keep as a page."""
    sections = queries.information.held_about(request.user)
    return render(request, "people/me/readable.html", {"sections": sections, "on": timezone.localdate()})


@signed_in
def seen(request: Asked) -> HttpResponse:
    """What others see of me."""
    form = forms.me.Shared(request.POST or None, sharing=queries.sharing_of(request.user))
    if form.does(myself.share, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("people:seen")
    return render(
        request, "people/me/seen.html", {"form": form, "roles": queries.roles_seen(request.user, request.user)}
    )


@signed_in
@never_cache
def ways(request: Asked) -> HttpResponse:
    """How I sign in."""
    return render(request, "people/me/ways.html", {"ways": queries.ways_of(request.user)})


@signed_in
@require_POST
def leave(request: Asked) -> HttpResponse:
    """Sign out everywhere."""
    sign_in.sign_out_everywhere(by=request.user)
    logout(request)
    return redirect("account_login")


@signed_in
def name(request: Asked) -> HttpResponse:
    """Correct my name."""
    form = forms.me.Name(request.POST or None, initial={"name": request.user.name})
    if form.does(myself.rename, by=request.user):
        messages.success(request, _("Your name is corrected."))
        return redirect("people:me")
    return render(request, "people/me/name.html", {"form": form})


@signed_in
def address(request: Asked) -> HttpResponse:
    """Ask for another e-mail address."""
    form = forms.me.NewAddress(request.POST or None)
    if form.does(myself.ask_for_address, by=request.user):
        return redirect("people:address_code")
    return render(request, "people/me/address.html", {"form": form})


@signed_in
@never_cache
def address_code(request: Asked) -> HttpResponse:
    """Prove it."""
    form = forms.me.AddressCode(request.POST or None)
    if form.does(myself.prove_address, by=request.user):
        messages.success(request, _("Your e-mail address is changed."))
        return redirect("people:me")
    return render(request, "people/me/address_code.html", {"form": form})


@signed_in
def forget(request: Asked) -> HttpResponse:
    """Ask to be forgotten."""
    form = forms.me.Forget(request.POST or None)
    if form.is_valid():
        erasures.ask_erasure(by=request.user)
        return redirect("people:forget")
    return render(request, "people/me/forget.html", {"form": form, "asked": queries.my_erasure(request.user)})


@signed_in
@require_POST
def stay(request: Asked) -> HttpResponse:
    """Stay after all."""
    if queries.my_erasure(request.user):
        erasures.withdraw_erasure(by=request.user)
        messages.success(request, _("Good. Nothing will be erased."))
    return redirect("people:me")


def _everything(person: Any) -> dict[str, Any]:
    sections = queries.information.held_about(person)
    told = [
        {
            "about": str(section.title),
            "rows": [{"what": str(what), "value": str(value)} for what, value in section.rows],
        }
        for section in sections
    ]
    return {"person": str(person.id), "on": timezone.localdate().isoformat(), "sections": told}
