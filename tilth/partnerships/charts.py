"""The grid as a picture: our marks and arrows in the terms of the chart."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tilth.partnerships.domain import grid
from tilth.partnerships.models import GridAgreement, GridArrow, GridSitting
from tilth.partnerships.queries import Picture
from tilth.web.charts.grid import Arrow, Grid, Mark


def marks(seen: Picture, arrow: GridArrow | None, sitting: GridSitting) -> Grid:
    """What one viewer may see of a sitting."""
    waiting = _("Marks are shown when all leaders have marked.") if seen.phase is grid.Phase.OPEN else ""
    dots = [Mark(named.whose, _place(named.mark.now), _place(named.mark.wanted)) for named in seen.marks]
    drawn = _arrow(arrow.mark, sitting, agreed=seen.phase is grid.Phase.AGREED) if arrow else None
    return Grid(marks=dots, arrow=drawn, waiting=waiting)


def agreed(agreement: GridAgreement | None) -> Grid | None:
    """The arrow the leaders agreed, if they have."""
    return Grid(arrow=_arrow(agreement.arrow.mark, agreement.sitting)) if agreement else None


def _arrow(mark: grid.Mark, sitting: GridSitting, *, agreed: bool = True) -> Arrow:
    by_when = _("by %(year)d") % {"year": sitting.wanted_by}
    return Arrow(now=_place(mark.now), wanted=_place(mark.wanted), label=by_when, agreed=agreed)


def _place(place: grid.Place) -> tuple[int, int]:
    return place.depth, place.structure
