"""The pictures on the first page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tilth.partnerships.models import GridAgreement
from tilth.web.charts.grid import Arrow, Grid
from tilth.web.charts.ring import Flow, Member, Ring


def arrow(agreement: GridAgreement | None) -> Grid | None:
    """The direction of travel that the leaders agreed last, or None."""
    if agreement is None:
        return None
    mark = agreement.arrow.mark
    return Grid(
        marks=(),
        arrow=Arrow(now=(mark.now.depth, mark.now.structure), wanted=(mark.wanted.depth, mark.wanted.structure)),
    )


def example() -> Ring:
    """Three invented people, for those who are not signed in yet."""
    return Ring(
        members=(
            Member("Ben", _("Year 5, Hollins")),
            Member("Asha", _("Year 3, St Bride's")),
            Member("Leo", _("Science, Alder")),
        ),
        flows=(
            Flow(0, 1, _("questioning")),
            Flow(1, 2, _("phonics routines")),
            Flow(2, 0, _("retrieval practice")),
        ),
    )
