"""Pages about cycles: beginning one, writing, going on and back, deciding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tilth.jpd import actions, charts, forms, queries, wording
from tilth.jpd.domain import phases
from tilth.jpd.domain.learners import perhaps_names
from tilth.jpd.rules import Permission
from tilth.people.pages import Asked
from tilth.web.pages import opens
from tilth.web.refusal import Refusal

if TYPE_CHECKING:
    from tilth.jpd.domain.shapes import Part
    from tilth.jpd.models import Cycle, Group, Writing


@opens(Permission.WORK_IN_GROUP, queries.group)
def begin(request: Asked, group: Group) -> HttpResponse:
    """Choose a shape, and begin."""
    shapes = queries.offered_shapes(group.partnership)
    form = forms.Begin(request.POST or None, shapes=shapes, topics=group.topics.all())
    if form.does(actions.begin_cycle, by=request.user, group=group):
        messages.success(request, _("Your cycle has begun."))
        return redirect("jpd:group", key=group.id)
    shown = {"form": form, "group": group, "name": wording.name_of(group), "shapes": shapes}
    return render(request, "jpd/cycle_begin.html", shown)


@opens(Permission.WORK_IN_CYCLE, queries.cycle)
def cycle(request: Asked, cycle: Cycle) -> HttpResponse:
    """A whole cycle to read, phase by phase."""
    shape, written = queries.shape_of(cycle), queries.writings(cycle)
    told = [
        (phase, [(part, written.get(part.slug)) for part in phase.parts if part.slug in written])
        for phase in shape.phases
    ]
    shown = {
        "cycle": cycle,
        "shape": shape,
        "told": told,
        "line": charts.line(shape, cycle.phase if cycle.ended_at is None or cycle.decision == "stop" else ""),
        "challenge": queries.challenge_of(cycle),
        "name": wording.name_of(cycle.group),
    }
    return render(request, "jpd/cycle.html", shown)


@opens(Permission.WORK_IN_CYCLE, queries.cycle)
def write(request: Asked, cycle: Cycle) -> HttpResponse:
    """Write under one heading. Where somebody was quicker, both versions are shown and nothing is lost."""
    shape = queries.shape_of(cycle)
    part = shape.part(request.GET.get("part", shape.focus.slug))
    if part is None or not phases.is_open_to_writing(shape, cycle.phase, part.slug):
        raise Http404
    standing = queries.latest_writing(cycle, part.slug)
    if request.method != "POST":
        form = forms.Write(part=part, initial=_as_stands(standing))
        return _writing(request, cycle, part, form)
    form = forms.Write(request.POST, part=part)
    if not form.is_valid():
        return _writing(request, cycle, part, form)
    try:
        actions.write(by=request.user, cycle=cycle, part=part.slug, **form.cleaned_data)
    except actions.WrittenMeanwhile as no:
        return _writing(request, cycle, part, _on_top_of(request, part, no), theirs=no.standing)
    except Refusal as no:
        form.add_error("text", no.message)
        return _writing(request, cycle, part, form)
    _say_saved(request, cycle, part, form.cleaned_data["text"])
    return redirect("jpd:group", key=cycle.group_id)


def _as_stands(standing: Writing | None) -> dict[str, Any]:
    return {"text": standing.text, "base": standing.version} if standing else {"base": 0}


def _on_top_of(request: Asked, part: Part, no: actions.WrittenMeanwhile) -> forms.Write:
    """The form again with what was typed, to be saved on top of what stands now."""
    typed = request.POST.copy()
    typed["base"] = str(no.standing.version)
    form = forms.Write(typed, part=part)
    form.add_error("text", no.message)
    return form


def _writing(
    request: Asked, cycle: Cycle, part: Part, form: forms.Write, theirs: Writing | None = None
) -> HttpResponse:
    shown = {
        "form": form,
        "cycle": cycle,
        "part": part,
        "phase": queries.shape_of(cycle).phase_of(part.slug),
        "theirs": theirs,
        "versions": queries.versions(cycle, part.slug),
        "before": queries.last_time(cycle, part.slug),
        "name": wording.name_of(cycle.group),
    }
    return render(request, "jpd/cycle_write.html", shown)


def _say_saved(request: Asked, cycle: Cycle, part: Part, text: str) -> None:
    messages.success(request, _("Saved."))
    people = [each.name for each in queries.members_now(cycle.group)] if part.learners else []
    topics = [topic.name for topic in cycle.group.topics.all()] if part.learners else []
    if part.learners and (names := perhaps_names(text, [*people, *topics])):
        said = _("“%(word)s” looks like a name. Is it a child’s? Then write what kind of learner you mean instead.")
        messages.warning(request, said % {"word": names[0]})


@opens(Permission.WORK_IN_CYCLE, queries.cycle)
def advance(request: Asked, cycle: Cycle) -> HttpResponse:
    """Go on to the next phase; where the group has not met, after saying why."""
    lacking = phases.lacks(queries.shape_of(cycle), queries.standing_of(cycle))
    excused = any(lack.kind is phases.Kind.MEETING for lack in lacking)
    onward = forms.GoOn if excused else forms.Onward
    form = onward(request.POST if request.method == "POST" else None, initial={"seen": cycle.phase})
    if form.does(actions.advance, by=request.user, cycle=cycle):
        messages.success(request, _("On to the next phase."))
        return redirect("jpd:group", key=cycle.group_id)
    others = [wording.missing(lack) for lack in lacking if lack.kind is not phases.Kind.MEETING]
    shown = {"form": form, "cycle": cycle, "missing": others, "excused": excused, "name": wording.name_of(cycle.group)}
    return render(request, "jpd/cycle_advance.html", shown)


@require_POST
@opens(Permission.WORK_IN_CYCLE, queries.cycle)
def step_back(request: Asked, cycle: Cycle) -> HttpResponse:
    """Go back by one phase."""
    try:
        actions.step_back(by=request.user, cycle=cycle)
        messages.success(request, _("One phase back. Everything you wrote is still there."))
    except Refusal as no:
        messages.warning(request, no.message)
    return redirect("jpd:group", key=cycle.group_id)


@opens(Permission.DECIDE_ON_CYCLE, queries.cycle)
def decide(request: Asked, cycle: Cycle) -> HttpResponse:
    """Decide what becomes of a cycle."""
    last = cycle.phase == queries.shape_of(cycle).phases[-1].slug
    form = forms.Decide(request.POST or None, last=last)
    if form.does(actions.decide, by=request.user, cycle=cycle):
        messages.success(request, wording.decided(cycle) + ".")
        return redirect("jpd:group", key=cycle.group_id)
    shown = {"form": form, "cycle": cycle, "last": last, "name": wording.name_of(cycle.group)}
    return render(request, "jpd/cycle_decide.html", shown)
