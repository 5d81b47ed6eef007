"""Why somebody is left over, and what would help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tilth.jpd.domain import coverage
from tilth.jpd.wording.exchanges import either, half_hour, in_sentence, together
from tilth.matching import Reason

NOBODY_LEFT = gettext_lazy(
    "Nobody who could work with you on this was left: that depends on who has room, who is free when, "
    "and what the round asks for first."
)
GO_FIRST = gettext_lazy("You need do nothing: your offers and wants are kept, and having waited usually counts first.")
"""Said alike where all are full and where not: told apart, the one could come of nothing but a private exclusion."""
WHY: dict[str, Any] = {
    Reason.AWAY: gettext_lazy("You took no part when we looked."),
    Reason.NO_ROOM: gettext_lazy("You are already in as many groups as you said you have room for."),
    Reason.NOTHING_SAID: gettext_lazy("You have not said yet what you could offer, or what you would like to gain."),
    Reason.NOBODY_OFFERS: gettext_lazy("Nobody else offers what you would like to gain: %(topics)s."),
    Reason.NOBODY_WANTS: gettext_lazy("Nobody has asked yet for what you offer: %(topics)s."),
    Reason.NO_RING: gettext_lazy(
        "Some people offer what you want and some want what you offer, but no pair or three came full circle."
    ),
    Reason.NO_SHARED_HALF_HOUR: gettext_lazy("There were people to work with, but no half-hour that suits all of you."),
    Reason.FELL: gettext_lazy("The groups that were left for you have been proposed before, and did not go ahead."),
    Reason.ALL_FULL: NOBODY_LEFT,
    Reason.NOT_NEEDED: NOBODY_LEFT,
}
HELP: dict[str, Any] = {
    Reason.AWAY: gettext_lazy("Say that you take part after all, and the next look counts you in."),
    Reason.NO_ROOM: gettext_lazy("Raise the number of groups if you have the time."),
    Reason.NOTHING_SAID: gettext_lazy("Answer the two questions: it takes under a minute."),
    Reason.NOBODY_OFFERS: gettext_lazy("Add one more thing you would like to gain."),
    Reason.NOBODY_WANTS: gettext_lazy("Add one more thing you could offer: small, ordinary things are asked for most."),
    Reason.NO_RING: gettext_lazy("One more offer, or an opening offer, would open more ways."),
    Reason.NO_SHARED_HALF_HOUR: gettext_lazy("Tick one more half-hour if you can."),
    Reason.FELL: gettext_lazy(
        "One more offer or want would open new groups. What you have said waits for the next round."
    ),
    Reason.ALL_FULL: GO_FIRST,
    Reason.NOT_NEEDED: GO_FIRST,
}
TO_LEADS: dict[str, Any] = {
    Reason.NO_ROOM: gettext_lazy("they have room for no group"),
    Reason.NOTHING_SAID: gettext_lazy("they have not said yet what they could offer, or would like to gain"),
    Reason.NOBODY_OFFERS: gettext_lazy("nobody else offers what they would like to gain"),
    Reason.NOBODY_WANTS: gettext_lazy("nobody has asked for what they offer"),
    Reason.NO_RING: gettext_lazy("no group came full circle with what they offer and want"),
    Reason.NO_SHARED_HALF_HOUR: gettext_lazy("no half-hour suited everybody"),
    Reason.FELL: gettext_lazy("a group was proposed to them, and will not go ahead"),
    Reason.NOT_NEEDED: gettext_lazy("the best groups were found without them"),
}


@dataclass(frozen=True)
class Left:
    """Why somebody is left over, and what would help."""

    why: str
    what_would_help: str


def left_over(reason: str, topics: Sequence[str], openings: Sequence[int]) -> Left:
    """What is said to somebody for whom no group was found; `openings` are half-hours that would open some."""
    named = together([in_sentence(topic) for topic in topics])
    return Left(str(WHY[reason]) % {"topics": named}, _what_would_help(reason, openings))


@dataclass(frozen=True)
class Count:
    """So many people, and what is said of them."""

    people: int
    said: str


def reasons(without: Mapping[str, int]) -> list[Count]:
    """Why so many are without a group, to those who lead; empty where a count could name somebody."""
    told = coverage.told(without)
    said = [Count(people, str(TO_LEADS[reason])) for reason, people in told.reasons]
    return [*said, Count(told.others, _("for other reasons"))] if said and told.others else said


def _what_would_help(reason: str, openings: Sequence[int]) -> str:
    if not openings:
        return str(HELP[reason])
    times = either([half_hour(place) for place in openings])
    return _("It would help most if you were free on %(times)s.") % {"times": times}
