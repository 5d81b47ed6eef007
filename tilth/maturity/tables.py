"""Where a school or a partnership stands as a table to take away, and as values for other programs: the same numbers.

What a figure may not show is in neither: only the sentence that says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tilth.figures import Figure
from tilth.maturity.domain.model import Model, Side
from tilth.maturity.domain.verdict import Reading
from tilth.maturity.domain.weighing import Weighed
from tilth.maturity.figures.profile import Profile
from tilth.maturity.wording import saying
from tilth.maturity.wording.figures import NAMES, sentence
from tilth.web.sheets import Column, Sheet

Whole = Callable[[str], str]  # a path as a whole address
SIDES = {Side.WITHIN: _l("within the school"), Side.BETWEEN: _l("between schools")}
VOICE = "voice"  # where others have the name of a figure: what people said in confidence


def sheet(seen: Profile, whole: Whole) -> Sheet:
    """A line for each figure of each strand; one without figures for a strand of which nothing is counted."""
    columns = (
        Column(_("Strand"), "text"),
        Column(_("Side"), "text"),
        Column(_("What we claim"), "text"),
        Column(_("Said on"), "text"),
        Column(_("What was done"), "text"),
        Column(_("What people said"), "text"),
        Column(_("Does it agree?"), "text"),
        Column(_("What holds"), "text"),
        Column(_("Figure"), "text"),
        Column(_("Counted")),
        Column(_("Out of")),
        Column(_("Expected, in per cent")),
        Column(_("In words"), "text"),
        Column(_("Counted where"), "text"),
    )
    rows = [row for each in seen.strands.values() for row in _rows(each, seen.model, whole)]
    return Sheet(_("%(name)s, %(day)s") % {"name": seen.subject, "day": seen.on.isoformat()}, columns, rows)


def _rows(weighed: Weighed, model: Model, whole: Whole) -> Iterator[list[object]]:
    strand = _strand(weighed, model)
    claim = strand["claim"]
    head = [strand["name"], SIDES[weighed.side], claim and claim["name"], claim and claim["on"]]
    head += [_of_claim(weighed, saying.SAYS[each]) for each in (weighed.verdict.evidence, weighed.verdict.voice)]
    head += [saying.RINGS[weighed.ring], strand["level"]["name"]]
    for each in _readings(weighed, whole) or [dict.fromkeys(_COUNTED)]:
        yield [*head, *(each[name] for name in _COUNTED)]


_COUNTED = ("called", "counted", "of", "expected", "sentence", "source")


def values(seen: Profile, whole: Whole) -> dict[str, Any]:
    """The same as a tree of plain values."""
    return {
        "name": str(seen.subject),
        "side": seen.subject.side.value,
        "on": seen.on.isoformat(),
        "model": {"name": seen.model.name, "version": seen.model.version},
        "stages": [each.name for each in seen.model.stages],
        "strands": [{**_strand(each, seen.model), "figures": _readings(each, whole)} for each in seen.strands.values()],
    }


def _strand(weighed: Weighed, model: Model) -> dict[str, Any]:
    return {
        "strand": weighed.strand.slug,
        "name": weighed.strand.name,
        "side": weighed.side.value,
        "claim": _claim(weighed, model),
        "evidence": _of_claim(weighed, weighed.verdict.evidence.value),
        "voice": _of_claim(weighed, weighed.verdict.voice.value),
        "ring": weighed.ring.value,
        "level": {"stage": weighed.level, "name": _name(model, weighed.level)},
    }


def _of_claim(weighed: Weighed, said: object) -> object:
    """What is said of a claim; None where there is none of which it could be said."""
    return None if weighed.claimed is None else said


def _claim(weighed: Weighed, model: Model) -> dict[str, Any] | None:
    if weighed.claim is None:
        return None
    stage = weighed.claimed
    day = timezone.localdate(weighed.claim.at).isoformat()
    return {"stage": stage, "name": saying.stage(model, stage), "on": day, "words": weighed.claim.words}


def _name(model: Model, stage: int | None) -> str | None:
    return None if stage is None else model.stages[stage].name


def _readings(weighed: Weighed, whole: Whole) -> list[dict[str, Any]]:
    """What evidence and voice rest on."""
    found = [_reading(each.name, str(NAMES[each.name].name), each, whole) for each in weighed.verdict.readings]
    if heard := weighed.verdict.heard:
        found.append(_reading(VOICE, _("Favourable answers in confidence"), heard, whole))
    of_claim = {"says", "expected"}
    return [
        {name: _of_claim(weighed, said) if name in of_claim else said for name, said in row.items()} for row in found
    ]


def _reading(name: str, called: str, reading: Reading, whole: Whole) -> dict[str, Any]:
    figure = reading.figure
    shown = figure.verdict.shown
    return {
        "figure": name,
        "called": called,
        "says": reading.says.value,
        "counted": figure.value if shown else None,
        "of": figure.of if shown else None,
        "expected": round(100 * reading.expected),
        "sentence": _said(name, figure),
        "source": whole(figure.source) if figure.source else "",
    }


def _said(name: str, figure: Figure) -> str:
    if not figure.verdict.shown:
        return saying.withheld(figure)
    if name != VOICE:
        return sentence(name, figure)
    return _("%(counted)d of %(of)d answers were favourable") % {"counted": figure.value, "of": figure.of or 0}
