"""The way in: who is asked takes a slip, who hands slips out prints them. Nothing is written down of either."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tilth.audits import wording
from tilth.audits.actions import slips
from tilth.audits.door import PLACE
from tilth.audits.forms import answering as forms
from tilth.audits.queries import answering as queries
from tilth.audits.queries import waves
from tilth.audits.queries.promise import protection_lead
from tilth.audits.queries.results import replies_for
from tilth.audits.rules import Permission
from tilth.trays import actions as trays
from tilth.web.pages import Request, opens
from tilth.web.pdf import printed

TO_A_PAGE = 8
DOOR = {"door_begins": PLACE, "door_opens": f"{PLACE}redeem/", "door_sheet": f"{PLACE}sheet/"}


@opens(Permission.ANSWER, waves.wave_school)
@never_cache
def answer(request: Request, wave_school: Any) -> HttpResponse:
    """Why we ask, what we promise, and one button: take my sheet."""
    way = queries.way_in(viewer=request.user, wave_school=wave_school)
    taking = way.of(own="own" in request.POST)
    form = forms.Take(request.POST or None)
    known = {"wave_school": wave_school, "way": way, **about(wave_school), **DOOR}
    if taking and way.place is not None and form.does(trays.draw, key=taking.box, place=way.place):
        return render(request, "audits/slip.html", {**known, "slip": form.result, "taking": taking})
    known["refused"] = taking if form.is_bound else None
    known["replies"] = wording.last_time(replies_for(wave_school.school, wave_school.wave.terms.root))
    return render(request, "audits/answer.html", {**known, "form": form, "receipt": secrets.token_urlsafe(24)})


def about(wave_school: Any) -> dict[str, Any]:
    """What a page says of a wave to those it asks."""
    terms = wave_school.wave.terms
    return {
        "promised": wording.promise_of(terms),
        "closes": wording.day(wave_school),
        "young": terms.audience == wording.YOUNG,
        "door": typed_door(),
        "protection_lead": protection_lead(wave_school.school),
    }


@opens(Permission.ANSWER, waves.wave_school)
@require_POST
@never_cache
def sign(request: Request, wave_school: Any) -> HttpResponse:
    """Sign what the browser has blinded: whose it is we know, what it is we cannot see."""
    way = queries.way_in(viewer=request.user, wave_school=wave_school)
    taking = way.of(own="own" in request.POST)
    form = forms.Blinded(request.POST)
    if taking is None or way.place is None:
        raise Http404
    if form.does(trays.sign, key=taking.box, place=way.place):
        return JsonResponse({"signature": queries.as_text(form.result)})
    refused = [str(error) for errors in form.errors.values() for error in errors]
    return JsonResponse({"refused": " ".join(refused)}, status=409)


@opens(Permission.PRINT_PAPERS, waves.wave_school)
@never_cache
def papers(request: Request, wave_school: Any) -> HttpResponse:
    """Make slips to be cut out and handed around. They are shown once, and kept nowhere."""
    known = {"wave_school": wave_school, **about(wave_school)}
    if "codes" in request.POST:
        return papers_as_pdf(request, known)
    keys = queries.boxes_of(wave_school)
    left = queries.papers_left(keys)
    form = forms.Papers(request.POST or None, papers_left=left, initial={"left": left, "count": left})
    if form.does(slips.draw_cards, keys=keys):
        return render(request, "audits/papers_made.html", {**known, "cards": form.result})
    return render(
        request, "audits/papers.html", {**known, "form": form, "left": left, "open": queries.is_open(wave_school)}
    )


def papers_as_pdf(request: Request, known: dict[str, Any]) -> HttpResponse:
    """The slips that a page has just shown, on paper. They come back from that page: nothing is drawn."""
    form = forms.Codes(request.POST)
    if not form.is_valid():
        raise Http404
    pages = list(batched(form.cleaned_data["codes"], TO_A_PAGE))
    return printed(request, "audits/papers_pdf.html", {**known, "pages": pages}, "slips")


def batched(cards: list[Any], size: int) -> Iterator[list[Any]]:
    """So many at a time."""
    return (cards[start : start + size] for start in range(0, len(cards), size))


def typed_door() -> str:
    """The address of the door as people type it."""
    return settings.ADDRESS.partition("//")[2] + PLACE.rstrip("/")
