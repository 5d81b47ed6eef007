"""What a round asks for, in words: before it looks, while it looks, and what it reached.

A number here is about people and gifts added up. None is about one person, and none about one school. Of waiting no
number is said at all: whoever said no to a group has not waited for it, and among few a sum would tell who did.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tilth.jpd.domain.aims import asked
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
    Tier.TRAVEL: gettext_lazy("short journeys between schools"),
    Tier.KEPT: gettext_lazy("what was planned before"),
}
HINTS: dict[str, Any] = {
    Tier.WAITING: gettext_lazy("Whoever went without in earlier rounds goes first."),
    Tier.PLACED: gettext_lazy("So that few are left without a group."),
    Tier.WANTS: gettext_lazy("What somebody needs now counts more than what they are curious about."),
    Tier.ACROSS: gettext_lazy("Schools learn from one another, not only within."),
    Tier.FAIRNESS: gettext_lazy("So that in no school far more people are left without a group than elsewhere."),
    Tier.SUBJECT: gettext_lazy("People of one subject together, or of different ones, as you choose below."),
    Tier.CONFIDENCE: gettext_lazy("Those who could coach others come before those who are still working on it."),
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


def names(round: Round, look: Look | None) -> list[str]:
    """What a round asks for, first things first: what its latest look weighs or, before the first, what it could.

    Values that are no aims any more are left out.
    """
    if look:
        tiers = [aim.tier for aim in look.aims.all()]
    else:
        tiers = asked(round.aims, mixes_subjects=round.subjects != Subjects.ANY)
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
        return Progress(percent, _("Tilth begins to look within a minute."))
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


GROW = (Tier.PLACED, Tier.WANTS, Tier.CONFIDENCE)
"""With every group there is more of these."""


@dataclass(frozen=True)
class Reached:
    """An aim of a look that has ended: what was reached, whether that is proven, and what the aims before it cost."""

    tier: str
    name: str
    said: str
    proven: bool
    possible: str  # the proven most, where it may not have been reached
    cost: str


def reached(look: Look, round: Round) -> list[Reached]:
    """What a look reached, aim by aim; nothing where it found no group. Its aims have been fetched.

    Of no group at all everything can be proven: that there were none is what people want to know.
    """
    known = [aim for aim in look.aims.all() if aim.value is not None]
    growing = [aim.value for aim in known if aim.tier in GROW]
    return [_reached(aim, round) for aim in known] if any(growing) or not growing else []


def _reached(aim: Aim, round: Round) -> Reached:
    value, bound, alone = aim.value or 0, aim.bound or 0, aim.alone or 0
    return Reached(
        tier=aim.tier,
        name=str(NAMES[aim.tier]),
        said=_counted(aim.tier, value, round),
        proven=value == bound,
        possible=_possible(aim.tier, bound),
        cost=_cost(aim.tier, bound, alone),
    )


def _counted(tier: str, value: int, round: Round) -> str:
    n = abs(value)
    said = {
        Tier.WAITING: _("Whoever had waited longer came first."),
        Tier.PLACED: _found_for(n),
        Tier.WANTS: ngettext(
            "Wants met, strongest first: %(n)s point (one needed now counts 3, one of use 2, one out of curiosity 1).",
            "Wants met, strongest first: %(n)s points (one needed now counts 3, one of use 2, one out of curiosity 1).",
            n,
        ),
        Tier.ACROSS: ngettext(
            "%(n)s gift goes from one school to another.", "%(n)s gifts go from one school to another.", n
        ),
        Tier.FAIRNESS: _fair(n),
        Tier.SUBJECT: _of_subjects(round.subjects),
        Tier.CONFIDENCE: ngettext(
            "Offers taken up, surest first: %(n)s point "
            "(of somebody who could coach 3, where it is routine 2, where they still work on it 1).",
            "Offers taken up, surest first: %(n)s points "
            "(of somebody who could coach 3, where it is routine 2, where they still work on it 1).",
            n,
        ),
        Tier.TRAVEL: _("%(n)s minutes on the way in all, if for each gift somebody travels once."),
        Tier.KEPT: _("%(n)s gifts stay as they were planned."),
    }[Tier(tier)]
    return said % {"n": n}


def _found_for(people: int) -> str:
    if people == 0:
        return _("No group was found.")
    return ngettext(
        "A group was found for %(n)s person, and proposed.", "Groups were found for %(n)s people, and proposed.", people
    )


def _fair(percent: int) -> str:
    if percent == 0:
        return _("There is a school in which nobody had a group, or was proposed one.")
    if percent == 100:
        return _("In every school, everybody who could be in a group had one, or was proposed one.")
    return _("In every school, at least %(n)s %% of those who could be in a group had one, or were proposed one.")


def _of_subjects(subjects: str) -> str:
    if subjects == Subjects.SAME:
        return _("%(n)s gifts between people of one subject.")
    return _("%(n)s gifts between people of different subjects.")


def _possible(tier: str, bound: int) -> str:
    if tier == Tier.WAITING:
        return _("Not proven")
    said = _("at least %(n)s") if tier == Tier.TRAVEL else _("at most %(n)s")
    return said % {"n": _number(tier, bound)}


def _cost(tier: str, bound: int, alone: int) -> str:
    """What the aims before it took from this one. Not said of waiting, nor of ways: the shortest meets nobody."""
    if alone <= bound or tier in (Tier.TRAVEL, Tier.WAITING):
        return ""
    return _("Had this come first: %(n)s at most.") % {"n": _number(tier, alone)}


def _number(tier: str, number: int) -> str:
    return f"{abs(number)} %" if tier == Tier.FAIRNESS else str(abs(number))
