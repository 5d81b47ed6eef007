"""The stages that something went through, as a line of steps: small, so that many of them can stand side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tilth.web.charts import shapes
from tilth.web.charts.shapes import Line, fitted

WIDTH, HEIGHT = 240.0, 92.0
LEFT, RIGHT = 6.0, 158.0  # of the time that is shown; the last stage's name stands at the right of it
TOP, BOTTOM = 12.0, 60.0  # of the last stage and the first
FLOOR = 70.0  # where what is not known is drawn


@dataclass(frozen=True)
class Steps:
    """From each of these days on it was at a stage (from 0), or that was no longer known; shown between two days."""

    name: str
    points: tuple[tuple[date, int | None], ...]
    begins: date
    ends: date
    stages: tuple[str, ...]


@dataclass(frozen=True)
class Stretch:
    """Some time at one stage, or not known."""

    begins: date
    ends: date
    stage: int | None
    x: float
    x2: float
    y: float


@dataclass(frozen=True)
class Picture:
    """Steps laid out."""

    stretches: Sequence[Stretch]
    line: str  # of all that is known
    dots: str  # of all that is not
    marks: Sequence[tuple[float, float]]  # where a stage was said
    levels: Sequence[float]
    words: Sequence[Line]
    said: str

    @property
    def last(self) -> Stretch:
        return self.stretches[-1]


def layout(steps: Steps) -> Picture:
    """Where everything stands. Raises ValueError when it ends before it begins."""
    if steps.ends <= steps.begins:
        raise ValueError("Steps end after they begin.")
    stretches = _stretches(steps)
    told = {day for day, stage in steps.points if stage is not None}
    return Picture(
        stretches,
        _line(stretches),
        "".join(f"M{each.x:.1f} {FLOOR:.1f}H{each.x2:.1f}" for each in stretches if each.stage is None),
        [(each.x, each.y) for each in stretches if each.begins in told],
        [_height(steps, stage) for stage in range(len(steps.stages))],
        _words(steps, stretches[-1]),
        _said(steps, stretches),
    )


def _stretches(steps: Steps) -> list[Stretch]:
    """What was so when the picture begins, and every change after that. The later of two on one day holds."""
    known = dict(sorted(steps.points, key=lambda point: point[0]))
    before = [stage for day, stage in known.items() if day <= steps.begins]
    within = {day: stage for day, stage in known.items() if steps.begins < day <= steps.ends}
    changes = [(steps.begins, before[-1] if before else None), *within.items()]
    days = [*(day for day, _stage in changes), steps.ends]
    return [
        Stretch(day, until, stage, _across(steps, day), _across(steps, until), _height(steps, stage))
        for (day, stage), until in zip(changes, days[1:], strict=True)
    ]


def _across(steps: Steps, day: date) -> float:
    return LEFT + (RIGHT - LEFT) * (day - steps.begins).days / (steps.ends - steps.begins).days


def _height(steps: Steps, stage: int | None) -> float:
    if stage is None:
        return FLOOR
    return BOTTOM - (BOTTOM - TOP) * stage / max(1, len(steps.stages) - 1)


def _line(stretches: Sequence[Stretch]) -> str:
    """Level while a stage holds, upright where it changes, and interrupted where it is not known."""
    path = ""
    for before, each in pairwise([None, *stretches]):
        if each is None or each.stage is None:
            continue
        joined = before is not None and before.stage is not None
        path += f"V{each.y:.1f}H{each.x2:.1f}" if joined else f"M{each.x:.1f} {each.y:.1f}H{each.x2:.1f}"
    return path


def _named(steps: Steps, stage: int | None) -> str:
    return _("not known") if stage is None else steps.stages[stage]


def _words(steps: Steps, last: Stretch) -> list[Line]:
    """The stage it is at, and the months between which it is shown."""
    name = shapes.middle(RIGHT + 9, last.y, "start", fitted(_named(steps, last.stage), WIDTH - RIGHT - 9, 2), "name")
    months = date_format(steps.begins, "M Y"), date_format(steps.ends, "M Y")
    foot = HEIGHT - 4
    return [*name, Line(LEFT - 4, foot, "start", months[0], "quiet"), Line(RIGHT, foot, "end", months[1], "quiet")]


def _said(steps: Steps, stretches: Sequence[Stretch]) -> str:
    """Each change with its month."""
    return "; ".join(f"{date_format(each.begins, 'F Y')}: {_named(steps, each.stage)}" for each in stretches)
