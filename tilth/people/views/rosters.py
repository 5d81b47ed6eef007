"""Pages for importing a school's list of people: send it, read the report, import it."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tilth.people import forms
from tilth.people.actions import rosters as actions
from tilth.people.pages import Asked
from tilth.people.queries import at_school, rosters
from tilth.people.rules import Permission
from tilth.web.pages import opens, signed_in


@opens(Permission.IMPORT_PEOPLE, at_school.own_school)
def send(request: Asked, school: Any) -> HttpResponse:
    """Send a list. Nothing is written yet but the file itself."""
    form = forms.rosters.Send(request.POST or None, request.FILES or None)
    if form.does(actions.keep_upload, by=request.user, school=school):
        return redirect("people:roster_report", key=school.id)
    waiting = rosters.waiting_upload(school, request.user)
    known = {"form": form, "school": school, "waiting": waiting, "last": rosters.last_import(school)}
    return render(request, "people/rosters/send.html", known)


@opens(Permission.IMPORT_PEOPLE, at_school.own_school)
@never_cache
def report(request: Asked, school: Any) -> HttpResponse:
    """What the list would change; the button at its end does it."""
    found = _waiting(request, school)
    if found is None:
        return redirect("people:roster", key=school.id)
    if found.place is None:
        return redirect("people:roster_school", key=school.id)
    form = forms.rosters.Agree(request.POST or None, report=found)
    upload = rosters.waiting_upload(school, request.user)
    if form.does(actions.apply_upload, by=request.user, upload=upload, known_as=found.place.source_id):
        return redirect("people:roster_done", key=school.id)
    known = {"form": form, "school": school, "report": found, "upload": upload}
    return render(request, "people/rosters/report.html", known)


@opens(Permission.IMPORT_PEOPLE, at_school.own_school)
def which_school(request: Asked, school: Any) -> HttpResponse:
    """Say which school of the list is ours, where several are in it."""
    found = _waiting(request, school)
    if found is None:
        return redirect("people:roster", key=school.id)
    form = forms.rosters.WhichSchool(request.POST or None, report=found)
    upload = rosters.waiting_upload(school, request.user)
    if form.does(actions.say_school, by=request.user, upload=upload):
        return redirect("people:roster_report", key=school.id)
    return render(request, "people/rosters/which_school.html", {"form": form, "school": school, "upload": upload})


@opens(Permission.IMPORT_PEOPLE, at_school.own_school)
@require_POST
def abandon(request: Asked, school: Any) -> HttpResponse:
    """Give the list up."""
    upload = rosters.waiting_upload(school, request.user)
    if upload:
        actions.abandon_upload(by=request.user, upload=upload)
    return redirect("people:roster", key=school.id)


@opens(Permission.IMPORT_PEOPLE, at_school.own_school)
@require_safe
def done(request: Asked, school: Any) -> HttpResponse:
    """What was imported, and what happens next."""
    last = rosters.last_import(school, request.user)
    if last is None:
        return redirect("people:roster", key=school.id)
    return render(request, "people/rosters/done.html", {"school": school, "last": last})


@signed_in
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The table to fill in, with the mark that tells spreadsheet programs its encoding."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="people.csv"'
    csv.writer(answer).writerows(rosters.TEMPLATE)
    return answer


def _waiting(request: Asked, school: Any) -> rosters.Report | None:
    try:
        return rosters.waiting_report(school, request.user)
    except rosters.UnreadableList as no:
        messages.error(request, str(no.message))
        return None
