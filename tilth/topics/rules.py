"""Who may tend the vocabulary."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from rules.permissions import add_perm

from tilth.topics.models import Topic


class Permission(StrEnum):
    """What may be done to topics."""

    TEND = "topics.tend"


def runs_this_installation(person: Any, topic: Topic | None = None) -> bool:
    return bool(getattr(person, "is_operator", False))


add_perm(Permission.TEND, runs_this_installation)
