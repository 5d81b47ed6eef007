"""The days and phases of a wave: what follows what, and when. Today is an argument."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tilth.disclosure import Rules

# Nobody is asked the same again sooner than this after the last day: until then most people would say what they said,
# and two results side by side would tell of those few who came, left or changed their minds.
BEFORE_THE_SAME = timedelta(days=Rules().opinions_keep)
SHORTEST = timedelta(days=2)  # from the first day to the last: three school days at least
LONGEST = timedelta(days=42)
FARTHEST = timedelta(days=366)
NOTICE = timedelta(days=2)  # for heads to look at a wave that somebody else has planned, and to take their school out
BETWEEN_REMINDERS = timedelta(days=3)
EARLY = timedelta(days=2)  # after the first day: a wave may be closed before its last day from then on


class Fault(StrEnum):
    """Why the days of a wave will not do."""

    PAST = "past"
    NO_NOTICE = "no notice"
    FAR = "far"
    SHORT = "short"
    LONG = "long"


@dataclass(frozen=True)
class Days:
    """The first and the last day on which people can answer."""

    opens_on: date
    closes_on: date

    def fault(self, today: date, *, others: bool) -> Fault | None:
        """What is wrong with them, if anything. `others`: schools are in it that its planner does not lead."""
        if self.opens_on < today:
            return Fault.PAST
        if others and self.opens_on < today + NOTICE:
            return Fault.NO_NOTICE
        if self.opens_on > today + FARTHEST:
            return Fault.FAR
        if self.closes_on < self.opens_on + SHORTEST:
            return Fault.SHORT
        return Fault.LONG if self.closes_on > self.opens_on + LONGEST else None

    def begun_on(self, today: date) -> Days:
        """The days of a wave that begins only today: as long as was planned."""
        return Days(today, today + (self.closes_on - self.opens_on))

    def too_near(self, other: Days, apart: timedelta | None = None) -> bool:
        """Whether two wait too little between them for the same to be asked again."""
        apart = BEFORE_THE_SAME if apart is None else apart
        return self.opens_on < other.closes_on + apart and other.opens_on < self.closes_on + apart


def may_close_from(opens_on: date) -> date:
    """The first day on which a wave may be closed before its last: people are told it in the invitation."""
    return opens_on + EARLY


def may_remind_from(opens_on: date, reminded_on: date | None) -> date:
    """The first day on which everybody may be reminded again."""
    return (reminded_on or opens_on) + BETWEEN_REMINDERS
