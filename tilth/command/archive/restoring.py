"""Giving back what a backup kept: all of it, or nothing."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
import zlib
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction

from tilth.audits import guard as promises
from tilth.command.archive.tables import (
    FORMAT,
    MANIFEST,
    TOGETHER,
    Digest,
    Model,
    Unfit,
    all_models,
    digests,
    fields,
    kept_models,
    member,
    pointed_to_first,
    stored,
    version,
)
from tilth.trail import guard

DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError)


def give_back(path: Path, *, replace: bool = False) -> dict[str, int]:
    """Make the database and the files equal to a backup; returns rows by table.

    Raises Unfit, having changed nothing, when the file is damaged or of another version, or when somebody is in the
    database already and `replace` is not said.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _examined(archive)
            _refuse_to_overwrite(replace=replace)
            with transaction.atomic():
                _empty()
                _fill(archive)
                _compare(manifest)
            _give_back_files(archive, manifest)
    except DAMAGE as fault:
        raise Unfit(f"{path} is damaged, or is not a backup of Tilth ({fault}). Nothing was changed.") from fault
    return {name: table["rows"] for name, table in manifest["tables"].items()}


# --- looking before touching --------------------------------------------------------------------


def _examined(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest, when the file is whole, fits this version, and every digest is right."""
    manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if manifest.get("tilth") != FORMAT:
        raise Unfit("The file is not a backup that this version of Tilth can read.")
    if odd := sorted(set(manifest["version"]) ^ set(version())):
        which = ", ".join(odd[:5])
        raise Unfit(f"The backup is of another version of Tilth ({which}). Restore it with that version, then upgrade.")
    for name in manifest["files"]:
        _place(name)
    for name in _damaged(archive, manifest):
        raise Unfit(f"The file is damaged: {name} is not what was kept. Nothing was changed.")
    return manifest


def _damaged(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> Iterable[str]:
    """The names of parts that are not what the manifest says."""
    for model in kept_models():
        with archive.open(member(model)) as part:
            if str(Digest.of(part)) != manifest["tables"][model._meta.db_table]["digest"]:
                yield member(model)
    for name, digest in manifest["files"].items():
        with archive.open(name) as part:
            if hashlib.file_digest(part, "sha256").hexdigest() != digest:  # type: ignore[arg-type]
                yield name


def _refuse_to_overwrite(*, replace: bool) -> None:
    known = [apps.get_model(name) for name in ("people.Person", "schools.School")]
    if not replace and any(model._base_manager.exists() for model in known):
        raise Unfit("There are people or schools in this database. To throw away all that is in it, say --replace.")


def _place(name: str) -> Path:
    """Where an uploaded file belongs."""
    root = Path(settings.MEDIA_ROOT).resolve()
    place = (root / name.removeprefix("files/")).resolve()
    if not place.is_relative_to(root):
        raise Unfit(f"The file {name} would be written outside Tilth's own folder. Nothing was changed.")
    return place


# --- one transaction ----------------------------------------------------------------------------


def _empty() -> None:
    """Take every row out, those that point before those they point to; our guards are down meanwhile."""
    with guard.lowered(), promises.lowered(), connection.cursor() as cursor:
        for model in reversed(pointed_to_first(all_models())):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 our own names
        connection.check_constraints()  # PostgreSQL changes no triggers while checks are waiting


def _fill(archive: zipfile.ZipFile) -> None:
    """Put every row in; then see that all point at something, and go on counting where the keys end."""
    ordered = pointed_to_first(kept_models())
    for model in ordered:
        with archive.open(member(model)) as lines:
            _fill_table(model, lines)
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), ordered):
            cursor.execute(statement)


def _fill_table(model: Model, lines: Iterable[bytes]) -> None:
    """By SQL: a model's own `save`, its defaults and `auto_now` would change what was kept."""
    columns, quoted = fields(model), connection.ops.quote_name
    names = ", ".join(quoted(field.column) for field in columns)
    places = ", ".join(["%s"] * len(columns))
    insert = f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 our own names
    waiting = iter(lines)
    with connection.cursor() as cursor:
        while batch := list(islice(waiting, TOGETHER)):
            cursor.executemany(insert, [stored(columns, line) for line in batch])


def _compare(manifest: dict[str, Any]) -> None:
    """The last look before the transaction ends: what is in the database is what was kept."""
    kept = {name: table["digest"] for name, table in manifest["tables"].items()}
    if differing := [name for name, digest in digests().items() if kept[name] != digest]:
        raise Unfit(f"The rows of {', '.join(differing)} did not come back as they were kept. Nothing was changed.")


def _give_back_files(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    for name in manifest["files"]:
        place = _place(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as content, place.open("wb") as target:
            shutil.copyfileobj(content, target)
