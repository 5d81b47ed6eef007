"""How entries become sentences. The trail knows keys; each part above it says in a module `acts` what they stand for.

`acts.py` of a part may hold:

SENTENCES   a sentence for each of the part's acts. It may name %(by)s, what the entry is about by its kind
            (%(school)s, %(partnership)s, %(person)s, …) and any of the entry's details.
names       keys -> for those the part knows: the kind of thing and its name
concerns    a person -> the keys of what concerns them: themselves, and what they lead
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from tilth.trail.models import Entry

Name = tuple[str, str]  # the kind of thing ("school"), and what it is called


@dataclass(frozen=True)
class Told:
    """One entry in words."""

    at: datetime
    sentence: str


@dataclass(frozen=True)
class Day:
    """What happened on one day, the latest first."""

    on: date
    told: list[Told]


@cache
def parts_with_acts() -> tuple[ModuleType, ...]:
    """The modules `acts` of the parts that have one."""
    return tuple(import_module(f"{part}.acts") for part in settings.OURS if find_spec(f"{part}.acts"))


def keys_concerning(person: Any) -> set[UUID]:
    """Keys of what concerns a person: themselves, and what they lead."""
    return set().union(*(acts.concerns(person) for acts in parts_with_acts() if hasattr(acts, "concerns")))


def names_of(keys: Collection[UUID]) -> dict[UUID, Name]:
    """What the keys stand for, as far as any part knows. One query for each part that names things."""
    known: dict[UUID, Name] = {}
    for acts in parts_with_acts():
        if hasattr(acts, "names"):
            known |= acts.names(keys)
    return known


def by_day(entries: Iterable[Entry]) -> list[Day]:
    """Entries in words, day by day, in the order they came. Each entry has its concerns fetched."""
    listed = list(entries)
    names = names_of({concern.key for entry in listed for concern in entry.concerns.all()})
    days: dict[date, list[Told]] = {}
    for entry in listed:
        days.setdefault(timezone.localdate(entry.at), []).append(Told(entry.at, sentence(entry, names)))
    return [Day(on, told) for on, told in days.items()]


def sentence(entry: Entry, names: Mapping[UUID, Name]) -> str:
    """The entry in words."""
    return str(_template(entry.act)) % Words(entry, names)


def _template(act: str) -> Any:
    for acts in parts_with_acts():
        if found := getattr(acts, "SENTENCES", {}).get(act):
            return found
    return act.split(".")[-1].replace("_", " ").capitalize().replace("%", "%%")


class Words(dict[str, object]):
    """What a sentence may name: who did it, what it is about, and the details; unknown things by a general word."""

    def __init__(self, entry: Entry, names: Mapping[UUID, Name]) -> None:
        super().__init__(entry.details)
        about: dict[str, list[str]] = {}
        for key in sorted(concern.key for concern in entry.concerns.all() if concern.key != entry.by):
            if key in names:
                kind, name = names[key]
                about.setdefault(kind, []).append(name)
        self.update({kind: get_text_list(sorted(called), _("and")) for kind, called in about.items()})
        self["by"] = self._who(entry, names)

    @staticmethod
    def _who(entry: Entry, names: Mapping[UUID, Name]) -> str:
        if entry.by is None:
            return "Tilth"
        return names[entry.by][1] if entry.by in names else _("Somebody who has left")

    def __missing__(self, kind: str) -> str:
        general = {
            "person": _("somebody"),
            "school": _("a school"),
            "partnership": _("a partnership"),
            "topic": _("a practice"),
        }
        return general.get(kind, kind)
