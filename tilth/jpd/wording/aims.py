"""What a round asks for, in words: before it looks, while it looks, and what it reached.

A number here is about people and gifts added up. None is about one person, and none about one school.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tilth.jpd.models import Aim, Look, Round
from tilth.matching import Subjects, Tier

NAMES: dict[str, Any] = {
    Tier.WAITING: gettext_lazy("those who have waited longest"),
    Tier.PLACED: gettext_lazy("as many people as possible"),
    Tier.WANTS: gettext_lazy("what people want most"),
    Tier.ACROSS: gettext_lazy("gifts between schools"),
    Tier.FAIRNESS: gettext_lazy("fairness between schools"),
    Tier.SUBJECT: gettext_lazy("the mix of subjects"),
    Tier.CONFIDENCE: gettext_lazy("offers that people are sure of"),
    Tier.TRAVEL: gettext_lazy("short ways between schools"),
    Tier.KEPT: gettext_lazy("what was planned before"),
}
HINTS: dict[str, Any] = {
    Tier.WAITING: gettext_lazy("Whoever went without in earlier rounds goes first."),
    Tier.PLACED: gettext_lazy("That few are left without a group."),
    Tier.WANTS: gettext_lazy("What somebody needs now counts more than what they are curious about."),
    Tier.ACROSS: gettext_lazy("Schools learn from one another, not only within."),
    Tier.FAIRNESS: gettext_lazy("That no school finds groups for far fewer of its people than the others do."),
    Tier.SUBJECT: gettext_lazy("People of one subject together, or of different ones, as you choose below."),
    Tier.CONFIDENCE: gettext_lazy("People who could coach others in what they offer."),
    Tier.TRAVEL: gettext_lazy("Measured on the map from school to school."),
}


@dataclass(frozen=True)
class Choice:
    """An aim as it is chosen: its value, its name and what it means."""

    value: str
    name: str
    hint: str


def choice(tier: str) -> Choice:
    """An aim as a lead chooses it."""
    return Choice(tier, str(NAMES[tier]), str(HINTS[tier]))


def names(tiers: Sequence[str]) -> list[str]:
    """What a round asks for, first things first. Values that are no aims any more are left out."""
    return [str(NAMES[tier]) for tier in tiers if tier in NAMES]


@dataclass(frozen=True)
class Progress:
    """How far a look has come: the share of its work in per cent, and a sentence."""

    percent: int
    sentence: str


def progress(look: Look) -> Progress:
    """How far a look has come, to everybody who waits for it. Its aims have been fetched."""
    percent = round(100 * look.share)
    if look.begun_at is None:
        return Progress(percent, _("It waits for its turn, and begins within a minute."))
    placed = next((aim for aim in look.aims.all() if aim.tier == Tier.PLACED and aim.value is not None), None)
    now = _now(look.aim)
    return Progress(percent, f"{_so_far(placed)}; {now}." if placed else f"{now[:1].upper()}{now[1:]}.")


def _so_far(placed: Aim) -> str:
    words = {"placed": placed.value, "most": placed.bound}
    if placed.value == placed.bound:
        return (
            ngettext(
                "%(placed)s person placed so far, and no more is possible",
                "%(placed)s people placed so far, and no more is possible",
                placed.value or 0,
            )
            % words
        )
    return _("%(placed)s of at most %(most)s people placed so far") % words


def _now(tier: str) -> str:
    if tier not in NAMES:
        return _("looking at who could give what to whom")
    return _("now looking at %(aim)s") % {"aim": NAMES[tier]}


@dataclass(frozen=True)
class Reached:
    """An aim of a look that has ended: what was reached, how good that is, and what the aims before it cost."""

    name: str
    reached: str
    proof: str
    cost: str


def reached(look: Look, round: Round) -> list[Reached]:
    """What a look reached, aim by aim. Its aims have been fetched. Where nobody has waited, nothing is said of it."""
    known = [aim for aim in look.aims.all() if aim.value is not None and (aim.tier != Tier.WAITING or aim.alone)]
    return [_reached(aim, round, first=place == 0) for place, aim in enumerate(known)]


def _reached(aim: Aim, round: Round, *, first: bool) -> Reached:
    value, bound = aim.value or 0, aim.bound or 0
    cost = "" if first or aim.alone is None else _cost(aim.tier, bound, aim.alone)
    return Reached(str(NAMES[aim.tier]), _counted(aim.tier, value, round), _proof(aim.tier, value, bound, first), cost)


def _counted(tier: str, value: int, round: Round) -> str:
    n = abs(value)
    said = {
        Tier.WAITING: ngettext("%(n)s round of waiting ends.", "%(n)s rounds of waiting end.", n),
        Tier.PLACED: ngettext("%(n)s person is placed.", "%(n)s people are placed.", n),
        Tier.WANTS: _("Wants met, each counted by its strength from 1 to 3: %(n)s."),
        Tier.ACROSS: _("Gifts from one school to another: %(n)s."),
        Tier.FAIRNESS: _fair(n),
        Tier.SUBJECT: _of_subjects(round.subjects),
        Tier.CONFIDENCE: _("Offers taken up, each counted by confidence from 1 to 3: %(n)s."),
        Tier.TRAVEL: _("Minutes from school to school, over all gifts: %(n)s."),
        Tier.KEPT: _("Gifts that stay as they were planned: %(n)s."),
    }[Tier(tier)]
    return said % {"n": n}


def _fair(percent: int) -> str:
    if percent == 0:
        return _("Not every school has somebody in a group.")
    return _("In every school at least %(n)s %% of those who take part have a group.")


def _of_subjects(subjects: str) -> str:
    if subjects == Subjects.SAME:
        return _("Gifts between people of one subject: %(n)s.")
    return _("Gifts between people of different subjects: %(n)s.")


def _proof(tier: str, value: int, bound: int, first: bool) -> str:
    if value < bound:
        possible = _("At least %(n)s are needed") if tier == Tier.TRAVEL else _("At most %(n)s could be possible")
        return _("%(possible)s; we found nothing better.") % {"possible": possible % {"n": _said(tier, bound)}}
    if first:
        return _("Nothing better is possible.")
    return _("Nothing better is possible while the aims above it keep theirs.")


def _cost(tier: str, bound: int, alone: int) -> str:
    if alone <= bound:
        return _("The aims above cost it nothing.")
    said = (
        _("Asked first, it might have come down to %(n)s.")
        if tier == Tier.TRAVEL
        else _("Asked first, it could have reached at most %(n)s.")
    )
    return said % {"n": _said(tier, alone)}


def _said(tier: str, number: int) -> str:
    return f"{abs(number)} %" if tier == Tier.FAIRNESS else str(abs(number))
