"""Pages of meetings, and what calendars read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tilth.jpd import actions, queries, wording
from tilth.jpd.actions import feeds
from tilth.jpd.forms import meetings as forms
from tilth.jpd.queries import meetings as reads
from tilth.jpd.rules import Permission
from tilth.people.pages import Asked
from tilth.web.forms import Form
from tilth.web.pages import opens, public, signed_in

if TYPE_CHECKING:
    from tilth.jpd.models import Feed, Group, Meeting

CALENDAR = "text/calendar; charset=utf-8"


@opens(Permission.WORK_IN_GROUP, queries.group)
def call(request: Asked, group: Group) -> HttpResponse:
    """Agree on a meeting."""
    schools = reads.schools_of(group)
    initial = forms.usual(forms.next_week(timezone.now()))
    form = forms.Call(request.POST or None, initial=initial, schools=schools)
    if form.does(actions.call_meeting, by=request.user, group=group):
        if form.result.begins_at <= timezone.now():
            messages.success(request, _("Written down. Now say whether it happened, and who was there."))
        else:
            messages.success(request, _("Agreed. The others are asked, and calendars are told."))
        return redirect("jpd:meeting", form.result.id)
    shown = {"form": form, "group": group, "name": wording.name_of(group), "when": wording.when(group.half_hours)}
    return render(request, "jpd/meeting_call.html", shown)


@opens(Permission.SEE_MEETING, reads.meeting)
def meeting(request: Asked, meeting: Meeting) -> HttpResponse:
    """One meeting: when, where, who comes; afterwards whether it happened."""
    named = list(meeting.attendances.all())
    own = next((each for each in named if each.person_id == request.user.id), None)
    shown = {
        "meeting": meeting,
        "named": named,
        "own": own,
        "name": wording.name_of(meeting.group),
        "where": wording.where(meeting),
        "past": meeting.begins_at <= timezone.now(),
        "inside": request.user.has_perm(Permission.WORK_IN_GROUP, meeting.group),
    }
    return render(request, "jpd/meeting.html", shown)


@opens(Permission.TAKE_PART_IN_MEETING, reads.meeting)
@require_POST
def answer(request: Asked, meeting: Meeting) -> HttpResponse:
    """Whether I come: one tap."""
    form = forms.Answer(request.POST)
    if form.does(actions.answer_meeting, by=request.user, meeting=meeting):
        messages.success(request, _("Thank you. The others see it."))
    return _back(request, meeting, form)


def _back(request: HttpRequest, meeting: Meeting, form: Form) -> HttpResponse:
    for fault in (each for errors in form.errors.values() for each in errors):
        messages.error(request, str(fault))
    return redirect("jpd:meeting", meeting.id)


@opens(Permission.TAKE_PART_IN_MEETING, reads.meeting)
@require_POST
def happened(request: Asked, meeting: Meeting) -> HttpResponse:
    """It happened, and everybody was there: one tap."""
    form = Form(request.POST)
    if form.does(actions.hold_meeting, by=request.user, meeting=meeting):
        messages.success(request, _("Written down: everybody was there the whole time. You can still put that right."))
    return _back(request, meeting, form)


@opens(Permission.TAKE_PART_IN_MEETING, reads.meeting)
def who_was_there(request: Asked, meeting: Meeting) -> HttpResponse:
    """Who was there, how long, and who gave and gained."""
    form = forms.WhoWasThere(request.POST or None, meeting=meeting, people=meeting.attendances.all())
    if form.does(actions.hold_meeting, by=request.user, meeting=meeting):
        messages.success(request, _("Written down. What stood before is kept."))
        return redirect("jpd:meeting", meeting.id)
    return render(request, "jpd/meeting_there.html", {"form": form, "meeting": meeting})


@opens(Permission.TAKE_PART_IN_MEETING, reads.meeting)
def not_held(request: Asked, meeting: Meeting) -> HttpResponse:
    """It did not happen."""
    form = forms.Why(request.POST if request.method == "POST" else None)
    if form.does(actions.not_held, by=request.user, meeting=meeting):
        messages.success(request, _("Written down. Find another time when you can."))
        return redirect("jpd:group", meeting.group_id)
    return render(request, "jpd/meeting_why.html", {"form": form, "meeting": meeting, "coming": False})


@opens(Permission.CHANGE_MEETING, reads.meeting)
def move(request: Asked, meeting: Meeting) -> HttpResponse:
    """Another time or place."""
    schools = reads.schools_of(meeting.group)
    form = forms.When(request.POST or None, initial=forms.as_it_is(meeting), schools=schools)
    if form.does(actions.move_meeting, by=request.user, meeting=meeting):
        messages.success(request, _("Moved. The others are asked anew, and calendars are told."))
        return redirect("jpd:meeting", meeting.id)
    return render(request, "jpd/meeting_move.html", {"form": form, "meeting": meeting})


@opens(Permission.CHANGE_MEETING, reads.meeting)
def cancel(request: Asked, meeting: Meeting) -> HttpResponse:
    """Call it off."""
    form = forms.Why(request.POST if request.method == "POST" else None)
    if form.does(actions.cancel_meeting, by=request.user, meeting=meeting):
        messages.success(request, _("Called off. The others are told, and their calendars."))
        return redirect("jpd:group", meeting.group_id)
    return render(request, "jpd/meeting_why.html", {"form": form, "meeting": meeting, "coming": True})


# --- calendars ----------------------------------------------------------------------------------


@opens(Permission.SEE_MEETING, reads.meeting)
def file(request: Asked, meeting: Meeting) -> HttpResponse:
    """One meeting for one's calendar."""
    return _calendar([meeting], "meeting")


@signed_in
def calendars(request: Asked) -> HttpResponse:
    """The addresses that one's own calendar reads."""
    groups = [(group, wording.name_of(group)) for group in queries.groups_of(request.user)]
    feeds_shown = [(feed, wording.feed_address(feed)) for feed in reads.feeds_of(request.user)]
    return render(request, "jpd/calendars.html", {"feeds": feeds_shown, "groups": groups})


@signed_in
@require_POST
def make_feed(request: Asked) -> HttpResponse:
    """A new address for all of one's meetings."""
    feeds.make_feed(by=request.user)
    messages.success(request, _("Here is the address. Whoever has it can read when you meet: keep it to yourself."))
    return redirect("jpd:calendars")


@opens(Permission.WORK_IN_GROUP, queries.group)
@require_POST
def make_group_feed(request: Asked, group: Group) -> HttpResponse:
    """A new address for the meetings of one group."""
    feeds.make_feed(by=request.user, group=group)
    messages.success(request, _("Here is the address. Whoever has it can read when you meet: keep it to yourself."))
    return redirect("jpd:calendars")


@opens(Permission.DROP_FEED, reads.own_feed)
@require_POST
def drop_feed(request: Asked, feed: Feed) -> HttpResponse:
    """Make an address void."""
    feeds.drop_feed(by=request.user, feed=feed)
    messages.success(request, _("The address is void."))
    return redirect("jpd:calendars")


@public
@never_cache
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What a calendar reads: it brings its secret and nothing else."""
    found = reads.feed(secret)
    if found is None:
        raise Http404
    return _calendar(reads.all_for(found), "working-together")


def _calendar(meetings: Any, name: str) -> HttpResponse:
    named = {"Content-Disposition": f'inline; filename="{name}.ics"', "Referrer-Policy": "no-referrer"}
    return HttpResponse(wording.calendar(meetings), CALENDAR, headers=named)
