"""Pages about the promise itself: what it is and how it is tested, the impact assessment, the letter to parents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tilth.audits import actions, queries, wording
from tilth.audits.domain.asked import rules_for, rules_read
from tilth.audits.domain.attacks import Attack
from tilth.audits.domain.instruments import Audience
from tilth.audits.forms import leads as forms
from tilth.audits.queries import promise as promised
from tilth.audits.rules import Permission
from tilth.people.pages import Asked
from tilth.people.queries import heads_of
from tilth.web.pages import opens, public

if TYPE_CHECKING:
    from tilth.audits.models import ProtectionLead, WaveSchool
    from tilth.schools.models import School

FILE_NAME = "impact-assessment.html"


@public
def promise(request: HttpRequest) -> HttpResponse:
    """What is promised, how it works, what was tried against it, and what remains possible."""
    rules = rules_for(Audience.STAFF)
    results = promised.figures()
    known = {
        "rules": rules,
        "young": rules_for(Audience.STUDENTS),
        "attacks": [wording.attack_shown(attack, results[attack]) for attack in Attack if attack in results],
        "without": [wording.attack_shown(attack, None).wants for attack in Attack if attack not in results],
        "remains": wording.what_remains(rules),
    }
    return render(request, "audits/promise/promise.html", known)


@public
def impact(request: HttpRequest) -> HttpResponse:
    """The impact assessment, without the name of a school."""
    file = reverse("audits:impact_file")
    return render(request, "audits/promise/impact.html", {**assessment(), "file": file})


@public
def impact_file(request: HttpRequest) -> HttpResponse:
    """The same as a file."""
    return as_file(assessment())


@opens(Permission.PLAN_SCHOOL, queries.school)
def impact_school(request: Asked, school: School) -> HttpResponse:
    """A school's own, and for its head who is named in it."""
    form = None
    if request.user.has_perm(Permission.NAME_LEAD, school):
        form = forms.NameLead(request.POST or None, initial=forms.named(promised.protection_lead(school)))
        if form.does(actions.name_protection_lead, by=request.user, school=school):
            messages.success(request, _("Saved. Everybody who is asked at your school sees it."))
            return redirect("audits:impact_school", school.id)
    known = {**of_school(school), "form": form, "file": reverse("audits:impact_school_file", args=[school.id])}
    return render(request, "audits/promise/impact.html", known)


@opens(Permission.PLAN_SCHOOL, queries.school)
def impact_school_file(request: Asked, school: School) -> HttpResponse:
    """The same as a file."""
    return as_file(of_school(school))


def of_school(school: School) -> dict[str, Any]:
    return {**assessment(school.name, promised.protection_lead(school)), "of_school": True}


def assessment(school: str = "", lead: ProtectionLead | None = None) -> dict[str, Any]:
    """What the assessment says; what is not known stands in square brackets."""
    return {
        "school": school or _("[the school]"),
        "lead": str(lead or _("[name, e-mail address]")),
        "host": settings.ADDRESS,
        "kept": wording.what_is_kept(),
        "risks": wording.what_could_happen(),
        "rules": rules_for(Audience.STAFF),
        "young": rules_for(Audience.STUDENTS),
        "of_school": False,
    }


def as_file(known: dict[str, Any]) -> HttpResponse:
    """A file for Word and its kin, to be edited and kept."""
    today = date_format(timezone.localdate(), "j F Y")
    answer = render(None, "audits/promise/impact_file.html", {**known, "today": today})
    answer["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer


@opens(Permission.PRINT_PAPERS, queries.wave_school)
def letter(request: Asked, wave_school: WaveSchool) -> HttpResponse:
    """A letter to parents whose children are going to be asked."""
    terms = wave_school.wave.terms
    if terms.audience != Audience.STUDENTS:
        raise Http404
    known = {
        "wave_school": wave_school,
        "instrument": queries.instrument_of(terms),
        "rules": rules_read(terms.rules),
        "remarks": terms.remarks,
        "protection_lead": promised.protection_lead(wave_school.school),
        "promise_page": settings.ADDRESS + reverse("audits:promise"),
        "heads": list(heads_of(wave_school.school, timezone.localdate())),
    }
    return render(request, "audits/promise/letter.html", known)
