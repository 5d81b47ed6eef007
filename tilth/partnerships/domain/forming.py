"""Forming by consent: when a school has agreed, when a partnership may begin, what size is wise, what fits where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Key = TypeVar("Key")

LEAST = {"family": 2, "alliance": 2, "federation": 2, "multi_academy_trust": 2, "network": 3, "region": 3}
ADVISED = {"family": range(3, 13)}  # enough to learn from, few enough to know one another
ASKED_AT_MOST = 2  # a school that has said no twice is left in peace

PHASES = {
    "proposed": frozenset({"live", "ended"}),
    "live": frozenset({"paused", "ended"}),
    "paused": frozenset({"live", "ended"}),
    "ended": frozenset[str](),
}
# What may sit inside what: larger numbers hold smaller ones. Regions may hold regions, as a nation does.
REACH = {"family": 1, "federation": 1, "multi_academy_trust": 1, "network": 2, "alliance": 2, "region": 3}


@dataclass(frozen=True)
class Voice:
    """What one person answered for a school: its headteacher, or its chair of governors."""

    standing: str
    yes: bool


class Outcome(StrEnum):
    """Where a school's answer to an invitation stands."""

    WAITING = "waiting"
    AGREED = "agreed"
    DECLINED = "declined"


def outcome(voices: Iterable[Voice], *, chair_agrees_too: bool) -> Outcome:
    """A school agrees when its headteacher has, and its chair too if the school wants that. One no is a no."""
    said = {voice.standing: voice.yes for voice in voices}
    if not all(said.values()):
        return Outcome.DECLINED
    needed = {"headteacher", "chair"} if chair_agrees_too else {"headteacher"}
    return Outcome.AGREED if needed <= said.keys() else Outcome.WAITING


def may_move(phase: str, to: str) -> bool:
    """Whether a partnership may go from one phase to another."""
    return to in PHASES[phase]


def may_begin(kind: str, agreed: int) -> bool:
    """Whether enough schools have agreed for a partnership of this kind."""
    return agreed >= LEAST[kind]


def begins_by_itself(kind: str, *, agreed: int, waiting: int) -> bool:
    """Everybody asked has answered, and the size needs no second thought."""
    return waiting == 0 and may_begin(kind, agreed) and advice(kind, agreed) is not Advice.FEW


class Advice(StrEnum):
    """What may be said about a size. It is advice: it stops nobody."""

    FEW = "few"
    FINE = "fine"
    MANY = "many"


def advice(kind: str, schools: int) -> Advice:
    """What to say about this many schools in a partnership of this kind."""
    wise = ADVISED.get(kind)
    if wise is None or schools in wise:
        return Advice.FINE
    return Advice.FEW if schools < wise.start else Advice.MANY


def may_ask_again(refusals: int) -> bool:
    """Whether a school that has said no this many times may be asked once more."""
    return refusals < ASKED_AT_MOST


def fits_inside(part_kind: str, whole_kind: str) -> bool:
    """Whether a partnership of one kind can sit inside one of the other kind."""
    return REACH[part_kind] < REACH[whole_kind] or part_kind == whole_kind == "region"


def would_hold_itself(part: Key, whole: Key, parents: Mapping[Key, Key | None]) -> bool:
    """Whether putting `part` inside `whole` would make it its own ancestor. `parents` must hold no ring already."""
    above: Key | None = whole
    while above is not None and above != part:
        above = parents.get(above)
    return above == part
