"""The grid: opening a sitting, marking, what the marks show, the arrow, and the arrows over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tilth.partnerships import actions, charts, forms, queries
from tilth.partnerships.domain import grid as meaning
from tilth.partnerships.rules import Permission
from tilth.people.pages import Asked
from tilth.web.pages import opens

if TYPE_CHECKING:
    from tilth.partnerships.models import GridSitting, Partnership


@opens(Permission.SEE, queries.partnership)
def history(request: Asked, partnership: Partnership) -> HttpResponse:
    agreements = list(queries.agreements(partnership))
    seen = {
        "partnership": partnership,
        "kept": [(agreement, charts.agreed(agreement)) for agreement in agreements],
        "sitting": queries.current_sitting(partnership),
        "leads": request.user.has_perm(Permission.LEAD, partnership),
    }
    return render(request, "partnerships/grid.html", seen)


@opens(Permission.LEAD, queries.partnership)
def open_sitting(request: Asked, partnership: Partnership) -> HttpResponse:
    form = forms.OpenSitting(request.POST or None)
    if form.does(actions.open_sitting, by=request.user, partnership=partnership):
        return redirect("partnerships:sitting", form.result.id)
    leaders = queries.leaders(partnership)
    return render(
        request, "partnerships/open_sitting.html", {"form": form, "partnership": partnership, "leaders": leaders}
    )


@opens(Permission.SEE_SITTING, queries.sitting)
def sitting(request: Asked, sitting: GridSitting) -> HttpResponse:
    return _sitting(request, sitting, forms.AnswerArrow())


def _sitting(request: Asked, sitting: GridSitting, form: forms.AnswerArrow) -> HttpResponse:
    picture = queries.picture(request.user, sitting)
    shown = queries.arrow_seen(request.user, sitting)
    seen = {
        "sitting": sitting,
        "partnership": sitting.partnership,
        "picture": picture,
        "arrow": shown,
        "grid": charts.marks(picture, shown, sitting),
        "table": queries.answers_table(request.user, sitting, shown),
        "form": form,
    }
    return render(request, "partnerships/sitting.html", seen)


@opens(Permission.MARK, queries.sitting)
def mark(request: Asked, sitting: GridSitting) -> HttpResponse:
    own = queries.own_mark(request.user, sitting)
    form = forms.Levels(request.POST or None, year=sitting.wanted_by, initial=queries.levels_of(own))
    if form.does(actions.mark, by=request.user, sitting=sitting):
        messages.success(request, _("Your mark is kept. Nobody else sees it yet."))
        return redirect("partnerships:sitting", sitting.id)
    if request.method == "GET" and queries.phase(sitting) is not meaning.Phase.OPEN:
        return redirect("partnerships:sitting", sitting.id)
    return render(request, "partnerships/mark.html", {"form": form, "sitting": sitting, "own": own})


@opens(Permission.LEAD_SITTING, queries.sitting)
def propose_arrow(request: Asked, sitting: GridSitting) -> HttpResponse:
    start = queries.start_of_arrow(request.user, sitting)
    form = forms.Levels(request.POST or None, year=sitting.wanted_by, initial=start)
    if form.does(actions.propose_arrow, by=request.user, sitting=sitting):
        return redirect("partnerships:sitting", sitting.id)
    if request.method == "GET" and queries.phase(sitting) is not meaning.Phase.SHOWN:
        return redirect("partnerships:sitting", sitting.id)
    return render(request, "partnerships/propose_arrow.html", {"form": form, "sitting": sitting})


@opens(Permission.LEAD_SITTING, queries.sitting)
def answer_arrow(request: Asked, sitting: GridSitting) -> HttpResponse:
    form, arrow = forms.AnswerArrow(request.POST or None), queries.current_arrow(sitting)
    if arrow is None or form.does(actions.answer_arrow, by=request.user, arrow=arrow):
        return redirect("partnerships:sitting", sitting.id)
    return _sitting(request, sitting, form)
