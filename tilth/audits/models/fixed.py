"""Rows that are written once: a wave's terms, and what was published of it. The database refuses too: see `guard`."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class Unchangeable(TypeError):
    """Somebody tried to change or delete what was promised or published."""


class FixedQuerySet(models.QuerySet[Any]):
    """Rows that can be read and added."""

    def update(self, **changes: Any) -> NoReturn:
        raise Unchangeable("What was promised or published is never changed.")

    def bulk_update(self, *rows: Any, **named: Any) -> NoReturn:
        raise Unchangeable("What was promised or published is never changed.")

    def bulk_create(self, *rows: Any, **named: Any) -> Any:
        if named.get("update_conflicts"):
            raise Unchangeable("What was promised or published is never changed.")
        return super().bulk_create(*rows, **named)

    def delete(self) -> NoReturn:
        raise Unchangeable("What was promised or published is never deleted.")


class Fixed(models.Model):
    """A row that is written once."""

    objects = FixedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Unchangeable("What was promised or published is never changed.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unchangeable("What was promised or published is never deleted.")
