"""Pages on which people and schools say what they offer and want."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tilth.jpd import actions, charts, forms, queries, wording
from tilth.jpd.rules import Permission
from tilth.ledger import queries as ledger
from tilth.people.pages import Asked
from tilth.web.pages import opens, signed_in

if TYPE_CHECKING:
    from tilth.partnerships.models import Partnership
    from tilth.schools.models import School


@signed_in
def mine(request: Asked) -> HttpResponse:
    """What I work on with others."""
    viewer = request.user
    shown = {
        "offers": queries.offers_of(viewer),
        "wants": queries.wants_of(viewer),
        "availability": queries.availability_of(viewer),
        "proposals": [charts.proposal(each) for each in queries.proposals_to(viewer)],
        "invitations": queries.invitations_to(viewer),
        "groups": [charts.group(each) for each in queries.groups_of(viewer)],
        "ended": [charts.group(each) for each in queries.ended_groups_of(viewer)],
        "rounds": queries.open_rounds_for(viewer),
        "partnerships": queries.partnerships_worked_in(viewer),
        "schools": queries.schools_led(viewer),
        "works": queries.works_in_a_school(viewer),
        "ledgers": ledger.partnerships_seen(viewer),
        "ledger_schools": ledger.schools_seen(viewer),
    }
    return render(request, "jpd/mine.html", shown)


@signed_in
def offers(request: Asked) -> HttpResponse:
    """The two questions: for the staff of schools, and for whoever has answered them before."""
    if not (queries.works_in_a_school(request.user) or queries.has_answered(request.user)):
        return redirect("jpd:mine")
    asked = forms.of_person(request.user, request.POST)
    if side := forms.pressed(request.POST):
        form = forms.MyAnswers(initial=forms.as_typed(request.POST), questions=asked)
        return _pressed(request, "jpd/offers.html", form, side)
    week = queries.availability_of(request.user)
    said = {**forms.as_said(week), "base": forms.mark_of(asked, week)}
    form = forms.MyAnswers(request.POST or None, initial=said, questions=asked)
    if form.does(actions.say, by=request.user):
        messages.success(request, _("Saved. You take part in the rounds of your partnerships."))
        return redirect("jpd:mine")
    saved = forms.of_person(request.user, QueryDict()) if form.standing else None
    shown = {"form": form, "saved": saved, "week": week, "free": wording.whole_week(week.half_hours)}
    return render(request, "jpd/offers.html", shown)


@opens(Permission.SPEAK_FOR_SCHOOL, queries.school_led)
def school(request: Asked, school: School) -> HttpResponse:
    """The same two questions of a school."""
    asked = forms.of_school(request.user, school, request.POST)
    form = forms.SchoolAnswers(request.POST or None, initial={"base": forms.mark_of(asked)}, questions=asked)
    if side := forms.pressed(request.POST):
        return _pressed(request, "jpd/school.html", form, side, school=school)
    if form.does(actions.say_for_school, by=request.user, school=school):
        messages.success(request, _("Saved."))
        return redirect("jpd:school", key=school.id)
    saved = forms.of_school(request.user, school, QueryDict()) if form.standing else None
    return render(request, "jpd/school.html", {"form": form, "school": school, "saved": saved})


@opens(Permission.SEE_ROUNDS, queries.partnership)
def shown(request: Asked, partnership: Partnership) -> HttpResponse:
    """What people in a partnership offer and let their colleagues see."""
    offers = queries.offers_shown(partnership)
    return render(request, "jpd/shown.html", {"partnership": partnership, "offers": offers})


def _pressed(request: Asked, page: str, form: Any, side: str, **known: Any) -> HttpResponse:
    """The page again with what a button changed in a question; for htmx that question alone."""
    if getattr(request, "htmx", False) and side in form.questions:
        return render(request, "jpd/question.html", {"question": form.questions[side]})
    return render(request, page, {"form": form, "saved": None, **known})
