"""The picture on the first page for those who are not signed in yet."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tilth.web.charts.ring import Flow, Member, Ring


def example() -> Ring:
    """Three invented people, and what each gives to the next."""
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
