"""Importing a school's list of people: keep the file, report, write once, forget the file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tilth.people.actions import roster_writing
from tilth.people.actions.roles import rest_departed
from tilth.people.domain.rosters.files import UPLOAD_AT_MOST, megabytes
from tilth.people.domain.rosters.values import Roster
from tilth.people.models import Person, RosterUpload
from tilth.people.queries.rosters import (
    Report,
    UnreadableList,
    place_of,
    read_list,
    report_on,
    roster_of,
    rosters_folder,
)
from tilth.schools.models import School
from tilth.trail import actions as trail
from tilth.web.refusal import Refusal

KEPT_FOR = timedelta(days=1)


class SchoolNotInList(Refusal):
    """Nobody can tell which school of the list is meant."""


class ListChanged(Refusal):
    """Importing would now do something else than the report said."""


class StillToCome(Refusal):
    """Those who leave have left, or leave today."""


@transaction.atomic
def import_people(
    *,
    by: Person | None,
    school: School,
    roster: Roster,
    known_as: str = "",
    last_day: date | None = None,
    seen: str = "",
) -> Report:
    """Do what the report says: new people, changes, and an end on `last_day` (today) to the roles of those leaving.

    Safe to repeat. `seen` is the fingerprint of the report that was agreed to. Returns the report of what was done.
    Raises SchoolNotInList, ListChanged or StillToCome.
    """
    School.objects.select_for_update().get(id=school.id)  # two lists at once would each miss what the other writes
    report = report_on(school=school, roster=roster, by=by, known_as=known_as)
    if report.place is None:
        raise SchoolNotInList(_("Say which school of the list is yours."))
    if seen and seen != report.fingerprint:
        raise ListChanged(_("Something has changed since you read this. Look at it again, then import."))
    if last_day and last_day > report.on:
        raise StillToCome(_("Choose today or a day before today."), field="last_day")
    roster_writing.write(report, last_day or report.on)
    rest_departed()
    if not report.does_nothing:
        trail.record(by=by, act="people.roster_imported", about=[school], **report.counts)
    return report


@transaction.atomic
def keep_upload(*, by: Person, school: School, file: UploadedFile, mail_domain: str = "") -> RosterUpload:
    """Keep a list until it is imported or given up; an earlier one of the same person for this school goes.

    Raises UnreadableList when nothing of it can be read.
    """
    if (file.size or 0) > UPLOAD_AT_MOST:
        limit = megabytes(UPLOAD_AT_MOST)
        raise UnreadableList(
            _("This file is too large. The most we can take is %(size)s.") % {"size": limit}, field="file"
        )
    _forget(RosterUpload.objects.filter(by=by, school=school, applied_at=None))
    kept = RosterUpload(by=by, school=school, file_name=(file.name or "")[-200:], mail_domain=mail_domain.strip("@ "))
    path = place_of(kept)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_bytes(file.read())
    try:
        read_list(path, name=kept.file_name, mail_domain=kept.mail_domain)
    except UnreadableList:
        path.unlink()
        raise
    kept.save()
    return kept


@transaction.atomic
def say_school(*, by: Person, upload: RosterUpload, known_as: str) -> RosterUpload:
    """Say which school of the list is ours."""
    upload.known_as = known_as
    upload.save(update_fields=["known_as"])
    return upload


@transaction.atomic
def apply_upload(
    *, by: Person, upload: RosterUpload, known_as: str, seen: str, last_day: date | None = None
) -> RosterUpload:
    """Import a list that was kept, as its report was seen, and forget its file. Raises what import_people raises."""
    roster = roster_of(upload)
    report = import_people(by=by, school=upload.school, roster=roster, known_as=known_as, last_day=last_day, seen=seen)
    upload.applied_at = timezone.now()
    upload.counts = report.counts
    upload.known_as = known_as
    upload.save()
    transaction.on_commit(partial(place_of(upload).unlink, missing_ok=True))
    return upload


@transaction.atomic
def abandon_upload(*, by: Person, upload: RosterUpload) -> None:
    """Give up a list and forget its file."""
    _forget([upload])


@transaction.atomic
def forget_old_uploads() -> int:
    """Forget lists that nobody imported within a day, and files that belong to none. Returns how many lists."""
    old = list(RosterUpload.objects.filter(applied_at=None, at__lt=timezone.now() - KEPT_FOR))
    _forget(old)
    waiting = {place_of(kept) for kept in RosterUpload.objects.filter(applied_at=None)}
    for path in rosters_folder().glob("*"):
        if path not in waiting and _age(path) > KEPT_FOR:
            path.unlink(missing_ok=True)
    return len(old)


def _age(path: Path) -> timedelta:
    return timedelta(seconds=timezone.now().timestamp() - path.stat().st_mtime)


def _forget(uploads: Iterable[RosterUpload]) -> None:
    for upload in list(uploads):
        forget_file = partial(place_of(upload).unlink, missing_ok=True)
        upload.delete()
        transaction.on_commit(forget_file)
