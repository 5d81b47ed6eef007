"""Notes of the people in the room: kept as they arrive, shared with the group, thrown away."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable
from io import BytesIO
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from tilth.jpd.domain import notes as domain
from tilth.jpd.models import Group, Moment, Note
from tilth.jpd.rules import is_in_group
from tilth.people.models import Person
from tilth.web.holding import hold
from tilth.web.refusal import Refusal

LONGEST_SIDE = 1600  # of a photo, in dots: enough to read a child's writing
MOST_DOTS = 60_000_000
KINDS = ("JPEG", "PNG", "WEBP", "GIF")  # of pictures that are read: what phones and screens make, and nothing rarer
HERE = "here"  # the name of the device, for what is written on a page of ours


class NotYours(Refusal):
    """A note is written by one person, in a group of theirs."""


class NothingSeen(Refusal):
    """What one wonders comes after what one saw."""


class NoPicture(Refusal):
    """What was sent is no picture that can be read."""


class Full(Refusal):
    """There are as many lines in the note as it can hold."""


@transaction.atomic
def begin_note(*, by: Person, group: Group, kind: str) -> Note:
    """An empty note of one's own, on a page of ours. Raises NotYours."""
    now = timezone.now()
    return _note(by, domain.Sheet.model_validate({"id": uuid4(), "group": group.id, "kind": kind, "begun_at": now}))


@transaction.atomic
def keep_note(*, by: Person, sent: domain.Sheet) -> Note:
    """Keep what a device sends; to send it twice, or late, or in another order changes nothing.

    Raises NotYours, NoPicture, Full.
    """
    note = _note(by, sent)
    if not note.gone:
        _keep(note, sent.lines)
    return note


def _note(by: Person, sent: domain.Sheet) -> Note:
    group = Group.objects.filter(id=sent.group).first()
    found = Note.objects.filter(id=sent.id).first()
    if (
        group is None
        or not is_in_group(by, group)
        or (found and (found.author_id, found.group_id) != (by.id, group.id))
    ):
        raise NotYours(_("You are not in this group any more, so its notes cannot be kept."))
    now = timezone.now()
    begun = {"kind": sent.kind, "begun_at": domain.believable(sent.begun_at, now), "arrived_at": now}
    cycle = group.cycles.filter(ended_at=None).first()
    note, _new = Note.objects.get_or_create(
        id=sent.id, defaults={"group": group, "author": by, "cycle": cycle, **begun}
    )
    hold(note)
    return note


def _keep(note: Note, lines: Iterable[domain.Line]) -> None:
    sent = domain.merged(lines)
    kept = {moment.id: moment for moment in Moment.objects.filter(id__in=sent)}
    if any(moment.note_id != note.id for moment in kept.values()):
        raise NotYours(_("A line of this note is part of another one."))
    if note.moments.exclude(id__in=sent).count() + len(sent) > domain.MOST_LINES:
        raise Full(_("This note is full. Begin a second one."))
    for line in sent.values():
        if line.id not in kept or domain.newer(line.version, (kept[line.id].changes, kept[line.id].device)):
            _write(note, line, kept.get(line.id))


def _write(note: Note, line: domain.Line, kept: Moment | None) -> None:
    """A new line whole; of one that is there only how often it was counted, and whether it was taken back."""
    moment = kept or Moment(id=line.id, note=note, kind=line.kind, second=line.second, text=line.text)
    moment.count, moment.gone = line.count, line.gone
    moment.changes, moment.device, moment.arrived_at = line.changes, line.device, timezone.now()
    if line.gone:
        moment.text, moment.photo, moment.count = "", None, 0
    elif line.kind == "photo" and kept is None:
        moment.photo = drawn_anew(_sent_photo(line.photo))
    moment.save()


def _sent_photo(address: str) -> bytes:
    try:
        return b64decode(address.partition(",")[2], validate=True)
    except ValueError as fault:  # signs that are none of base64, or that no alphabet of it has
        raise NoPicture(_("This photo arrived in pieces. Take it again.")) from fault


def drawn_anew(photo: bytes) -> bytes:
    """A photo as a JPEG of at most 1,600 dots a side, with nothing of when, where or with what it was taken.

    Raises NoPicture.
    """
    try:
        with Image.open(BytesIO(photo), formats=KINDS) as opened:
            if opened.width * opened.height > MOST_DOTS:
                raise NoPicture(_("This photo is too large. Take it with fewer dots."), field="photo")
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise NoPicture(_("This file is no photo that can be read. Send a JPEG or PNG."), field="photo") from fault
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    drawn = BytesIO()
    picture.save(drawn, "JPEG", quality=80, optimize=True)
    return drawn.getvalue()


@transaction.atomic
def add_line(*, by: Person, note: Note, kind: str, text: str = "", photo: bytes | None = None) -> Moment:
    """A line written on a page of ours. Raises NotYours, NothingSeen, NoPicture, Full."""
    hold(note)
    if not is_in_group(by, note.group):
        raise NotYours(_("You are not in this group any more: its notes stay as they are."))
    if kind == Moment.Kind.WONDERED and not note.moments.filter(gone=False).exclude(kind=kind).exists():
        raise NothingSeen(
            _("First write down something you saw or heard; then what you wonder about it."), field="kind"
        )
    if note.moments.count() >= domain.MOST_LINES:
        raise Full(_("This note is full. Begin a second one."), field="text")
    now = timezone.now()
    return Moment.objects.create(
        note=note,
        kind=kind,
        text=text,
        second=min(86_400, max(0, int((now - note.begun_at).total_seconds()))),
        count=1 if kind == Moment.Kind.COUNTED else 0,
        photo=drawn_anew(photo) if photo else None,
        device=HERE,
        arrived_at=now,
    )


@transaction.atomic
def count_on(*, by: Person, moment: Moment) -> Moment:
    """Count once more under a name."""
    hold(moment)
    moment.count += 1
    return _changed(moment)


@transaction.atomic
def take_back(*, by: Person, moment: Moment) -> Moment:
    """Take a line back: its words and its photo are forgotten here, and on each device once it has heard."""
    hold(moment)
    moment.gone, moment.text, moment.photo, moment.count = True, "", None, 0
    return _changed(moment)


def _changed(moment: Moment) -> Moment:
    moment.changes, moment.device, moment.arrived_at = moment.changes + 1, HERE, timezone.now()
    moment.save()
    return moment


@transaction.atomic
def share_note(*, by: Person, note: Note, shared: bool = True) -> Note:
    """Show a note to the present members of its group, or keep it to oneself again."""
    hold(note)
    note.shared = shared
    note.save(update_fields=["shared"])
    return note


@transaction.atomic
def throw_away(*, by: Person, note: Note) -> Note:
    """Forget everything in a note. What a device sends of it later is not kept."""
    hold(note)
    note.moments.all().delete()
    note.gone, note.shared = True, False
    note.save(update_fields=["gone", "shared"])
    return note


@transaction.atomic
def forget_notes(*, person: Person) -> None:
    """Forget every note of a person."""
    Note.objects.filter(author=person).delete()
