"""Notes in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tilth.jpd.domain.notes import Tally, tallies
from tilth.jpd.models import Moment, Note


@dataclass(frozen=True)
class Line:
    """A line, and when it was written: minutes and seconds since the note was begun."""

    moment: Moment
    when: str


@dataclass(frozen=True)
class Written:
    """A note as it is read: first what was seen, in the order of the lesson; then counts; then what was wondered."""

    note: Note
    seen: list[Line]
    counted: list[Line]
    sums: list[Tally]
    wondered: list[Line]

    @property
    def is_empty(self) -> bool:
        return not (self.seen or self.counted or self.wondered)


def written(note: Note, moments: Iterable[Moment]) -> Written:
    """The lines of a note, sorted by what they are."""
    lines = [Line(moment, clock(moment.second)) for moment in moments]
    counted = [line for line in lines if line.moment.kind == Moment.Kind.COUNTED]
    return Written(
        note=note,
        seen=[line for line in lines if line.moment.kind in (Moment.Kind.SEEN, Moment.Kind.PHOTO)],
        counted=counted,
        sums=tallies((line.moment.text, line.moment.count) for line in counted),
        wondered=[line for line in lines if line.moment.kind == Moment.Kind.WONDERED],
    )


def clock(second: int) -> str:
    """Minutes and seconds: '07:30'; from an hour on hours and minutes: '2 h 05'."""
    minutes, seconds = divmod(second, 60)
    return f"{minutes // 60} h {minutes % 60:02d}" if minutes >= 60 else f"{minutes:02d}:{seconds:02d}"
