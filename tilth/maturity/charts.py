"""Profiles in the terms of the pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.maturity.domain.agreeing import Claim
from tilth.maturity.domain.board import Strength, Tie
from tilth.maturity.domain.model import Model
from tilth.maturity.domain.verdict import Ring
from tilth.maturity.domain.weighing import Weighed
from tilth.maturity.figures.profile import Profile
from tilth.maturity.queries.subjects import Subject
from tilth.maturity.wording import saying
from tilth.web.charts import knot as knots
from tilth.web.charts import steps as stairs
from tilth.web.charts import tube as tubes

RINGS: Mapping[Ring, tubes.Ring] = {Ring.AGREE: "agree", Ring.DISAGREE: "disagree", Ring.UNKNOWN: "unknown"}
TWO_YEARS = timedelta(days=730)


def strand_link(subject: Subject, slug: str) -> str:
    """The page of a strand of a school or a partnership."""
    if subject.school:
        return reverse("maturity:school_strand", args=[subject.school.id, slug])
    assert subject.partnership is not None
    return reverse("maturity:strand", args=[subject.partnership.id, slug])


def tube(seen: Profile, *, linked: bool, asked: str = "") -> tubes.Tube:
    """All strands as stations. Linked for those who may see what they rest on."""
    model = seen.model
    shorts = {each.slug: each.short for each in model.strands}
    chain = list(zip(model.links.chain, model.links.chain[1:], strict=False))
    led = [*chain, *model.links.feeds]
    return tubes.Tube(
        lines=tuple(
            tubes.Line(each.name, tuple(_station(seen, strand.slug, linked, asked) for strand in model.of(each)))
            for each in model.dimensions
            if model.of(each)
        ),
        links=tuple((shorts[one], shorts[other]) for one, other in led),
        key=tuple(shorts[slug] for slug in model.key),
        stages=tuple(each.name for each in model.stages),
    )


def _station(seen: Profile, slug: str, linked: bool, asked: str) -> tubes.Station:
    weighed = seen.strands[slug]
    link = strand_link(seen.subject, slug) + asked if linked else ""
    said = saying.strand(weighed, seen.model)
    return tubes.Station(weighed.strand.short, weighed.strand.name, weighed.claimed, RINGS[weighed.ring], said, link)


def knot(
    model: Model, key: Sequence[str], strands: Mapping[str, Weighed], ties: Sequence[Tie], links: Mapping[str, str]
) -> knots.Knot | None:
    """The four key strands and the ties among them; none where a model has not four."""
    if len(key) != 4:
        return None
    nodes = tuple(_node(model, strands[slug], links.get(slug, "")) for slug in key)
    drawn = tuple(_tie(each, key, strands) for each in ties)
    return knots.Knot(nodes, drawn)


def _node(model: Model, weighed: Weighed, link: str) -> knots.Node:
    level = weighed.level
    said = _("not known") if level is None else model.stages[level].name
    return knots.Node(weighed.strand.short, weighed.strand.name, level, said, link)


def _tie(tie: Tie, key: Sequence[str], strands: Mapping[str, Weighed]) -> knots.Tie:
    one, other = strands[tie.one], strands[tie.other]
    return knots.Tie(key.index(tie.one), key.index(tie.other), tie.strength.value, _held(tie.strength, one, other))


def _held(strength: Strength, one: Weighed, other: Weighed) -> str:
    """Why two key strands hold together as they do."""
    if one.level is None or other.level is None:
        return _("of one at least nobody knows")
    if strength is not Strength.FRAYED:
        return _("both are there") if strength is Strength.STRONG else _("both have begun")
    if one.level == other.level:
        return _("neither has begun")
    first, second = (one, other) if one.level > other.level else (other, one)
    return _("%(first)s runs ahead of %(second)s") % {"first": first.strand.short, "second": second.strand.short}


def history(model: Model, said: Mapping[str, Iterable[Claim]], on: date) -> list[stairs.Steps]:
    """Two years of each strand's claims until a day."""
    return [
        stairs.Steps(
            name=strand.name,
            points=tuple((timezone.localdate(each.at), each.stage) for each in said.get(strand.slug, ())),
            begins=on - TWO_YEARS,
            ends=on,
            stages=tuple(each.name for each in model.stages),
        )
        for strand in model.strands
    ]
