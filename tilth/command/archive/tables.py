"""Tables, their rows as lines of text, and digests that tell whether two databases hold the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, router
from django.db.migrations.recorder import MigrationRecorder

FORMAT = 1
TOGETHER = 1000  # rows read or written at once
MANIFEST = "manifest.json"
MADE_BY_MIGRATIONS = {"django_content_type", "auth_permission"}
OF_THE_MOMENT = {"django_session", "usersessions_usersession", "jobs_beat"}  # who is signed in, which worker lives

Model = type[models.Model]
Field = models.Field[Any, Any]


class Unfit(Exception):
    """The backup or the database is not fit for this; nothing was changed."""


def all_models() -> list[Model]:
    """Every table whose rows are made by use, also those between two others, in order of name.

    Sealed trays are none of them: a backup cannot open them, and a copy of them must not outlive their wave.
    """
    managed = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    found = [model for model in managed if router.allow_migrate_model(connection.alias, model)]
    ours = [model for model in found if not model._meta.proxy and model._meta.db_table not in MADE_BY_MIGRATIONS]
    return sorted(ours, key=lambda model: model._meta.db_table)


def kept_models() -> list[Model]:
    """The tables that a backup keeps."""
    return [model for model in all_models() if model._meta.db_table not in OF_THE_MOMENT]


def pointed_to_first(waiting: Sequence[Model]) -> list[Model]:
    """Tables so that each comes after those it points to, as far as that is possible."""
    ordered: list[Model] = []
    while waiting:
        free = [model for model in waiting if not _targets(model) & set(waiting) - {model}] or [waiting[0]]
        ordered += free
        waiting = [model for model in waiting if model not in free]
    return ordered


def _targets(model: Model) -> set[Any]:
    return {field.related_model for field in fields(model) if field.is_relation}


def fields(model: Model) -> list[Field]:
    """The columns of a table."""
    return list(model._meta.concrete_fields)


def lines(model: Model) -> Iterator[bytes]:
    """The rows of a table, each a line of JSON with the values in the order of `fields`."""
    columns = fields(model)
    found = model._base_manager.order_by("pk").values_list(*(field.attname for field in columns))
    for row in found.iterator(chunk_size=TOGETHER):
        plain = [_plain(field, value) for field, value in zip(columns, row, strict=True)]
        text = json.dumps(plain, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        yield text.encode() + b"\n"


def stored(columns: Sequence[Field], line: bytes) -> list[Any]:
    """What a line stands for, as the database driver wants it."""
    values = zip(columns, json.loads(line), strict=True)
    return [field.get_db_prep_save(_lively(field, value), connection) for field, value in values]


def _plain(field: Field, value: Any) -> Any:
    """A value as JSON can carry it and the field can read it back."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    if value is None or isinstance(field, models.JSONField) or isinstance(value, (bool, int, float, str)):
        return value
    return field.value_to_string(SimpleNamespace(**{field.attname: value}))  # type: ignore[arg-type]


def _lively(field: Field, value: Any) -> Any:
    if isinstance(field, models.BinaryField) and value is not None:
        return bytes.fromhex(value)
    return value if isinstance(field, models.JSONField) else field.to_python(value)


class Digest:
    """A sum over the hashes of lines: the same rows in any order, as engines sort text differently, give the same."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def take(self, line: bytes) -> bytes:
        self.rows += 1
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(line).digest())) % 2**256
        return line

    def __str__(self) -> str:
        return f"{self._sum:064x}"

    @classmethod
    def of(cls, taken: Iterable[bytes]) -> Digest:
        digest = cls()
        for line in taken:
            digest.take(line)
        return digest


def digests() -> dict[str, str]:
    """The digest of every kept table: two databases that hold the same have the same."""
    return {model._meta.db_table: str(Digest.of(lines(model))) for model in kept_models()}


def version() -> list[str]:
    """Which tables these are: all migrations that have been applied."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def member(model: Model) -> str:
    """The name of a table's part of the file."""
    return f"tables/{model._meta.db_table}.jsonl"
