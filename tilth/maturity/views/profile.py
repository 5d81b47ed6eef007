"""Where a school or a partnership stands, strand by strand, as at a day. `?on=2026-05-01` looks back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tilth.maturity import charts
from tilth.maturity.domain.verdict import Ring
from tilth.maturity.figures import capital as capitals
from tilth.maturity.figures import profile
from tilth.maturity.queries import assessments, claims, subjects
from tilth.maturity.rules import Permission
from tilth.maturity.wording import steps
from tilth.maturity.wording.capital import CAPITALS
from tilth.maturity.wording.figures import NAMES
from tilth.partnerships import charts as grid
from tilth.partnerships.queries import agreements
from tilth.people.pages import Asked
from tilth.web.forms import day_asked
from tilth.web.pages import opens

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tilth.maturity.domain.board import Warned
    from tilth.maturity.domain.model import Model
    from tilth.maturity.models import Assessment
    from tilth.maturity.queries.subjects import Subject


@opens(Permission.SEE, subjects.partnership)
def partnership(request: Asked, subject: Subject) -> HttpResponse:
    """Where the schools stand between them."""
    assert subject.partnership is not None  # the query finds partnerships
    grown = request.user.has_perm(Permission.STUDY, subject)
    on = day_asked(request)
    given: dict[str, Any] = {"schools": subjects.own_schools(request.user)}
    if grown:
        seen = profile.board_of(subject.partnership, on, request.user)
        given |= {
            "board": seen,
            "next": _next(seen) if seen.step else None,
            "dangers": _dangers(seen.dangers, seen.model),
        }
        return _profile(request, subject, seen.between, given)
    return _profile(request, subject, profile.profile(subject, on, request.user), given)


def _next(seen: profile.Board) -> steps.Said | None:
    return steps.step(seen.step, seen.partnership, seen.model) if seen.step else None


def _dangers(found: Sequence[Warned], model: Model) -> list[tuple[str, Any]]:
    """Each danger in words; after the last of a kind what it means."""
    after = {each.danger: place for place, each in enumerate(found)}
    return [
        (steps.danger(each, model), steps.MEANS[each.danger] if after[each.danger] == place else "")
        for place, each in enumerate(found)
    ]


@opens(Permission.SEE, subjects.school)
def school(request: Asked, subject: Subject) -> HttpResponse:
    """Where one school stands, for its own people."""
    seen = profile.profile(subject, day_asked(request), request.user)
    own = profile.own_board(seen)
    given = {
        "own": own,
        "dangers": [(steps.danger(each, seen.model, here=True), steps.MEANS[each.danger]) for each in own.dangers],
    }
    if subject.school and request.user.has_perm(Permission.LEAD, subject):
        given["looks"] = claims.looks_waiting(subject.school)
    return _profile(request, subject, seen, given)


def _latest(request: Asked, subject: Subject, on: date) -> Assessment | None:
    """The latest assessment of the school, if the viewer may open it."""
    return _if_theirs(request, claims.latest_assessment(subject.school, on) if subject.school else None)


def _if_theirs(request: Asked, found: Assessment | None) -> Assessment | None:
    return found and assessments.assessment(viewer=request.user, key=found.id)


def _profile(request: Asked, subject: Subject, seen: profile.Profile, given: dict[str, Any]) -> HttpResponse:
    grown = request.user.has_perm(Permission.STUDY, subject)
    on = seen.on
    asked = f"?on={on.isoformat()}" if on != timezone.localdate() else ""
    going = _if_theirs(request, assessments.current(subject))
    rings = {ring.value: seen.of(ring) for ring in Ring}
    shown = {
        "subject": subject,
        "seen": seen,
        "on": on,
        "past": bool(asked),
        "asked": asked,
        "tube": charts.tube(seen, linked=grown, asked=asked),
        "rings": rings,
        "differing": [each for each in seen.strands.values() if each.claim and each.claimed is None],
        "claimed": sum(each.claimed is not None for each in seen.strands.values()),
        "grown": grown,
        "leads": request.user.has_perm(Permission.LEAD, subject),
        "going": going,
        "asks_me": going and assessments.assessor(request.user, going),
        "latest": _latest(request, subject, on),
        "waiting": claims.waiting(subject, on),
    }
    return render(request, "maturity/profile.html", {**shown, **given})


def _strand(request: Asked, subject: Subject, slug: str) -> HttpResponse:
    """One strand: claim, evidence and voice side by side."""
    seen = profile.profile(subject, day_asked(request), request.user, slug)
    page = profile.strand_page(seen, slug)
    if page is None:
        raise Http404
    claim = page.weighed.claim
    given = {
        "subject": subject,
        "seen": seen,
        "on": seen.on,
        "page": page,
        "model": seen.model,
        "strand": page.weighed.strand,
        "claim": claim,
        "history": charts.history(seen.model, {slug: page.history}, seen.on)[[*seen.strands].index(slug)],
        "leads": request.user.has_perm(Permission.LEAD, subject),
    }
    return render(request, "maturity/strand.html", given)


@opens(Permission.STUDY, subjects.partnership)
def strand(request: Asked, subject: Subject, strand: str) -> HttpResponse:
    return _strand(request, subject, strand)


@opens(Permission.STUDY, subjects.school)
def school_strand(request: Asked, subject: Subject, strand: str) -> HttpResponse:
    return _strand(request, subject, strand)


@opens(Permission.STUDY, subjects.partnership)
def board(request: Asked, subject: Subject) -> HttpResponse:
    """How deep the partnership is: four criteria, six ties, two dangers, one next step."""
    assert subject.partnership is not None  # the query finds partnerships
    seen = profile.board_of(subject.partnership, day_asked(request), request.user)
    links = {slug: charts.strand_link(subject, slug) for slug in seen.key}
    criteria = [(seen.between.strands[slug], seen.spread(slug)) for slug in seen.key]
    given = {
        "subject": subject,
        "board": seen,
        "on": seen.on,
        "criteria": criteria,
        "knot": charts.knot(seen.model, seen.key, seen.between.strands, seen.ties, links),
        "dangers": _dangers(seen.dangers, seen.model),
        "next": _next(seen),
        "leads": request.user.has_perm(Permission.LEAD, subject),
        "own": [(school, seen.within[school.id]) for school in _own(request, seen)],
    }
    return render(request, "maturity/board.html", given)


def _own(request: Asked, seen: profile.Board) -> list[Any]:
    return [school for school in subjects.own_schools(request.user) if school.id in seen.within]


@opens(Permission.STUDY, subjects.partnership)
def direction(request: Asked, subject: Subject) -> HttpResponse:
    """Where it is going: the grid's arrows beside two years of each strand."""
    assert subject.partnership is not None  # the query finds partnerships
    on = day_asked(request)
    seen = profile.profile(subject, on, request.user)
    arrows = agreements(subject.partnership).filter(at__date__lte=on)
    given = {
        "subject": subject,
        "on": on,
        "arrows": [(each, grid.agreed(each)) for each in arrows[:3]],
        "histories": charts.history(seen.model, claims.history(subject, on), on),
        "model": seen.model,
    }
    return render(request, "maturity/direction.html", given)


@opens(Permission.STUDY, subjects.partnership)
def capital(request: Asked, subject: Subject) -> HttpResponse:
    """What the schools can draw on: within each, then across."""
    assert subject.partnership is not None  # the query finds partnerships
    on = day_asked(request)
    found = capitals.capital(subject.partnership, on, request.user)
    within = [(NAMES[name], CAPITALS[kind]) for kind, name in capitals.WITHIN.items()]
    across = [(CAPITALS[kind], NAMES[capitals.ACROSS[kind]], figure) for kind, figure in found.across.items()]
    rows = [(row.name, list(zip((kind.name for _, kind in within), row.figures, strict=True))) for row in found.within]
    given = {"subject": subject, "on": on, "rows": rows, "within": within, "across": across}
    return render(request, "maturity/capital.html", given)
