"""The model: reading it, making it one's own, and carrying over what was agreed before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tilth.maturity import actions
from tilth.maturity.domain.editing import changes
from tilth.maturity.domain.model import house
from tilth.maturity.forms import model as forms
from tilth.maturity.queries import claims, editions, subjects
from tilth.maturity.rules import Permission
from tilth.maturity.wording.figures import NAMES
from tilth.people.pages import Asked
from tilth.web.pages import opens, signed_in
from tilth.web.pdf import handed, pdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.forms import BoundField

    from tilth.maturity.domain.agreeing import Claim
    from tilth.maturity.domain.editing import Change
    from tilth.maturity.domain.model import Model
    from tilth.maturity.models import Edition
    from tilth.maturity.queries.subjects import Subject
    from tilth.partnerships.models import Partnership
    from tilth.web.forms import Form


def _shelf(model: Model) -> list[Any]:
    """Each dimension with its strands, and what is counted for each in words."""
    return [
        (dimension, [(strand, [(each, NAMES.get(each.figure)) for each in strand.indicators]) for strand in strands])
        for dimension in model.dimensions
        if (strands := model.of(dimension))
    ]


@signed_in
def of_house(request: Asked) -> HttpResponse:
    """The model as Tilth ships it."""
    return render(request, "maturity/model.html", {"model": house(), "shelf": _shelf(house())})


@signed_in
def blank_of_house(request: Asked) -> HttpResponse:
    """The same on paper, to be filled in by hand."""
    return _blank(request, house(), _("The maturity model"))


def _blank(request: Asked, model: Model, name: str) -> HttpResponse:
    return handed(request, lambda: _paper(model, name, get_language()), "maturity-model")


@lru_cache(maxsize=16)  # before a meeting many print the same
def _paper(model: Model, name: str, language: str) -> bytes:
    """A model on paper. It holds nothing about anybody."""
    return pdf("maturity/blank_print.html", {"model": model, "name": name})


def _of(subject: Subject) -> tuple[Partnership, Model]:
    """A partnership and its model."""
    assert subject.partnership is not None  # the query finds partnerships
    return subject.partnership, editions.model_of(subject.partnership)


@opens(Permission.SEE, subjects.partnership)
def of_partnership(request: Asked, subject: Subject) -> HttpResponse:
    """The model as a partnership uses it, and how it came to be so."""
    partnership, model = _of(subject)
    given = {
        "subject": subject,
        "model": model,
        "shelf": _shelf(model),
        "past": _past(editions.editions(partnership)),
        "edits": request.user.has_perm(Permission.EDIT_MODEL, subject),
    }
    return render(request, "maturity/model.html", given)


def _past(made: Sequence[Edition]) -> list[tuple[Edition, list[Change]]]:
    """Each edition, the latest first, and what it changed of the one before."""
    before = [*(editions.read(each) for each in made[1:]), house()]
    return [
        (each, [change for change in changes(earlier, editions.read(each)) if change.way != "same"])
        for each, earlier in zip(made, before, strict=False)  # before the first there is the house's
    ]


@opens(Permission.SEE, subjects.partnership)
def blank(request: Asked, subject: Subject) -> HttpResponse:
    """A partnership's model on paper, to be filled in by hand."""
    partnership, model = _of(subject)
    return _blank(request, model, partnership.name)


@opens(Permission.SEE, subjects.partnership)
def unmeasured(request: Asked, subject: Subject) -> HttpResponse:
    """What nothing in Tilth measures yet, strand by strand."""
    return _unmeasured(request, _of(subject)[1], subject)


@signed_in
def unmeasured_of_house(request: Asked) -> HttpResponse:
    """The same of the model as Tilth ships it."""
    return _unmeasured(request, house(), None)


def _unmeasured(request: Asked, model: Model, subject: Subject | None) -> HttpResponse:
    strands = [each for each in model.strands if each.unmeasured or not each.indicators]
    return render(request, "maturity/unmeasured.html", {"subject": subject, "strands": strands})


