"""Pages of what is made of results: the conversation, what a school promises, and the picture of all schools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tilth.audits import actions, showing
from tilth.audits.advice import Advice, advice, sheet
from tilth.audits.forms.results import Nothing, Promise, Settle
from tilth.audits.queries import results as queries
from tilth.audits.queries import waves
from tilth.audits.rules import Permission
from tilth.people.pages import Asked
from tilth.web.pages import opens, signed_in

if TYPE_CHECKING:
    from tilth.audits.models import Commitment, Wave, WaveSchool

# --- the conversation ---------------------------------------------------------------------------


@opens(Permission.PREPARE, queries.wave_school)
def guide(request: Asked, wave_school: WaveSchool) -> HttpResponse:
    """How to talk about it: for those who lead the school, and a shorter one for those who govern."""
    standing = queries.standing_of(request.user, wave_school)
    governs = not standing.leads or request.GET.get("for") == "governors"
    publication = queries.publication(wave_school)
    prepared: Advice = advice(publication, governs=governs)
    shown = {
        "wave_school": wave_school,
        "advice": prepared,
        "governs": governs,
        "leads": standing.leads,
        "sheet": sheet(publication.instrument) if publication.picks and not governs else None,
    }
    return render(request, "audits/guide.html", shown)


@signed_in
def facilitation(request: Asked) -> HttpResponse:
    """The behaviours as a conversation, on paper, where nothing is collected or counted."""
    return render(request, "audits/facilitation.html", {"sheet": sheet(None)})


# --- promises -----------------------------------------------------------------------------------


@opens(Permission.SEE_RESULTS, queries.wave_school)
def commitments(request: Asked, wave_school: WaveSchool) -> HttpResponse:
    """You said, we will: what the school promised, and what came of it."""
    shown = {
        "wave_school": wave_school,
        "commitments": queries.commitments_of(wave_school),
        "may": request.user.has_perm(Permission.ANSWER_STAFF, wave_school),
        "today": timezone.localdate(),
    }
    return render(request, "audits/commitments.html", shown)


@opens(Permission.ANSWER_STAFF, queries.wave_school)
def commit(request: Asked, wave_school: WaveSchool) -> HttpResponse:
    """Promise something because of what was heard."""
    form = Promise(
        request.POST or None,
        instrument=waves.instrument_of(wave_school.wave.terms),
        staff=queries.could_see_to(wave_school),
        initial={"item": request.GET.get("item", "")},
    )
    if form.does(actions.commit, by=request.user, wave_school=wave_school):
        messages.success(request, _("It is promised. Everybody who was asked can read it."))
        return redirect("audits:commitments", key=wave_school.id)
    return render(request, "audits/commit.html", {"form": form, "wave_school": wave_school})


@opens(Permission.SETTLE, queries.commitment)
def settle(request: Asked, commitment: Commitment) -> HttpResponse:
    """Say what came of a promise."""
    form = Settle(request.POST or None)
    if form.does(actions.settle_commitment, by=request.user, commitment=commitment):
        messages.success(request, _("Thank you. Everybody who was asked can read what came of it."))
        return redirect("audits:settle", key=commitment.id)
    return render(request, "audits/settle.html", {"form": form, "commitment": commitment})


# --- all schools together -----------------------------------------------------------------------


@opens(Permission.SEE_FAMILY, queries.family_wave)
def family(request: Asked, wave: Wave) -> HttpResponse:
    """All schools of a wave together; none is named unless its head agreed."""
    stored = queries.stored_together(wave)
    shown: dict[str, Any] = {"wave": wave, "others": [each for each in _same_strand(wave) if each.id != wave.id]}
    if stored is not None:
        shown |= _together(request, wave, stored)
    return render(request, "audits/family.html", shown)


def _same_strand(wave: Wave) -> list[Wave]:
    return queries.same_strand(wave.partnership, wave.terms.document["strand"]) if wave.partnership else []


def _together(request: Asked, wave: Wave, stored: bytes) -> dict[str, Any]:
    publication = queries.read(stored)
    family = queries.family(request.user, wave, publication)
    return {
        "schools": publication.schools,
        "family": family,
        "heard": showing.together(wave, publication) if family.may_be_shown else None,
        "why": showing.why_nothing(publication),
        "named": showing.side_by_side(family.named),
    }


@require_POST
@opens(Permission.NAME_SCHOOL, queries.wave_school)
def name_school(request: Asked, wave_school: WaveSchool) -> HttpResponse:
    """Agree that the family's picture names my school, or take it back."""
    if "take-back" in request.POST:
        actions.take_back_naming(by=request.user, wave_school=wave_school)
        messages.success(request, _("The school is not named any more."))
        return redirect("audits:family", key=wave_school.wave_id)
    form = Nothing(request.POST)
    if form.does(actions.agree_to_be_named, by=request.user, wave_school=wave_school):
        messages.success(request, _("Thank you. The picture may name the school."))
        return redirect("audits:family", key=wave_school.wave_id)
    return redirect("audits:results", key=wave_school.id)
