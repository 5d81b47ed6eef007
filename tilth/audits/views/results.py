"""Pages of what came out: of one school, over time, and as files. All of them show a stored publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tilth.audits import actions, charts, showing, tables
from tilth.audits.forms.results import Nothing
from tilth.audits.queries import results as queries
from tilth.audits.queries import seen
from tilth.audits.rules import Permission
from tilth.people.pages import Asked
from tilth.web.pages import opens
from tilth.web.pdf import printed

if TYPE_CHECKING:
    from tilth.audits.models import WaveSchool

NEVER_KEPT = "private, no-store"


@opens(Permission.SEE_RESULTS, queries.wave_school)
def results(request: Asked, wave_school: WaveSchool) -> HttpResponse:
    """What a school heard: the answer first, then its picture; or why there is none."""
    shown = _shown(request, wave_school)
    heard = shown["heard"]
    if heard.nothing:
        why = {"why": showing.why_nothing(heard.publication), "never": showing.could_never(heard.publication)}
        partnerships = seen.may_plan_for(request.user)[:1] if heard.standing.leads else []
        return render(request, "audits/results_nothing.html", {**shown, **why, "partnerships": partnerships})
    if heard.chart and heard.standing.learns:
        return render(request, "audits/results_young.html", {**shown, "chart": charts.plain(heard.chart)})
    return render(request, "audits/results_behaviours.html" if heard.team else "audits/results.html", shown)


def _shown(request: Asked, wave_school: WaveSchool, *, to_hand_on: bool = False) -> dict[str, Any]:
    return {
        "wave_school": wave_school,
        "heard": showing.heard(request.user, wave_school, to_hand_on=to_hand_on),
        "name": file_name(wave_school),
    }


def file_name(wave_school: WaveSchool) -> str:
    """What its files are called."""
    title, day = wave_school.wave.terms.document["title"], wave_school.wave.closes_on
    return f"{slugify(wave_school.school.name)}-{slugify(title)}-{day:%Y-%m}"[:80]


@require_safe
@opens(Permission.SEE_RESULTS, queries.wave_school)
def results_pdf(request: Asked, wave_school: WaveSchool) -> HttpResponse:
    """The page as a file to print. What the head expected is not in it, unless everybody may see it."""
    shown = _shown(request, wave_school, to_hand_on=True)
    why = showing.why_nothing(shown["heard"].publication)
    return printed(request, "audits/results_print.html", {**shown, "why": why}, shown["name"])


@require_safe
@opens(Permission.SEE_RESULTS, queries.wave_school)
def results_csv(request: Asked, wave_school: WaveSchool) -> HttpResponse:
    """The page as a table."""
    table = tables.as_csv(queries.publication(wave_school), queries.breakdown(wave_school))
    return _file(table.encode("utf-8-sig"), "text/csv; charset=utf-8", f"{file_name(wave_school)}.csv")


@require_safe
@opens(Permission.SEE_RESULTS, queries.wave_school)
def results_json(request: Asked, wave_school: WaveSchool) -> HttpResponse:
    """What was published, byte for byte as it was kept."""
    return _file(queries.stored(wave_school), "application/json", f"{file_name(wave_school)}.json")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    heads = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": NEVER_KEPT}
    return HttpResponse(content, content_type=kind, headers=heads)


@opens(Permission.SEE_RESULTS, queries.wave_school)
def trend(request: Asked, wave_school: WaveSchool) -> HttpResponse:
    """The same asked again and again in a school: each aspect over time."""
    held = queries.history(request.user, wave_school)
    asked = [each for each in held if each.publication.items]
    chart = charts.over_time([each.publication for each in asked]) if asked else None
    return render(request, "audits/trend.html", {"wave_school": wave_school, "held": held, "chart": chart})


@require_POST
@opens(Permission.SHARE_PREDICTION, queries.wave_school)
def share_prediction(request: Asked, wave_school: WaveSchool) -> HttpResponse:
    """Let everybody who sees the results see what I expected."""
    form = Nothing(request.POST)
    if form.does(actions.share_prediction, by=request.user, wave_school=wave_school):
        messages.success(request, _("Everybody who sees these results now sees what you expected."))
    return redirect("audits:results", key=wave_school.id)
