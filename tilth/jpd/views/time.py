"""Pages on which a school's leaders say what time there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.jpd import actions, queries
from tilth.jpd.forms import time as forms
from tilth.jpd.queries import time as reads
from tilth.jpd.rules import Permission
from tilth.ledger.domain.terms import year_of
from tilth.people.pages import Asked
from tilth.web.pages import opens

if TYPE_CHECKING:
    from tilth.schools.models import School


@opens(Permission.SET_TIME, queries.school_led)
def school_time(request: Asked, school: School) -> HttpResponse:
    """Lessons, twilights, cover, its price, and rooms."""
    form = forms.Time(request.POST or None, initial=forms.as_allowed(reads.time_of(school)))
    if form.does(actions.say_time, by=request.user, school=school):
        messages.success(request, _("Saved. The next plan of a term reads it."))
        return redirect("jpd:school_time", key=school.id)
    return render(request, "jpd/time_school.html", {"form": form, "school": school})


@opens(Permission.SET_TIME, queries.school_led)
def training_days(request: Asked, school: School) -> HttpResponse:
    """Training days of this school year, or of the next: kept whole or taken apart, and what is left for whom."""
    this_year = year_of(timezone.localdate())
    year = this_year + (request.GET.get("year") == "next")
    form = forms.Days(request.POST or None, days=reads.training_days(school, year))
    if form.does(actions.arrange_days, by=request.user, school=school, year=year):
        messages.success(request, _("Saved. Time of days taken apart is there for meetings."))
        return redirect(request.get_full_path())
    shown = {"school": school, "year": year, "is_next": year > this_year, "stock": reads.stock(school, year)}
    return render(request, "jpd/time_days.html", {"form": form, **shown})
