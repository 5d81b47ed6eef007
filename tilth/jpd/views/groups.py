"""Pages about groups: forming one, answering, and the desk its members share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tilth.jpd import actions, charts, forms, queries, wording
from tilth.jpd.domain.next_step import Ahead, Next, Step, next_step
from tilth.jpd.rules import Permission
from tilth.people.pages import Asked
from tilth.web.forms import Form
from tilth.web.pages import opens
from tilth.web.refusal import Refusal

if TYPE_CHECKING:
    from tilth.jpd.models import Group, GroupInvitation, Meeting
    from tilth.partnerships.models import Partnership


@opens(Permission.FORM_GROUP, queries.partnership)
def form_group(request: Asked, partnership: Partnership) -> HttpResponse:
    """Ask colleagues into a group."""
    asked = forms.people_and_topics(request.user, partnership, request.POST)
    side = forms.pressed(request.POST)
    form = forms.FormGroup(
        None if side else request.POST or None, initial=request.POST.dict() if side else None, questions=asked
    )
    if side and getattr(request, "htmx", False) and side in asked:
        return render(request, "jpd/question.html", {"question": asked[side]})
    if not side and form.does(actions.form_group, by=request.user, partnership=partnership):
        messages.success(request, _("Asked. You hear from us as soon as somebody answers."))
        return redirect("jpd:group", key=form.result.id)
    return render(request, "jpd/form_group.html", {"form": form, "partnership": partnership})


@opens(Permission.ANSWER_INVITATION, queries.invitation)
def invitation(request: Asked, invitation: GroupInvitation) -> HttpResponse:
    """Somebody asks me into a group."""
    form = forms.AnswerInvitation(request.POST or None)
    if form.does(actions.answer_invitation, by=request.user, invitation=invitation):
        if invitation.answer == "yes":
            messages.success(request, _("You are in. This is what you share."))
            return redirect("jpd:group", key=invitation.group_id)
        messages.success(request, _("Thank you for answering. What you offer and want is kept."))
        return redirect("jpd:mine")
    about = wording.either_topic(invitation.group)
    return render(request, "jpd/invitation.html", {"form": form, "invitation": invitation, "about": about})


@opens(Permission.ASK_INTO_GROUP, queries.group)
def ask_in(request: Asked, group: Group) -> HttpResponse:
    """Ask further people into a group."""
    asked = forms.further_people(request.user, group.partnership, request.POST)
    side = forms.pressed(request.POST)
    given = request.POST.dict() if side else {"reason": group.reason}
    form = forms.AskIn(None if side else request.POST or None, initial=given, questions=asked)
    if side and getattr(request, "htmx", False) and side in asked:
        return render(request, "jpd/question.html", {"question": asked[side]})
    if not side and form.does(actions.ask_in, by=request.user, group=group):
        messages.success(request, _("Asked. You hear from us as soon as somebody answers."))
        return redirect("jpd:group", key=group.id)
    waiting = queries.waiting_for(group)
    return render(request, "jpd/group_people.html", {"form": form, "group": group, "waiting": waiting})


@require_POST
@opens(Permission.TAKE_BACK_INVITATION, queries.invitation_from)
def take_back_invitation(request: Asked, invitation: GroupInvitation) -> HttpResponse:
    """Ask somebody no longer."""
    try:
        group = actions.take_back_invitation(by=request.user, invitation=invitation)
    except Refusal as no:
        messages.warning(request, no.message)
        return redirect("jpd:group", key=invitation.group_id)
    messages.success(request, _("Taken back."))
    return redirect("jpd:mine") if group.ended_on else redirect("jpd:group", key=group.id)


@opens(Permission.SEE_GROUP, queries.group)
def group(request: Asked, group: Group) -> HttpResponse:
    """The desk of a group; for those who lead, its outline."""
    mine = next((member for member in group.members.all() if member.person_id == request.user.id), None)
    inside, student = mine is not None, mine is not None and mine.part == "student"
    desk = queries.desk(group, timezone.now(), inside=inside)
    here, before = charts.on_desk(desk) if inside else ([], [])
    shown = {
        "group": group,
        "name": wording.name_of(group),
        "shown": charts.group(group),
        "inside": inside,
        "student": student,
        "desk": desk,
        "line": charts.line(desk.shape, desk.cycle.phase) if desk.shape and desk.cycle else [],
        "here": here,
        "before": before,
        "balance": charts.given(group) if inside else None,
        "next": _next(group, desk, student=student) if inside else None,
        "leads": request.user.has_perm(Permission.SEE_HOW_IT_GOES, group.partnership),
    }
    return render(request, "jpd/group.html", shown)


def _next(group: Group, desk: queries.Desk, *, student: bool) -> dict[str, Any]:
    """The one next step: its words, and where its button leads. What the staff decide has none for students."""
    ahead = Ahead(to_come=desk.next_meeting is not None, gone_by=desk.unsaid is not None)
    people = len(group.members.all())
    found = next_step(desk.shape, desk.standing, ahead, people=people, ended=group.ended_on is not None)
    phase = desk.shape.phases[desk.shape.place(desk.cycle.phase)] if desk.shape and desk.cycle else None
    meeting = desk.unsaid if found.step is Step.SAY else desk.next_meeting
    href = "" if student and found.step is Step.DECIDE else _where(found, group, desk, meeting)
    return {
        "said": wording.next_step(found, phase, meeting),
        "href": href,
        "post": found.step is Step.GO_ON,
        "excuse": found.step is Step.MEET,
    }


def _where(found: Next, group: Group, desk: queries.Desk, meeting: Meeting | None) -> str:
    cycle = desk.cycle
    if found.step is Step.BEGIN:
        return _address("begin_cycle", group)
    if found.step is Step.MEET:
        return _address("call_meeting", group)
    if found.step in (Step.COME, Step.SAY):
        return _address("meeting", meeting)
    if found.step is Step.WRITE and found.part:
        return f"{_address('write', cycle)}?part={found.part.slug}"
    if found.step is Step.ANSWER:
        return _address("challenge", desk.challenge)
    names = {
        Step.GO_ON: "advance",
        Step.DECIDE: "decide",
        Step.FIND_CHALLENGE: "ask_challenger",
        Step.AWAIT_CHALLENGE: "ask_challenger",
    }
    return _address(names[found.step], cycle) if found.step in names else ""


def _address(name: str, thing: Any) -> str:
    """The page of this name for a thing."""
    return reverse(f"jpd:{name}", args=[thing.id])


@opens(Permission.WORK_IN_GROUP, queries.group)
def leave_group(request: Asked, group: Group) -> HttpResponse:
    """Ask whether somebody means it, and let them go."""
    form = Form(request.POST if request.method == "POST" else None)
    if form.does(actions.leave_group, by=request.user, group=group):
        messages.success(request, _("You have left the group. You have room for another."))
        return redirect("jpd:mine")
    people = len(group.members.all())
    shown = {"form": form, "group": group, "name": wording.name_of(group), "last": people <= 2}
    return render(request, "jpd/group_leave.html", shown)


@opens(Permission.END_GROUP, queries.group)
def end_group(request: Asked, group: Group) -> HttpResponse:
    """Ask whether the group has done its work, and bring it to its end."""
    form = Form(request.POST if request.method == "POST" else None)
    if form.does(actions.end_group, by=request.user, group=group):
        messages.success(request, _("The group has ended. You have room for another."))
        return redirect("jpd:mine")
    return render(request, "jpd/end_group.html", {"form": form, "group": group, "shown": charts.group(group)})
