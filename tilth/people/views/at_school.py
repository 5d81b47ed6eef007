"""Pages about a school's own people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tilth.people import forms
from tilth.people.actions import roles as actions
from tilth.people.pages import Asked
from tilth.people.queries import at_school
from tilth.people.rules import Permission
from tilth.web.pages import opens

STUDENTS_ON_A_PAGE = 100


@opens(Permission.SEE_PEOPLE_OF, at_school.own_school)
@require_safe
def people(request: Asked, school: Any) -> HttpResponse:
    """Who works in a school and who governs it."""
    parts = at_school.adults_of(school)
    known = {
        "school": school,
        "staff": [part for part in parts if part.works],
        "governors": [part for part in parts if not part.works],
        "keeps": request.user.has_perm(Permission.KEEP_PEOPLE, school),
        "sees_students": request.user.has_perm(Permission.SEE_STUDENTS_OF, school),
    }
    return render(request, "people/at_school/people.html", known)


@opens(Permission.SEE_STUDENTS_OF, at_school.own_school)
@require_safe
def students(request: Asked, school: Any) -> HttpResponse:
    """Who learns in a school, and in which classes: for those who work there."""
    page = Paginator(at_school.students_of(school), STUDENTS_ON_A_PAGE).get_page(request.GET.get("page"))
    known = {
        "school": school,
        "page": page,
        "classes": at_school.classes_seen(request.user, school),
        "keeps": request.user.has_perm(Permission.KEEP_PEOPLE, school),
    }
    return render(request, "people/at_school/students.html", known)


@opens(Permission.KEEP_PEOPLE, at_school.own_school)
def add(request: Asked, school: Any) -> HttpResponse:
    """Add one person by hand."""
    form = forms.rosters.AddPerson(request.POST or None)
    if form.does(actions.add_person, by=request.user, school=school):
        words = {"name": form.result.person.name, "school": school}
        messages.success(request, _("%(name)s belongs to %(school)s now.") % words)
        return redirect("people:at_school", key=school.id)
    return render(request, "people/at_school/add.html", {"form": form, "school": school})


@opens(Permission.END_ROLE, at_school.role_of_school)
def end(request: Asked, role: Any) -> HttpResponse:
    """End one role."""
    form = forms.rosters.EndRole(request.POST or None)
    if form.does(actions.end_role, by=request.user, role=role):
        messages.success(request, _("This role of %(name)s has its last day.") % {"name": role.person.name})
        return redirect("people:at_school", key=role.school.id)
    return render(request, "people/at_school/end.html", {"form": form, "role": role, "school": role.school})
