"""Pages about shapes of cycles: those of the house, and a partnership's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tilth.jpd import actions, forms, queries
from tilth.jpd.rules import Permission
from tilth.people.pages import Asked
from tilth.web.pages import opens

if TYPE_CHECKING:
    from tilth.jpd.models import Shape
    from tilth.partnerships.models import Partnership


@opens(Permission.SEE_SHAPES, queries.partnership)
def shapes(request: Asked, partnership: Partnership) -> HttpResponse:
    """The shapes a cycle can have here."""
    shown = {
        "partnership": partnership,
        "own": [(row, queries.read_shape(row)) for row in queries.own_shapes(partnership)],
        "house": queries.house_shapes(),
        "keeps": request.user.has_perm(Permission.KEEP_SHAPES, partnership),
    }
    return render(request, "jpd/cycle_shapes.html", shown)


@opens(Permission.KEEP_SHAPES, queries.partnership)
def new_shape(request: Asked, partnership: Partnership) -> HttpResponse:
    """Make one's own from one that is offered."""
    begins_as = queries.offered_shapes(partnership).get(request.GET.get("from", "plain"))
    if begins_as is None:
        raise Http404
    form = forms.KeepShape(request.POST or None, begins_as=begins_as)
    if form.does(actions.keep_shape, by=request.user, partnership=partnership):
        messages.success(request, _("Kept. Groups can choose it from now on."))
        return redirect("jpd:shapes", key=partnership.id)
    return render(request, "jpd/cycle_shape.html", {"form": form, "partnership": partnership, "row": None})


@opens(Permission.KEEP_SHAPE, queries.own_shape)
def shape(request: Asked, row: Shape) -> HttpResponse:
    """Change one of our own. Cycles under way keep what they began with."""
    form = forms.KeepShape(request.POST or None, begins_as=queries.read_shape(row))
    if form.does(actions.keep_shape, by=request.user, partnership=row.partnership, row=row):
        messages.success(request, _("Kept. Cycles under way keep the shape they began with."))
        return redirect("jpd:shapes", key=row.partnership_id)
    return render(request, "jpd/cycle_shape.html", {"form": form, "partnership": row.partnership, "row": row})


@require_POST
@opens(Permission.KEEP_SHAPE, queries.own_shape)
def withdraw(request: Asked, row: Shape) -> HttpResponse:
    """Offer it no more."""
    actions.withdraw_shape(by=request.user, row=row)
    messages.success(request, _("It is offered no more. Cycles under way keep it."))
    return redirect("jpd:shapes", key=row.partnership_id)
