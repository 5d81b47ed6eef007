"""How the rules of the field say no."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """An action that the field's rules do not allow, in words for the person who asked.

    Each app names its own kinds. `field` is the field of the form where the words belong, if there is one.
    """

    def __init__(self, message: Any, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
