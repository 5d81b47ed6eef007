"""Planning a wave in three steps: what is asked, of whom and when, and a look at what people will read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.audits import actions, forms, queries, wording
from tilth.audits.rules import Permission
from tilth.people.pages import Asked
from tilth.web.pages import opens

if TYPE_CHECKING:
    from tilth.audits.domain.instruments import Instrument
    from tilth.partnerships.models import Partnership
    from tilth.schools.models import School


@opens(Permission.PLAN, queries.partnership)
def plan(request: Asked, partnership: Partnership) -> HttpResponse:
    """Plan to ask in the schools of a partnership together."""
    return _plan(request, partnership, list(queries.agreed_schools(partnership)), partnership)


@opens(Permission.PLAN_SCHOOL, queries.school)
def plan_school(request: Asked, school: School) -> HttpResponse:
    """Plan to ask in one's own school alone."""
    return _plan(request, school, [school], None)


def _plan(
    request: Asked, owner: Partnership | School, schools: Sequence[School], partnership: Partnership | None
) -> HttpResponse:
    usable = queries.usable_by(request.user, owner)
    chosen = next((each for each in usable if each.reference == request.GET.get("ask")), None)
    given: dict[str, Any] = {"owner": owner, "partnership": partnership, "usable": usable}
    if chosen is None:
        return render(request, "audits/choose.html", given)
    form = forms.Plan(
        request.POST or None,
        instrument=chosen.instrument,
        schools=schools,
        together=partnership is not None,
        initial=forms.usual_wave(timezone.localdate(), chosen.instrument, schools),
    )
    known = {"by": request.user, "partnership": partnership, "reference": chosen.reference}
    if "sure" in request.POST and form.does(actions.plan, **known):
        messages.success(request, _("It is planned. It opens by itself on its first day."))
        return redirect("audits:wave", key=form.result.id)
    given |= {"form": form, "chosen": chosen, "back": request.path}
    if "look" in request.POST and form.is_valid():
        return render(request, "audits/check.html", {**given, **_looked_at(form, chosen.instrument)})
    return render(request, "audits/plan.html", given)


def _looked_at(form: forms.Plan, instrument: Instrument) -> dict[str, Any]:
    """What whoever plans sees before it cannot be changed any more."""
    said = form.cleaned_data
    look = queries.look_ahead(instrument, said["schools"], said["kinds"])
    return {
        "said": said,
        "look": look,
        "asked": wording.kinds_in_words(said["kinds"]),
        "warnings": wording.roll_warnings(said["schools"], look.sizes, look.rules, said["breakdown"]),
        "promise": wording.promise(look.audience, look.rules, remarks=said["remarks"]),
    }