@opens(Permission.EDIT_MODEL, subjects.partnership)
def reword(request: Asked, subject: Subject, strand: str) -> HttpResponse:
    """Say a strand in other words."""
    partnership, model = _of(subject)
    described = model.strand(strand)
    if described is None:
        raise Http404
    form = forms.Words(request.POST or None, model=model, strand=described)
    if form.does(actions.reword, by=request.user, partnership=partnership):
        messages.success(request, _("Kept. Claims about the old words are to be looked at once."))
        return redirect("maturity:carry", partnership.id)
    given = {"form": form, "subject": subject, "model": model, "strand": described}
    return render(request, "maturity/model_words.html", {**given, "meanwhile": _meanwhile(partnership, model, form)})


def _meanwhile(partnership: Partnership, model: Model, form: Form) -> list[Change]:
    """What others changed since the words were read on which somebody wrote."""
    base = form.cleaned_data.get("base") if form.is_bound else None
    before = editions.of_version(partnership, base) if base and base != model.version else None
    return [each for each in changes(before, model) if each.way != "same"] if before else []


@opens(Permission.EDIT_MODEL, subjects.partnership)
def add_strand(request: Asked, subject: Subject) -> HttpResponse:
    """Add a strand of one's own."""
    partnership, model = _of(subject)
    form = forms.Words(request.POST or None, model=model, strand=None)
    if form.does(actions.add_strand, by=request.user, partnership=partnership):
        return redirect("maturity:model", partnership.id)
    return render(request, "maturity/model_words.html", {"form": form, "subject": subject, "model": model})


@opens(Permission.EDIT_MODEL, subjects.partnership)
def drop_strand(request: Asked, subject: Subject, strand: str) -> HttpResponse:
    """Do without a strand, after a look at what that means."""
    partnership, model = _of(subject)
    described = model.strand(strand)
    if described is None:
        raise Http404
    form = forms.Drop(request.POST or None, initial={"base": model.version})
    if form.does(actions.drop_strand, by=request.user, partnership=partnership, slug=strand):
        return redirect("maturity:model", partnership.id)
    given = {"form": form, "subject": subject, "model": model, "strand": described}
    return render(request, "maturity/model_drop.html", given)


# --- carrying over ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """A claim whose words have changed: what it was, what became of the words, and the question."""

    claim: Claim
    stage: str
    change: Change
    field: BoundField


@opens(Permission.LEAD, subjects.partnership)
def carry(request: Asked, subject: Subject) -> HttpResponse:
    return _carry(request, subject)


@opens(Permission.LEAD, subjects.school)
def carry_school(request: Asked, subject: Subject) -> HttpResponse:
    return _carry(request, subject)


def _carry(request: Asked, subject: Subject) -> HttpResponse:
    """What was agreed about other words: does it still hold?"""
    left = claims.waiting(subject, timezone.localdate())
    form = forms.Carry(request.POST or None, waiting=[each.key for each in left])
    if form.does(actions.carry_over, by=request.user, subject=subject):
        messages.success(request, _("Carried over: %(count)d.") % {"count": form.result})
        return _look_again(subject) if form.looks_again else redirect(request.path)
    model = editions.model_of(subject.partnership)
    given = {"subject": subject, "form": form, "model": model, "waiting": _waiting(left, model, form)}
    return render(request, "maturity/carry.html", given)


def _look_again(subject: Subject) -> HttpResponse:
    """To where an assessment is begun."""
    if subject.school:
        return redirect("maturity:open_within", subject.school.id)
    assert subject.partnership is not None  # it is of something
    return redirect("maturity:open_between", subject.partnership.id)


def _waiting(left: Sequence[Claim], model: Model, form: forms.Carry) -> list[Waiting]:
    before = editions.read_all({each.edition for each in left})
    found = []
    for claim in left:
        said = {each.slug: each for each in changes(before[claim.edition], model)}[claim.strand]
        found.append(Waiting(claim, model.stages[claim.stage or 0].name, said, form[str(claim.key)]))
    return found
