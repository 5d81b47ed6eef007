"""The timetable: every part's `tasks.TIMETABLE`, a list of (name, task, when)."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings

from tilth.jobs.domain.timing import When

Line = tuple[str, Any, When]


def timetable() -> list[Line]:
    """All lines of all parts, lowest layer first."""
    return [line for part in reversed(settings.OURS) for line in _of(f"{part}.tasks")]


def _of(module: str) -> list[Line]:
    return list(getattr(import_module(module), "TIMETABLE", [])) if find_spec(module) else []
