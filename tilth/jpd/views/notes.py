"""Pages of notes: in the classroom, with or without a network, and afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from tilth.jpd import queries, wording
from tilth.jpd.actions import notes as actions
from tilth.jpd.domain.notes import Sheet
from tilth.jpd.forms import notes as forms
from tilth.jpd.queries import notes as reads
from tilth.jpd.rules import Permission
from tilth.people.pages import Asked
from tilth.web.forms import Form
from tilth.web.pages import opens, public, signed_in
from tilth.web.refusal import Refusal

if TYPE_CHECKING:
    from tilth.jpd.models import Group, Moment, Note

WORKER = "web/build/notes-worker.js"


@signed_in
def classroom(request: Asked) -> HttpResponse:
    """Take notes where there may be no network: this page works without one once it has been opened."""
    groups = [(group, wording.name_of(group)) for group in queries.groups_of(request.user)]
    return render(request, "jpd/notes_classroom.html", {"groups": groups, "chosen": request.GET.get("group", "")})


@public
def worker(request: HttpRequest) -> HttpResponse:
    """The program that keeps that page ready. It lies below the page's own address, and may serve nothing else."""
    lies = finders.find(WORKER)
    if lies is None:
        raise Http404
    return HttpResponse(Path(lies).read_bytes(), "text/javascript", headers={"Cache-Control": "no-cache"})


@signed_in
@never_cache
def mine(request: Asked) -> JsonResponse:
    """What a device asks before it sends: who is signed in, and how the notes of the last days stand."""
    notes = [_note(note) for note in reads.on_devices(request.user, timezone.now())]
    return JsonResponse({"whose": str(request.user.id), "token": get_token(request), "notes": notes})


def _note(note: Any) -> dict[str, Any]:
    lines = [] if note.gone else [_line(line) for line in note.lines]
    begun = {"id": str(note.id), "group": str(note.group_id), "kind": note.kind, "begun_at": note.begun_at.isoformat()}
    return {**begun, "gone": note.gone, "shared": note.shared, "lines": lines}


def _line(line: Moment) -> dict[str, Any]:
    fields = ("kind", "second", "text", "count", "gone", "changes", "device")
    return {"id": str(line.id), **{name: getattr(line, name) for name in fields}}


@signed_in
@require_POST
def keep(request: Asked) -> JsonResponse:
    """Take in what a device sends."""
    try:
        sent = Sheet.model_validate_json(request.body)
        actions.keep_note(by=request.user, sent=sent)
    except ValidationError:
        return JsonResponse({"refused": _("This note does not look like one, so it was not kept.")}, status=400)
    except Refusal as no:
        return JsonResponse({"refused": str(no.message)}, status=409)
    return JsonResponse({"kept": len(sent.lines)})


@opens(Permission.WRITE_NOTES, reads.group_written_in)
def notes(request: Asked, group: Group) -> HttpResponse:
    """The notes of a group that one may read, and a way to begin one."""
    form = forms.Begin(request.POST or None)
    if form.does(actions.begin_note, by=request.user, group=group):
        return redirect("jpd:note", form.result.id)
    written = [wording.written(note, note.lines) for note in reads.notes_in(request.user, group)]  # type: ignore[attr-defined]
    return render(
        request, "jpd/notes.html", {"form": form, "group": group, "name": wording.name_of(group), "notes": written}
    )


@opens(Permission.READ_NOTE, reads.note)
def note(request: Asked, note: Note) -> HttpResponse:
    """One note; its author adds to it."""
    mine = note.author_id == request.user.id
    adds = mine and request.user.has_perm(Permission.WRITE_NOTES, note.group)
    line, photo = _forms(request) if adds else (None, None)
    for form in filter(None, (line, photo)):
        if form.does(actions.add_line, by=request.user, note=note):
            return redirect("jpd:note", note.id)
    known = {"note": note, "mine": mine, "form": line, "photo_form": photo, "name": wording.name_of(note.group)}
    return render(request, "jpd/note.html", {**known, "written": wording.written(note, note.lines)})  # type: ignore[attr-defined]


def _forms(request: HttpRequest) -> tuple[Form, Form]:
    """Of the two forms of the page the one that was sent is filled in."""
    pictured = "picture" in request.POST
    line = forms.AddLine(request.POST if request.POST and not pictured else None)
    return line, forms.AddPhoto(request.POST if pictured else None, request.FILES if pictured else None)


@opens(Permission.READ_NOTE, reads.photo)
def photo(request: Asked, moment: Moment) -> HttpResponse:
    """A photo of work."""
    return HttpResponse(bytes(moment.photo or b""), "image/jpeg", headers={"Cache-Control": "private, no-store"})


@opens(Permission.CHANGE_LINE, reads.own_line)
@require_POST
def count_on(request: Asked, moment: Moment) -> HttpResponse:
    """One more."""
    actions.count_on(by=request.user, moment=moment)
    return redirect("jpd:note", moment.note_id)


@opens(Permission.CHANGE_LINE, reads.own_line)
@require_POST
def take_back(request: Asked, moment: Moment) -> HttpResponse:
    """Take a line back."""
    actions.take_back(by=request.user, moment=moment)
    messages.success(request, _("Taken back."))
    return redirect("jpd:note", moment.note_id)


@opens(Permission.CHANGE_NOTE, reads.note)
@require_POST
def share(request: Asked, note: Note) -> HttpResponse:
    """Show a note to the group, or keep it to oneself again."""
    shared = "share" in request.POST
    actions.share_note(by=request.user, note=note, shared=shared)
    messages.success(request, _("Your group can read it now.") if shared else _("Only you can read it now."))
    return redirect("jpd:note", note.id)


@opens(Permission.CHANGE_NOTE, reads.note)
def throw_away(request: Asked, note: Note) -> HttpResponse:
    """Ask whether it is meant, and forget the note."""
    form = Form(request.POST if request.method == "POST" else None)
    if form.does(actions.throw_away, by=request.user, note=note):
        messages.success(request, _("The note is gone."))
        return redirect("jpd:notes", note.group_id)
    return render(request, "jpd/note_throw_away.html", {"form": form, "note": note})
