"""Pages about the one challenge of a cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tilth.jpd import actions, forms, queries, wording
from tilth.jpd.rules import Permission
from tilth.people.pages import Asked
from tilth.web.pages import opens
from tilth.web.refusal import Refusal
from tilth.web.typed import sought

if TYPE_CHECKING:
    from tilth.jpd.models import Challenge, Cycle

AT_ONCE = 12


@opens(Permission.WORK_IN_CYCLE, queries.cycle)
def ask(request: Asked, cycle: Cycle) -> HttpResponse:
    """Ask a colleague outside the group for a challenge, or draw a card."""
    people = queries.challengers(cycle.group)
    form = forms.AskChallenger(request.POST or None, people=people)
    if form.does(actions.ask_challenger, by=request.user, cycle=cycle):
        messages.success(request, _("Asked. You hear from us when the question is put."))
        return redirect("jpd:group", key=cycle.group_id)
    words = sought(request.GET.get("q", ""))
    found = people.filter(name__icontains=words).order_by("name")[:AT_ONCE] if words else []
    shown = {"form": form, "cycle": cycle, "words": words, "found": found, "name": wording.name_of(cycle.group)}
    return render(request, "jpd/challenge_ask.html", {**shown, "challenge": queries.challenge_of(cycle)})


@require_POST
@opens(Permission.WORK_IN_CYCLE, queries.cycle)
def draw(request: Asked, cycle: Cycle) -> HttpResponse:
    """Draw a card."""
    try:
        challenge = actions.draw_card(by=request.user, cycle=cycle)
    except Refusal as no:
        messages.warning(request, no.message)
        return redirect("jpd:group", key=cycle.group_id)
    return redirect("jpd:challenge", key=challenge.id)


@opens(Permission.SEE_CHALLENGE, queries.challenge)
def challenge(request: Asked, challenge: Challenge) -> HttpResponse:
    """For the one who was asked: put a question. For members: answer it."""
    if request.user.has_perm(Permission.PUT_CHALLENGE, challenge):
        return _put(request, challenge)
    form = forms.AnswerChallenge(request.POST or None)
    if form.does(actions.answer_challenge, by=request.user, challenge=challenge):
        messages.success(request, _("Answered."))
        return redirect("jpd:group", key=challenge.cycle.group_id)
    name = wording.name_of(challenge.cycle.group)
    return render(request, "jpd/challenge_answer.html", {"form": form, "challenge": challenge, "name": name})


def _put(request: Asked, challenge: Challenge) -> HttpResponse:
    """What the one asked sees: topic, focus and people, and nothing else that was written."""
    form = forms.PutChallenge(request.POST or None)
    if form.does(actions.put_challenge, by=request.user, challenge=challenge):
        messages.success(request, _("Thank you. Your question is with them."))
        return redirect("jpd:challenge", key=challenge.id)
    cycle = challenge.cycle
    shown = {
        "form": form,
        "challenge": challenge,
        "members": queries.members_now(cycle.group),
        "about": wording.in_sentence(cycle.topic.name) if cycle.topic else wording.either_topic(cycle.group),
        "focus": queries.latest_writing(cycle, queries.shape_of(cycle).focus.slug),
    }
    return render(request, "jpd/challenge_put.html", shown)


@require_POST
@opens(Permission.PUT_CHALLENGE, queries.challenge)
def decline(request: Asked, challenge: Challenge) -> HttpResponse:
    """Have no question this time."""
    try:
        actions.decline_challenge(by=request.user, challenge=challenge)
    except Refusal as no:
        messages.warning(request, no.message)
        return redirect("jpd:challenge", key=challenge.id)
    messages.success(request, _("They have been told, and can draw a card."))
    return redirect("jpd:mine")
