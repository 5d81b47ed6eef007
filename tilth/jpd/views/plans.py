"""Pages of plans of a term, for those who lead a partnership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tilth.jpd import actions, queries
from tilth.jpd.forms import plans as forms
from tilth.jpd.queries import plans as reads
from tilth.jpd.rules import Permission
from tilth.jpd.wording import plans as words
from tilth.people.pages import Asked
from tilth.web.forms import Form
from tilth.web.pages import opens

if TYPE_CHECKING:
    from tilth.jpd.models import Meeting, TermPlan
    from tilth.partnerships.models import Partnership


@opens(Permission.PLAN_TERM, queries.partnership_watched)
def plan_term(request: Asked, partnership: Partnership) -> HttpResponse:
    """Ask for times for all groups; and the plans there were."""
    form = forms.PlanTerm(request.POST or None, today=timezone.localdate())
    if form.does(actions.plan_term, by=request.user, partnership=partnership):
        messages.success(request, _("Tilth is looking for times. You are told when it has found them."))
        return redirect("jpd:term_plan", key=form.result.id)
    shown = {"plans": reads.plans_of(partnership), "open_plan": reads.open_plan(partnership)}
    return render(request, "jpd/plan_term.html", {"form": form, "partnership": partnership, **shown})


@opens(Permission.LEAD_TERM_PLAN, reads.term_plan)
def term_plan(request: Asked, plan: TermPlan) -> HttpResponse:
    """One plan: the term week by week, what it takes from schools, and who has none and why."""
    placed = list(reads.placed(plan))
    left = list(reads.unplaced(plan))
    shown = {
        "plan": plan,
        "weeks": words.weeks(reads.weeks_of(plan), placed),
        "groups": words.groups(placed),
        "reached": words.reached(plan, left),
        "left": words.unplaced(left, reads.schools_in(left), reads.weeks_of(plan)),
        "loads": reads.loads(plan, placed),
    }
    return render(request, "jpd/plan.html", shown)


@require_POST
@opens(Permission.LEAD_TERM_PLAN, reads.term_plan)
def accept(request: Asked, plan: TermPlan) -> HttpResponse:
    """Accept what is proposed: all of it, or what is for one group."""
    form = forms.Accept(request.POST, groups=plan.partnership.groups.all())
    if form.does(actions.accept_plan, by=request.user, plan=plan):
        n = form.result.agreed
        if n:
            messages.success(request, ngettext("%(n)s meeting is agreed.", "%(n)s meetings are agreed.", n) % {"n": n})
        if form.result.clashing:
            messages.warning(request, words.clashing(form.result.clashing))
    return _back(request, plan, form)


@opens(Permission.CHANGE_PROPOSED, reads.proposed_meeting)
def move_proposed(request: Asked, meeting: Meeting) -> HttpResponse:
    """Choose another time for one meeting that is proposed."""
    plan = meeting.plan
    assert plan is not None  # a plan proposed it
    times = words.times(reads.openings(plan, meeting))
    form = forms.MoveProposed(request.POST or None, times=times)
    if form.does(actions.move_proposed, by=request.user, meeting=meeting):
        messages.success(request, _("Moved. Nobody has been asked yet."))
        return redirect("jpd:term_plan", key=plan.id)
    shown = {"form": form, "meeting": meeting, "plan": plan, "times": times, "line": words.line(meeting)}
    return render(request, "jpd/plan_move.html", shown)


@require_POST
@opens(Permission.CHANGE_PROPOSED, reads.proposed_meeting)
def strike_out(request: Asked, meeting: Meeting) -> HttpResponse:
    """Take one meeting out of what is proposed."""
    form = Form(request.POST)
    if form.does(actions.strike_out, by=request.user, meeting=meeting):
        messages.success(request, _("Struck out. Nobody had been asked."))
        return redirect("jpd:term_plan", key=form.result.id)
    assert meeting.plan is not None  # a plan proposed it
    return _back(request, meeting.plan, form)


@require_POST
@opens(Permission.LEAD_TERM_PLAN, reads.term_plan)
def drop(request: Asked, plan: TermPlan) -> HttpResponse:
    """Throw away what is proposed."""
    form = Form(request.POST)
    if form.does(actions.drop_plan, by=request.user, plan=plan):
        messages.success(request, _("Dropped. Nobody had been asked."))
        return redirect("jpd:plan_term", key=plan.partnership_id)
    return _back(request, plan, form)


def _back(request: Asked, plan: TermPlan, form: Form) -> HttpResponse:
    for fault in (each for errors in form.errors.values() for each in errors):
        messages.error(request, str(fault))
    return redirect("jpd:term_plan", key=plan.id)
