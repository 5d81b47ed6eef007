"""What a school's page leads to: the parts above say what else they know about a school."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tilth.schools.models import School


@dataclass(frozen=True)
class Link:
    """One further page about a school."""

    label: str
    href: str


Guide = Callable[[Any, School], Iterable[Link]]
_guides: list[Guide] = []


def register_guide(guide: Guide) -> Guide:
    """Let a part above lead from a school's page to its own: given the viewer and the school, the links for them."""
    if guide not in _guides:
        _guides.append(guide)
    return guide


def ways_on(viewer: Any, school: School) -> list[Link]:
    """Every further page about a school that this viewer may open."""
    return [link for guide in _guides for link in guide(viewer, school)]
