"""Forming: my partnerships, proposing, inviting, answering, and the page of one partnership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tilth.partnerships import actions, charts, forms, queries
from tilth.partnerships.pages import ways_on
from tilth.partnerships.rules import Permission
from tilth.people.pages import Asked
from tilth.schools import queries as schools
from tilth.web.pages import opens, press, signed_in
from tilth.web.typed import sought

if TYPE_CHECKING:
    from tilth.partnerships.models import Membership, Partnership
    from tilth.schools.models import School


@signed_in
def mine(request: Asked) -> HttpResponse:
    waiting = queries.waiting_for(request.user)
    seen = {
        "partnerships": queries.partnerships_of(request.user).exclude(memberships__in=waiting),
        "waiting": waiting,
        "may_propose": request.user.has_perm(Permission.PROPOSE),
        "led": queries.schools_led(request.user),
    }
    return render(request, "partnerships/mine.html", seen)


@opens(Permission.PROPOSE)
def propose(request: Asked) -> HttpResponse:
    form = forms.Propose(request.POST or None, by=request.user)
    if form.does(actions.propose, by=request.user):
        return redirect("partnerships:invite", form.result.id)
    return render(request, "partnerships/propose.html", {"form": form})


@opens(Permission.SEE, queries.partnership)
def show(request: Asked, partnership: Partnership) -> HttpResponse:
    scene = queries.scene(request.user, partnership)
    grid = charts.agreed(scene.agreement)
    seen = {"partnership": partnership, "scene": scene, "grid": grid, "ways_on": ways_on(request.user, partnership)}
    return render(request, "partnerships/show.html", seen)


@opens(Permission.INVITE, queries.partnership)
def invite(request: Asked, partnership: Partnership) -> HttpResponse:
    form = forms.Invite(request.POST or None)
    if form.does(actions.invite, by=request.user, partnership=partnership):
        messages.success(request, _("%(school)s has been asked.") % {"school": form.result.school})
        return redirect("partnerships:invite", partnership.id)
    typed = sought(request.GET.get("q", ""))
    page = schools.found_page(typed, request.GET.get("page"))
    found = queries.candidates(partnership, page) if typed else queries.nearby(partnership)
    scene = queries.scene(request.user, partnership)
    seen = {"partnership": partnership, "form": form, "typed": typed, "page": page, "found": found, "scene": scene}
    return render(request, "partnerships/invite.html", seen)


@opens(Permission.INVITE, queries.partnership)
@require_POST
def begin(request: Asked, partnership: Partnership) -> HttpResponse:
    press(request, actions.begin, _("%s has begun.") % partnership.name, partnership=partnership)
    return redirect("partnerships:show", partnership.id)


@opens(Permission.ANSWER, queries.membership)
def answer(request: Asked, membership: Membership) -> HttpResponse:
    form = forms.AnswerInvitation(request.POST or None, membership=membership)
    if form.does(actions.answer, by=request.user, membership=membership):
        messages.success(request, _("Thank you. Your answer is with those who asked."))
        return redirect("partnerships:mine")
    places = queries.memberships_seen(membership.partnership, in_full=False).exclude(id=membership.id)
    seen = {"form": form, "membership": membership, "partnership": membership.partnership, "places": places}
    return render(request, "partnerships/answer.html", seen)


@opens(Permission.WITHDRAW, queries.membership)
@require_POST
def withdraw(request: Asked, membership: Membership) -> HttpResponse:
    done = _("The invitation of %s has been taken back.") % membership.school
    press(request, actions.withdraw_invitation, done, membership=membership)
    return redirect("partnerships:show", membership.partnership_id)


@opens(Permission.SEE_SCHOOL, schools.school)
def of_school(request: Asked, school: School) -> HttpResponse:
    standings = queries.school_partnerships(request.user, school)
    seen = {"school": school, "standings": standings, "counts": queries.counts(standings)}
    return render(request, "partnerships/of_school.html", seen)
