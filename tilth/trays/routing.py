"""Sealed trays lie in a database of their own, and nothing else does."""

from __future__ import annotations

from typing import Any

TRAYS = "trays"  # the name both of this part and of its database


class Apart:
    """Sends the tables of this part to their own database, and keeps all others out of it."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return TRAYS if model._meta.app_label == TRAYS else None

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        return self.db_for_read(model)

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool | None:
        return None if (one._meta.app_label == TRAYS) == (other._meta.app_label == TRAYS) else False

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (db == TRAYS) == (app_label == TRAYS)
