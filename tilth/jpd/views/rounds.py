"""Pages about rounds and proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tilth.jpd import actions, charts, forms, queries, wording
from tilth.jpd.domain import coverage as lacks
from tilth.jpd.rules import Permission
from tilth.jpd.views import looks
from tilth.people.pages import Asked
from tilth.web.pages import opens

if TYPE_CHECKING:
    from tilth.jpd.models import Proposal, Round
    from tilth.partnerships.models import Partnership


@opens(Permission.SEE_ROUNDS, queries.partnership)
def rounds(request: Asked, partnership: Partnership) -> HttpResponse:
    """The rounds of a partnership."""
    leads = request.user.has_perm(Permission.OPEN_ROUND, partnership)
    rounds = list(queries.rounds_of(partnership))
    going_on = next((round for round in rounds if round.phase in round.UNFINISHED), None)
    shown = {"partnership": partnership, "rounds": rounds, "leads": leads, "going_on": going_on}
    shown["today"] = timezone.localdate()
    return render(request, "jpd/rounds.html", shown)


@opens(Permission.OPEN_ROUND, queries.partnership)
def open_round(request: Asked, partnership: Partnership) -> HttpResponse:
    """Open one; while another goes on, say when that will be settled."""
    if going_on := queries.going_on(partnership):
        return render(request, "jpd/open_round.html", {"partnership": partnership, "going_on": going_on})
    choices = queries.aims_to_choose(partnership)
    usual = forms.usual_round(timezone.localdate(), choices)
    form = forms.choosing_aims(request.POST, choices) or forms.OpenRound(
        request.POST or None, initial=usual, choices=choices
    )
    if form.does(actions.open_round, by=request.user, partnership=partnership):
        messages.success(request, _("The round is open. Everybody on the staff is being asked."))
        return redirect("jpd:round", key=form.result.id)
    return render(request, "jpd/open_round.html", {"form": form, "partnership": partnership})


@opens(Permission.SEE_ROUND, queries.matching_round)
def show(request: Asked, round: Round) -> HttpResponse:
    """One round, as the viewer takes part in it; to the page that waits for groups, how far the search has come."""
    if getattr(request, "htmx", False):
        return looks.progress(request, round)
    return render(request, "jpd/round.html", _round_shown(request, round))


def _round_shown(request: Asked, round: Round) -> dict[str, Any]:
    viewer = request.user
    leads, looking = viewer.has_perm(Permission.LEAD_ROUND, round), round.phase == round.Phase.COMPUTING
    left = None if looking else queries.left_over(viewer, round)  # what an earlier look said is being looked at anew
    return {
        "round": round,
        "leads": leads,
        "without": queries.without_a_group(round) if leads else 0,
        "taking_part": queries.taking_part(round).count() if leads else 0,
        "takes_part": queries.takes_part(viewer, round),
        "sits_out": queries.sits_out(viewer, round),
        "proposals": [charts.proposal(each) for each in queries.proposals_to(viewer).filter(round=round)],
        "groups": [charts.group(each) for each in queries.groups_of(viewer).filter(proposal__round=round)],
        "fell": queries.fell_for(viewer, round),
        "stands": queries.groups_from(round).count(),
        "left": left and wording.left_over(left.reason, [topic.name for topic in left.topics.all()], left.openings),
        **looks.shown(round, viewer),
    }


def _decide(request: Asked, round: Round, action: Any, said: str) -> HttpResponse:
    """Do what a button asks, and go back to the round. Who pressed a moment too late has done nothing wrong."""
    form = forms.Nothing(request.POST)
    if form.does(action, by=request.user, round=round):
        messages.success(request, said)
    for no in form.non_field_errors():
        messages.warning(request, str(no))
    return redirect("jpd:round", key=round.id)


@require_POST
@opens(Permission.SEE_ROUND, queries.matching_round)
def sit_out(request: Asked, round: Round) -> HttpResponse:
    return _decide(request, round, actions.sit_out, _("You sit this round out. Nobody else is told."))


@require_POST
@opens(Permission.SEE_ROUND, queries.matching_round)
def join(request: Asked, round: Round) -> HttpResponse:
    return _decide(request, round, actions.join, _("You take part."))


@require_POST
@opens(Permission.LEAD_ROUND, queries.matching_round)
def close(request: Asked, round: Round) -> HttpResponse:
    return _decide(request, round, actions.close_round, _("Tilth is looking for the best groups now."))


@require_POST
@opens(Permission.LEAD_ROUND, queries.matching_round)
def cancel(request: Asked, round: Round) -> HttpResponse:
    return _decide(request, round, actions.cancel_round, _("It is called off."))


@require_POST
@opens(Permission.LEAD_ROUND, queries.matching_round)
def stop(request: Asked, round: Round) -> HttpResponse:
    return _decide(
        request, round, actions.stop_look, _("Tilth stops within a moment, and proposes the best it has found.")
    )


@opens(Permission.LEAD_ROUND, queries.matching_round)
def look_again(request: Asked, round: Round) -> HttpResponse:
    """Look a second time for those left without a group."""
    form = forms.LookAgain(request.POST or None, initial=forms.usual_second_look(timezone.localdate()))
    if form.does(actions.look_again, by=request.user, round=round):
        messages.success(request, _("Tilth is looking again."))
        return redirect("jpd:round", key=round.id)
    shown = {"without": queries.without_a_group(round), "possible": queries.can_look_again(round)}
    return render(request, "jpd/look_again.html", {"round": round, "form": form, **shown})


@opens(Permission.LEAD_ROUND, queries.matching_round)
def coverage(request: Asked, round: Round) -> HttpResponse:
    """Who is in, by numbers, and what nobody can meet: for those who lead."""
    topics, look, schools = queries.coverage_of(round), queries.latest_look(round), queries.counts_by_school(round)
    became = queries.what_became(round, look)
    shown = {
        "look": look,
        "became": became,
        "reasons": wording.reasons(became.without) if became and round.phase == round.Phase.SETTLED else [],
        "advice": wording.advice(queries.advice_to_leads(look)) if look else [],
        "round": round,
        "schools": schools,
        "taking_part": sum(each.people for each in schools),
        "opening_offers": queries.opening_offers(round),
        "groups": [charts.group(each) for each in queries.groups_from(round)],
        "nobody_offers": lacks.nobody_offers(topics),
        "nobody_wants": lacks.nobody_wants(topics),
        "would_help": lacks.would_help_most(topics),
        "looks": [(look, wording.reached(look, round)) for look in queries.looks_that_ended(round)],
    }
    return render(request, "jpd/coverage.html", shown)


@opens(Permission.ANSWER, queries.proposal)
def proposal(request: Asked, proposal: Proposal) -> HttpResponse:
    """A group proposed to me."""
    form = forms.Answer(request.POST or None)
    if form.does(actions.answer, by=request.user, proposal=proposal):
        messages.success(request, _("Thank you. Nobody else sees what you answered."))
        return redirect("jpd:proposal", key=proposal.id)
    viewer = request.user
    shown = {
        "shown": charts.proposal(proposal),
        "why": wording.why(proposal, viewer, queries.waited(viewer, proposal.round)),
        "answer": queries.own_answer(viewer, proposal),
        "group": queries.group_of(viewer, proposal),
    }
    return render(request, "jpd/proposal.html", {"proposal": proposal, "form": form, **shown})
