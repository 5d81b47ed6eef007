"""Whether a group goes well or is stuck: from days alone, never from words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

TO_BEGIN = timedelta(weeks=3)  # from the day a group stands until its first cycle
TO_MEET = timedelta(weeks=5)  # between meetings
TO_MOVE = timedelta(weeks=6)  # in one phase
FRESH = timedelta(weeks=3)  # what happened so recently shows that a group is under way


class Why(StrEnum):
    """What the days show."""

    NEW = "new"  # it stands since a few weeks only
    MOVED = "moved"
    MET = "met"
    WILL_MEET = "will_meet"
    FINISHED = "finished"  # a cycle, not long ago
    NOT_BEGUN = "not_begun"
    NOT_MET = "not_met"
    NOT_MOVED = "not_moved"
    UNANSWERED = "unanswered"  # an invitation, for long


STUCK = frozenset({Why.NOT_BEGUN, Why.NOT_MET, Why.NOT_MOVED, Why.UNANSWERED})


@dataclass(frozen=True)
class Days:
    """What is known of a group, as days."""

    since: date
    in_cycle: bool
    moved_on: date | None = None  # into the phase it is in
    finished_on: date | None = None  # its last cycle
    met_on: date | None = None
    will_meet: bool = False
    people: int = 2


def why(days: Days, today: date) -> Why:
    """The one reason why a group counts as going well or as stuck."""
    if days.people < 2:
        return Why.NEW if today - days.since <= TO_BEGIN else Why.UNANSWERED
    if not days.in_cycle:
        return _between_cycles(days, today)
    if days.moved_on and today - days.moved_on > TO_MOVE and not days.will_meet:
        return Why.NOT_MOVED
    if days.will_meet:
        return Why.WILL_MEET
    last = max(day for day in (days.since, days.met_on, days.finished_on, _begun(days)) if day)
    if today - last > TO_MEET:
        return Why.NOT_MET
    if days.met_on and today - days.met_on <= FRESH:
        return Why.MET
    return Why.MOVED if days.moved_on and today - days.moved_on <= TO_MEET else Why.NEW


def _begun(days: Days) -> date | None:
    """A group that has never met is given its time from the last thing it did."""
    return None if days.met_on else days.moved_on


def _between_cycles(days: Days, today: date) -> Why:
    if days.will_meet:
        return Why.WILL_MEET
    last = max(day for day in (days.since, days.finished_on) if day)
    if today - last > TO_BEGIN:
        return Why.NOT_BEGUN
    return Why.FINISHED if days.finished_on else Why.NEW


def is_stuck(reason: Why) -> bool:
    return reason in STUCK
