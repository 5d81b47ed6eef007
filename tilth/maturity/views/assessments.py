"""Assessments: opening one, placing strand by strand, seeing the spread, agreeing, ending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tilth.maturity import actions
from tilth.maturity.domain.agreeing import Phase
from tilth.maturity.forms import assessments as forms
from tilth.maturity.queries import assessments, claims, editions, subjects
from tilth.maturity.queries.subjects import Subject
from tilth.maturity.rules import Permission
from tilth.people.pages import Asked
from tilth.web.forms import Form
from tilth.web.pages import opens, press

if TYPE_CHECKING:
    from tilth.maturity.domain.model import Strand
    from tilth.maturity.models import Agreement, Assessment

OBJECTION = "objection_%s"  # two forms on one page: a label has to lead to its own box


def _open(request: Asked, subject: Subject) -> HttpResponse:
    """Ask people to place the strands of a school or a partnership."""
    if going := assessments.current(subject):
        return redirect("maturity:assessment", going.id)
    ticked = assessments.begins_with(subject)
    form = forms.OpenAssessment(request.POST or None, candidates=assessments.candidates(subject), ticked=ticked)
    if form.does(actions.open_assessment, by=request.user, subject=subject):
        messages.success(request, _("They have been asked. You find your own part here."))
        return redirect("maturity:assessment", form.result.id)
    model = editions.model_of(subject.partnership)
    return render(request, "maturity/open.html", {"form": form, "subject": subject, "model": model})


@opens(Permission.LEAD, subjects.school)
def open_within(request: Asked, subject: Subject) -> HttpResponse:
    return _open(request, subject)


@opens(Permission.LEAD, subjects.partnership)
def open_between(request: Asked, subject: Subject) -> HttpResponse:
    return _open(request, subject)


@opens(Permission.SEE_ASSESSMENT, assessments.assessment)
def assessment(request: Asked, assessment: Assessment) -> HttpResponse:
    """Where it stands: what is still to be placed, or how far apart people are and what they agreed."""
    own = assessments.assessor(request.user, assessment)
    seen = assessments.seen(request.user, assessment)
    placed = assessments.own_placements(own) if own else {}
    given: dict[str, Any] = {
        "assessment": assessment,
        "ordered": sorted(seen.strands, key=lambda each: (each.agreed, -each.apart, -each.spread.width)),
        "subject": Subject(assessment.partnership, assessment.school),
        "seen": seen,
        "own": own,
        "strands": [(strand, placed.get(strand.slug)) for strand in seen.model.strands],
        "placed": len(placed),
        "next": next((each.slug for each in seen.model.strands if each.slug not in placed), None),
        "leads": request.user.has_perm(Permission.AGREE, assessment),
        "heads": request.user.has_perm(Permission.SHARE, assessment),
    }
    return render(request, "maturity/assessment.html", given)


def _strand(assessment: Assessment, slug: str) -> Strand:
    strand = editions.read(assessment.edition).strand(slug)
    if strand is None:
        raise Http404
    return strand


@opens(Permission.PLACE, assessments.assessment)
def place(request: Asked, assessment: Assessment, strand: str) -> HttpResponse:
    """Place one strand; then the next that is not placed yet."""
    model, described = editions.read(assessment.edition), _strand(assessment, strand)
    if request.method == "GET" and assessments.phase(assessment) is not Phase.PLACING:
        return redirect("maturity:assessment", assessment.id)
    own = assessments.assessor(request.user, assessment)
    placed = assessments.own_placements(own) if own else {}
    subject = Subject(assessment.partnership, assessment.school)
    form = forms.Place(
        request.POST or None, model=model, strand=described, side=subject.side, initial=_before(placed.get(strand))
    )
    if form.does(actions.place, by=request.user, assessment=assessment, strand=strand):
        return _onward(assessment, [each.slug for each in model.strands], strand, {*placed, strand})
    number = [each.slug for each in model.strands].index(strand)
    given = {"form": form, "assessment": assessment, "subject": subject, "strand": described, "model": model}
    around = {"number": number + 1, "before": model.strands[number - 1] if number else None, "done": len(placed)}
    return render(request, "maturity/place.html", {**given, **around})


def _before(placement: Any) -> dict[str, Any]:
    if placement is None:
        return {}
    stage = forms.UNSURE if placement.stage is None else str(placement.stage)
    return {"stage": stage, "words": placement.words, "evidence": placement.evidence}


def _onward(assessment: Assessment, strands: list[str], strand: str, placed: set[str]) -> HttpResponse:
    """The next strand, in their order, that was not placed yet; or back to the whole."""
    here = strands.index(strand)
    for slug in (*strands[here + 1 :], *strands[:here]):
        if slug not in placed:
            return redirect("maturity:place", assessment.id, slug)
    return redirect("maturity:assessment", assessment.id)


@opens(Permission.PLACE, assessments.assessment)
@require_POST
def finish(request: Asked, assessment: Assessment) -> HttpResponse:
    press(
        request, actions.finish, _("Thank you. Until all have finished you can still change it."), assessment=assessment
    )
    return redirect("maturity:assessment", assessment.id)


@opens(Permission.AGREE, assessments.assessment)
def ask_further(request: Asked, assessment: Assessment) -> HttpResponse:
    """Ask further people while all are still placing."""
    subject = Subject(assessment.partnership, assessment.school)
    there = set(assessment.assessors.values_list("person", flat=True))
    free = [each for each in assessments.candidates(subject) if each.person.id not in there]
    form = forms.Asking(request.POST or None, candidates=free)
    if form.does(actions.ask_further, by=request.user, assessment=assessment):
        return redirect("maturity:assessment", assessment.id)
    return render(request, "maturity/ask_further.html", {"form": form, "assessment": assessment, "subject": subject})


@opens(Permission.SEE_ASSESSMENT, assessments.assessment)
def spread(request: Asked, assessment: Assessment, strand: str) -> HttpResponse:
    """How far apart people see one strand, and what the group says of it."""
    return _spread(request, assessment, strand, {})


def _spread(request: Asked, assessment: Assessment, strand: str, bound: dict[str, Any]) -> HttpResponse:
    described = _strand(assessment, strand)
    if not assessment.shown_at:
        return redirect("maturity:assessment", assessment.id)
    seen = assessments.seen(request.user, assessment)
    slugs = [each.slug for each in seen.model.strands]
    here = slugs.index(strand)
    shown = seen.strands[here]
    held = shown.agreement
    start = {"stage": forms.UNSURE if held.stage is None else str(held.stage), "words": held.words} if held else {}
    given = {
        "assessment": assessment,
        "subject": Subject(assessment.partnership, assessment.school),
        "seen": seen,
        "strand": described,
        "shown": shown,
        "following": seen.model.strands[here + 1] if here + 1 < len(slugs) else None,
        "leads": request.user.has_perm(Permission.AGREE, assessment),
        "own": assessments.assessor(request.user, assessment),
        "form": forms.Agree(model=seen.model, initial=start),
        "objection": forms.ObjectTo(auto_id=OBJECTION),
        "looks": claims.looks_of([held.id]) if held else [],
    }
    return render(request, "maturity/spread.html", {**given, **bound})


@opens(Permission.AGREE, assessments.assessment)
@require_POST
def agree(request: Asked, assessment: Assessment, strand: str) -> HttpResponse:
    """Write down what the group says of a strand."""
    _strand(assessment, strand)
    form = forms.Agree(request.POST, model=editions.read(assessment.edition))
    if form.does(actions.agree, by=request.user, assessment=assessment, strand=strand):
        messages.success(request, _("Written down."))
        return redirect("maturity:spread", assessment.id, strand)
    return _spread(request, assessment, strand, {"form": form})


@opens(Permission.OBJECT, assessments.agreement)
@require_POST
def object_to(request: Asked, agreement: Agreement) -> HttpResponse:
    """See it otherwise."""
    form = forms.ObjectTo(request.POST, auto_id=OBJECTION)
    if form.does(actions.object_to, by=request.user, agreement=agreement):
        return redirect("maturity:spread", agreement.assessment_id, agreement.strand)
    return _spread(request, agreement.assessment, agreement.strand, {"objection": form})


@opens(Permission.OBJECT, assessments.agreement)
@require_POST
def take_back(request: Asked, agreement: Agreement) -> HttpResponse:
    press(request, actions.take_back, _("You can stand behind it."), agreement=agreement)
    return redirect("maturity:spread", agreement.assessment_id, agreement.strand)


@opens(Permission.AGREE, assessments.assessment)
def end(request: Asked, assessment: Assessment) -> HttpResponse:
    """End it, after a look at what is still open."""
    form = Form(request.POST if request.method == "POST" else None)
    if form.does(actions.end, by=request.user, assessment=assessment):
        return redirect("maturity:assessment", assessment.id)
    seen = assessments.seen(request.user, assessment)
    return render(request, "maturity/end.html", {"form": form, "assessment": assessment, "seen": seen})


@opens(Permission.SHARE, assessments.assessment)
@require_POST
def share(request: Asked, assessment: Assessment) -> HttpResponse:
    """Let the leaders of partner schools see what was agreed, or keep it within the school again."""
    if assessment.shared_at:
        press(request, actions.unshare, _("It stays within your school."), assessment=assessment)
    else:
        press(request, actions.share, _("The leaders of your partner schools can see it now."), assessment=assessment)
    return redirect("maturity:assessment", assessment.id)
