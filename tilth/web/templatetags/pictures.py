"""Our pictures as template tags. They belong to the library `tilth`, beside the components."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tilth.web.charts import balance as balancing
from tilth.web.charts import grid as grids
from tilth.web.charts import knot as knots
from tilth.web.charts import picks as picking
from tilth.web.charts import profile as profiles
from tilth.web.charts import ring as rings
from tilth.web.charts import steps as stepping
from tilth.web.charts import trend as trends
from tilth.web.charts import tube as tubes
from tilth.web.charts import weave as weaves

register = template.Library()


def _pictured(kind: str, value: Any, **given: Any) -> SafeString:
    """A picture by its template, with an id of its own: the same values have the same one."""
    key = f"{kind}-{crc32(repr(value).encode()):x}"
    drawn = render_to_string(f"web/charts/{kind}.html", {kind: value, "id": key, **given})
    return mark_safe(drawn.strip())  # noqa: S308


@register.simple_tag
def grid_chart(grid: grids.Grid) -> SafeString:
    """The partnership grid with its marks and the agreed arrow, and the same as a table."""
    return _pictured("grid", grid, picture=grids.layout(grid), description=grid.waiting or grid.spread())


@register.simple_tag
def ring_chart(ring: rings.Ring, *, in_words: bool = False) -> SafeString:
    """An exchange ring or a chain, and the same in sentences; `in_words` shows them open."""
    sentences = ring.sentences()
    picture = rings.layout(ring)
    given = {"picture": picture, "sentences": sentences, "description": "; ".join(sentences)}
    given |= {"view_box": picture.bounds.view, "in_words": in_words or bool(picture.numbers)}
    return _pictured("ring", ring, **given)


@register.simple_tag
def profile_chart(profile: profiles.Profile, *, folded: bool = True) -> SafeString:
    """A bar of answers for each aspect about one middle line, and the same as a table, folded away or open."""
    return _pictured("profile", profile, picture=profiles.layout(profile), folded=folded)


@register.simple_tag
def picks_chart(picks: picking.Picks, *, folded: bool = True) -> SafeString:
    """How often each behaviour was picked of a team and of oneself, and the same as a table, folded away or open."""
    return _pictured("picks", picks, rows=picking.layout(picks), folded=folded)


@register.simple_tag
def trend_chart(trend: trends.Trend) -> SafeString:
    """A share of each aspect at each moment, and the same as a table."""
    return _pictured("trend", trend, rows=trends.layout(trend))


@register.simple_tag
def weave_chart(weave: weaves.Weave) -> SafeString:
    """Schools round a ring, and bands of what their people gave one another; a table of it stands on the page."""
    picture = weaves.layout(weave)
    keyed = zip(weave.schools, picture.arcs, strict=True)
    description = "; ".join(band.words for band in picture.bands)
    return _pictured("weave", weave, picture=picture, keyed=keyed, description=description)


@register.simple_tag
def balance_chart(balance: balancing.Balance) -> SafeString:
    """Given above and received below a middle line, term by term; a table of it stands on the page."""
    return _pictured("balance", balance, rows=balancing.layout(balance), width=balancing.width(balance))


@register.simple_tag
def tube_map(tube: tubes.Tube, *, in_words: bool = True) -> SafeString:
    """Stations on a few lines: each one's fill is its stage, its ring says whether it agrees; and the same in words."""
    given = {"picture": tubes.layout(tube), "linked": tubes.linked(tube), "legend": tubes.legend(tube)}
    return _pictured("tube", tube, in_words=in_words, **given)


@register.simple_tag
def knot(knot: knots.Knot) -> SafeString:
    """Four nodes filled by their level, and the six ties between them as ropes; and the ties in words."""
    picture = knots.layout(knot)
    return _pictured("knot", knot, picture=picture, view_box=picture.bounds.view)


@register.simple_tag
def steps(steps: stepping.Steps) -> SafeString:
    """The stages something went through, small: several stand in a `tilth-histories`, beside a table of the same."""
    return _pictured("steps", steps, picture=stepping.layout(steps))
