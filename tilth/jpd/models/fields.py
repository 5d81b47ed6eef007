"""How a week of half-hours lies in a column."""

from __future__ import annotations

from typing import Any

from django.db import models


class HalfHoursField(models.CharField[int | str, int]):
    """A mask of the week's 105 half-hours: a number in Python, hexadecimal where it lies: no database counts so far."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 27)
        kwargs.setdefault("default", 0)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: object, connection: object) -> int | None:
        return None if value is None else int(value, 16)

    def to_python(self, value: Any) -> Any:
        return int(value, 16) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return f"{value:x}" if isinstance(value, int) else value
