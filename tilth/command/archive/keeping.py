"""Writing a backup."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from tilth.command.archive.tables import (
    FORMAT,
    MANIFEST,
    Digest,
    Model,
    Unfit,
    fields,
    kept_models,
    lines,
    member,
    version,
)


def write(path: Path) -> dict[str, int]:
    """Write a backup and return the number of rows by table. Raises Unfit when there is something at the path already.

    It is written beside its place and moved there when it is whole, so a half backup never looks like one.
    """
    if path.exists():
        raise Unfit(f"{path} is there already. Choose another name: a backup never overwrites one.")
    if not path.parent.is_dir():
        raise Unfit(f"There is no folder {path.parent}.")
    partial = path.with_name(path.name + ".partial")
    partial.touch(mode=0o600)  # it holds personal data
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
            tables = _write_tables(archive)
            manifest = _manifest(tables, _write_files(archive))
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)
    return {name: table["rows"] for name, table in tables.items()}


def _manifest(tables: dict[str, Any], files: dict[str, str]) -> dict[str, Any]:
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return {"tilth": FORMAT, "made": made, "version": version(), "tables": tables, "files": files}


def _write_tables(archive: zipfile.ZipFile) -> dict[str, Any]:
    with _one_moment():
        return {model._meta.db_table: _write_table(archive, model) for model in kept_models()}


def _write_table(archive: zipfile.ZipFile, model: Model) -> dict[str, Any]:
    digest = Digest()
    with archive.open(member(model), "w", force_zip64=True) as part:
        for line in lines(model):
            part.write(digest.take(line))
    return {"columns": [field.column for field in fields(model)], "rows": digest.rows, "digest": str(digest)}


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction in which all reads see the same moment, and in which nobody who writes has to wait."""
    given: str | None = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql" and not connection.savepoint_ids:
                connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = given  # type: ignore[attr-defined]


def _write_files(archive: zipfile.ZipFile) -> dict[str, str]:
    """What people have uploaded: the name of each part, and its SHA-256."""
    root = Path(settings.MEDIA_ROOT)
    found = {}
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        name = f"files/{path.relative_to(root).as_posix()}"
        archive.write(path, name)
        with path.open("rb") as content:
            found[name] = hashlib.file_digest(content, "sha256").hexdigest()
    return found
