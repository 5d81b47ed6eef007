"""A partnership that lives: resting, leaving, ending, who plays which part, and what it sits inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tilth.partnerships import actions, forms, queries
from tilth.partnerships.rules import Permission
from tilth.people.pages import Asked
from tilth.web.pages import opens, press

if TYPE_CHECKING:
    from tilth.partnerships.models import Membership, NestingRequest, Partnership, PartnershipRole


@opens(Permission.LEAD, queries.partnership)
def pause(request: Asked, partnership: Partnership) -> HttpResponse:
    form = forms.Reason(request.POST or None)
    if form.does(actions.pause, by=request.user, partnership=partnership):
        return redirect("partnerships:show", partnership.id)
    return render(request, "partnerships/pause.html", {"form": form, "partnership": partnership})


@opens(Permission.LEAD, queries.partnership)
@require_POST
def resume(request: Asked, partnership: Partnership) -> HttpResponse:
    press(request, actions.resume, _("%s goes on.") % partnership.name, partnership=partnership)
    return redirect("partnerships:show", partnership.id)


@opens(Permission.LEAD, queries.partnership)
def end(request: Asked, partnership: Partnership) -> HttpResponse:
    form = forms.End(request.POST or None, partnership=partnership)
    if form.does(actions.end, by=request.user, partnership=partnership):
        messages.success(request, _("%s has ended.") % partnership.name)
        return redirect("partnerships:mine")
    return render(request, "partnerships/end.html", {"form": form, "partnership": partnership})


@opens(Permission.LEAVE, queries.membership)
def leave(request: Asked, membership: Membership) -> HttpResponse:
    form = forms.Reason(request.POST or None)
    if form.does(actions.leave, by=request.user, membership=membership):
        messages.success(request, _("%s has left.") % membership.school)
        return redirect("partnerships:mine")
    seen = {"form": form, "membership": membership, "partnership": membership.partnership}
    return render(request, "partnerships/leave.html", seen)


@opens(Permission.APPOINT, queries.partnership)
def people(request: Asked, partnership: Partnership) -> HttpResponse:
    form = forms.Appoint(request.POST or None)
    if form.does(actions.appoint, by=request.user, partnership=partnership):
        messages.success(request, _("%s has been told.") % form.result.person)
        return redirect("partnerships:people", partnership.id)
    seen = {
        "form": form,
        "partnership": partnership,
        "roles": queries.roles(partnership),
        "leads": request.user.has_perm(Permission.LEAD, partnership),
    }
    return render(request, "partnerships/people.html", seen)


@opens(Permission.STEP_DOWN, queries.partnership_role)
@require_POST
def step_down(request: Asked, role: PartnershipRole) -> HttpResponse:
    press(request, actions.step_down, _("Thank you for what you did."), role=role)
    return redirect("partnerships:mine")


@opens(Permission.LEAD, queries.partnership)
def nest(request: Asked, partnership: Partnership) -> HttpResponse:
    form = forms.AskToNest(request.POST or None, part=partnership, by=request.user)
    if form.does(actions.ask_to_nest, by=request.user, part=partnership):
        messages.success(request, _("%s has been asked.") % form.result.whole)
        return redirect("partnerships:show", partnership.id)
    possible = queries.wholes_for(partnership, request.user)
    return render(request, "partnerships/nest.html", {"form": form, "partnership": partnership, "possible": possible})


@opens(Permission.LEAD, queries.partnership)
@require_POST
def stand_alone(request: Asked, partnership: Partnership) -> HttpResponse:
    press(request, actions.stand_alone, _("%s stands alone again.") % partnership.name, part=partnership)
    return redirect("partnerships:show", partnership.id)


@opens(Permission.ANSWER_NESTING, queries.nesting_request)
def answer_nesting(request: Asked, nesting: NestingRequest) -> HttpResponse:
    form = forms.AnswerNesting(request.POST or None)
    if form.does(actions.answer_nesting, by=request.user, request=nesting):
        return redirect("partnerships:show", nesting.whole_id)
    return render(request, "partnerships/answer_nesting.html", {"form": form, "nesting": nesting})
