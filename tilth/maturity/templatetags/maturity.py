"""Stages, verdicts and figures in templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tilth.figures import Figure
from tilth.maturity import charts
from tilth.maturity.domain.editing import Way
from tilth.maturity.domain.model import STAGES, Descriptor, Model, Side, Strand
from tilth.maturity.domain.verdict import Reading, Says
from tilth.maturity.domain.weighing import Weighed
from tilth.maturity.forms.past import LookBack
from tilth.maturity.queries.subjects import Subject
from tilth.maturity.wording import saying
from tilth.maturity.wording.figures import NAMES, sentence
from tilth.web.templatetags import tilth as web

register = template.Library()
TONES = {Says.SUPPORTS: "leaf", Says.CONTRADICTS: "amber", Says.NOT_KNOWN: "grey"}


@register.simple_tag
def stage_name(stage: int | None, model: Model) -> SafeString:
    """The name of a stage as a tag."""
    return web.tag(saying.stage(model, stage), tone="grey" if stage is None else "leaf")


@register.simple_tag
def stage_of(weighed: Weighed, model: Model) -> SafeString:
    """What holds of a strand: four pips, the stage's name, and whether it is borne out."""
    return web.stage(weighed.level, [each.name for each in model.stages], ring=weighed.ring.value)


@register.simple_tag
def says(what: Says) -> SafeString:
    """What evidence, voice or a figure says of the claim."""
    return web.tag(str(saying.SAYS[what]), tone=TONES[what])


@register.simple_tag
def withheld(figure: Figure) -> str:
    """Why a figure is not shown."""
    return saying.withheld(figure)


@register.simple_tag
def figure_name(name: str) -> str:
    """What a figure is called."""
    return str(NAMES[name].name)


@register.simple_tag
def figure_said(reading: Reading) -> str:
    """A figure in a sentence: how many of how many, or why it is not known."""
    if not reading.figure.verdict.shown:
        return saying.withheld(reading.figure)
    return sentence(reading.name, reading.figure)


@register.simple_tag
def trend(change: float | None) -> str:
    """Whether a share went up or down in half a year; nothing where it is not known or hardly changed."""
    if change is None or abs(change) < 0.01:
        return ""
    points = round(abs(change) * 100)
    up = _("half a year ago %(points)s points less")
    down = _("half a year ago %(points)s points more")
    return (up if change > 0 else down) % {"points": points}


@register.simple_tag(takes_context=True)
def look_back(context: dict[str, Any], on: date) -> LookBack:
    """The day that a page shows, to choose another; or what was asked for, and why it is not shown."""
    asked = context["request"].GET
    return LookBack(asked if asked.get("on") else None, initial={"on": on})


@register.simple_tag
def strand_link(subject: Subject, slug: str) -> str:
    """The page of a strand of a school or a partnership."""
    return charts.strand_link(subject, slug)


@register.simple_tag
def signs(descriptor: Descriptor, side: Side) -> Sequence[str]:
    """What one might see at a stage."""
    return descriptor.signs(side)


@register.simple_tag
def of_stage(strand: Strand, stage: int) -> str:
    """What a strand is like at a stage."""
    return strand.stages[stage].says


@register.filter
def of_key(mapping: Mapping[str, Any], key: str) -> Any:
    """What stands under a key."""
    return mapping.get(key)


@register.filter
def against(weighed: Weighed) -> str:
    """What speaks against a claim."""
    found = [_("what was done")] if weighed.verdict.evidence is Says.CONTRADICTS else []
    found += [_("what people said in confidence")] if weighed.verdict.voice is Says.CONTRADICTS else []
    return _("Against it: %(what)s") % {"what": _(" and ").join(found)} if found else ""


@register.simple_tag
def school_spread(counts: Sequence[int]) -> list[tuple[int | None, int]]:
    """Each stage that some schools hold, and how many; those of which it is not known come last, with no stage."""
    return [(None if stage == STAGES else stage, count) for stage, count in enumerate(counts) if count]


@register.simple_tag
def pips(level: int | None, model: Model) -> SafeString:
    """A stage as four pips and its name."""
    return web.stage(level, [each.name for each in model.stages])


@register.simple_tag
def change_said(way: Way) -> str:
    """What became of a strand."""
    return str(saying.WAYS[way])
