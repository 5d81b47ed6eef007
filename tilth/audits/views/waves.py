"""Pages about waves: what I am asked, planning one, leading one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tilth.audits import actions, forms, queries, wording
from tilth.audits.rules import Permission
from tilth.people.pages import Asked
from tilth.web.pages import opens, signed_in

if TYPE_CHECKING:
    from tilth.audits.models import Wave, WaveSchool


@signed_in
def mine(request: Asked) -> HttpResponse:
    """What I am asked, what I may read, and what I lead."""
    viewer = request.user
    shown = {
        "asked": queries.open_for(viewer),
        "results": sorted(queries.published_for(viewer), key=lambda each: each.school.name),
        "waves": queries.waves_of(viewer),
        "partnerships": queries.may_plan_for(viewer),
        "schools": queries.schools_led(viewer),
    }
    return render(request, "audits/mine.html", shown)


# --- one wave -----------------------------------------------------------------------------------


@opens(Permission.SEE_WAVE, queries.wave)
def wave(request: Asked, wave: Wave) -> HttpResponse:
    """One wave, for those who lead it and those who lead its schools."""
    return render(request, "audits/wave.html", _wave_shown(request, wave))


def _wave_shown(request: Asked, wave: Wave, **more: Any) -> dict[str, Any]:
    schools, viewer, today = list(wave.schools.all()), request.user, timezone.localdate()
    return {
        "wave": wave,
        "leads": viewer.has_perm(Permission.LEAD_WAVE, wave),
        "schools": queries.seen_in(viewer, wave, schools),
        "rests": queries.rests(wave),
        "days": queries.days_of(wave, today),
        "promise": wording.promise_of(wave.terms),
        "asked": wording.kinds_in_words(wave.terms.kinds),
        "breakdown": queries.breakdown_of(wave.terms),
        "sees_family": viewer.has_perm(Permission.SEE_FAMILY, wave),
        **more,
    }


def _decide(request: Asked, wave: Wave, action: Any, said: str) -> HttpResponse:
    form = forms.Nothing(request.POST)
    if form.does(action, by=request.user, wave=wave):
        messages.success(request, said)
        return redirect("audits:wave", key=wave.id)
    return render(request, "audits/wave.html", _wave_shown(request, wave, form=form))


@require_POST
@opens(Permission.LEAD_WAVE, queries.wave)
def open_now(request: Asked, wave: Wave) -> HttpResponse:
    return _decide(request, wave, actions.open_wave, _("It is open. Everybody on the roll is being told."))


@require_POST
@opens(Permission.LEAD_WAVE, queries.wave)
def close_now(request: Asked, wave: Wave) -> HttpResponse:
    return _decide(request, wave, actions.close_wave, _("It is closed. The answers are being counted."))


@require_POST
@opens(Permission.LEAD_WAVE, queries.wave)
def remind(request: Asked, wave: Wave) -> HttpResponse:
    return _decide(request, wave, actions.remind, _("Everybody on the roll is reminded, in the same words."))


@opens(Permission.LEAD_WAVE, queries.wave)
def call_off(request: Asked, wave: Wave) -> HttpResponse:
    """Ask why it ends unread, and end it."""
    form = forms.CallOff(request.POST or None)
    if form.does(actions.call_off, by=request.user, wave=wave):
        messages.success(request, _("It is called off. Everybody who knew of it is told why."))
        return redirect("audits:wave", key=wave.id)
    return render(request, "audits/call_off.html", {"form": form, "wave": wave})


# --- a school in it -----------------------------------------------------------------------------


@opens(Permission.WITHDRAW, queries.wave_school)
def withdraw(request: Asked, wave_school: WaveSchool) -> HttpResponse:
    """Take my school out before it opens."""
    form = forms.Withdraw(request.POST if request.method == "POST" else None)
    if form.does(actions.withdraw_school, by=request.user, wave_school=wave_school):
        messages.success(request, _("Your school stays out of it. Nobody there is asked."))
        return redirect("audits:wave", key=wave_school.wave_id)
    return render(request, "audits/withdraw.html", {"form": form, "wave_school": wave_school})


@opens(Permission.PREDICT, queries.wave_school)
def predict(request: Asked, wave_school: WaveSchool) -> HttpResponse:
    """Say what I expect to hear, before anybody is asked."""
    instrument = queries.instrument_of(wave_school.wave.terms)
    sealed = queries.prediction_of(request.user, wave_school)
    form = forms.Expect(request.POST or None, instrument=instrument, initial=sealed.expected if sealed else None)
    if form.does(actions.seal_prediction, by=request.user, wave_school=wave_school):
        messages.success(request, _("It is written down. It is sealed on the first day, and only you see it."))
        return redirect("audits:wave", key=wave_school.wave_id)
    shown = {"form": form, "wave_school": wave_school, "answers": forms.favourable(instrument), "sealed": sealed}
    return render(request, "audits/predict.html", shown)
