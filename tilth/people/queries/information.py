"""What Tilth knows about a person, told by every part that knows something.

A part above registers its tellers when it starts (`AppConfig.ready`); what no part tells, no page can forget to show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tilth.people.models import Person

Row = tuple[Any, Any]


@dataclass(frozen=True)
class Section:
    """A heading and, below it, pairs of what and its value, in words a person understands. May be empty."""

    title: Any
    rows: tuple[Row, ...] = ()


Teller = Callable[[Person], Section]
holdings: list[Teller] = []
shown: dict[str, list[Teller]] = {}


def register(teller: Teller) -> Teller:
    """Let a function tell what its part holds about a person, on their own page and in their download."""
    if teller not in holdings:
        holdings.append(teller)
    return teller


def register_shown(switch: str, teller: Teller) -> Teller:
    """Let a function tell others what the person shows while a switch of `Sharing` ("show_offers") is on."""
    if teller not in shown.setdefault(switch, []):
        shown[switch].append(teller)
    return teller


def held_about(person: Person) -> list[Section]:
    """Everything held about a person, section by section."""
    return [teller(person) for teller in holdings]


def shown_of(person: Person, switches: Iterable[str]) -> list[Section]:
    """What the parts above show of a person under the switches that are on. Empty sections are left out."""
    told = (teller(person) for switch in switches for teller in shown.get(switch, ()))
    return [section for section in told if section.rows]
