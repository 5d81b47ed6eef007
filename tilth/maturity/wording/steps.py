"""The next step in words: what to do, why, and where it begins. And the two dangers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from tilth.maturity.domain.board import Danger, Proposal, Warned, Why
from tilth.maturity.domain.model import Model, Side
from tilth.partnerships.models import Partnership


@dataclass(frozen=True)
class Said:
    """What to do next, why, and the button that begins it."""

    heading: str
    reason: str
    button: str
    link: str


# By the place of a key strand in rising order: what is done about it within each school, and between them.
_WAYS: Mapping[tuple[int, Side], tuple[object, object, str]] = {
    (1, Side.WITHIN): (
        _l("Bring colleagues together inside each school"),
        _l("Form a group"),
        "jpd:form_group",
    ),
    (1, Side.BETWEEN): (
        _l("Find colleagues in other schools to work with"),
        _l("Begin a round"),
        "jpd:open_round",
    ),
    (2, Side.WITHIN): (
        _l("Ask staff in confidence whether they trust one another and their leaders"),
        _l("Plan what to ask"),
        "audits:plan",
    ),
    (2, Side.BETWEEN): (
        _l("See where giving goes one way, and ask how far schools trust one another"),
        _l("See what each gives and receives"),
        "ledger:balance",
    ),
    (3, Side.WITHIN): (
        _l("Ask staff, governors, students and parents whose students they feel answerable for"),
        _l("Plan what to ask"),
        "audits:plan",
    ),
    (3, Side.BETWEEN): (
        _l("Look at where you want to go, and say whose students you answer for"),
        _l("Look at the direction"),
        "partnerships:grid",
    ),
    (4, Side.WITHIN): (
        _l("Let somebody from outside put a question to each group"),
        _l("See how the groups go"),
        "jpd:how_it_goes",
    ),
    (4, Side.BETWEEN): (
        _l("Ask a partner school to look at one of your claims"),
        _l("Choose a claim"),
        "maturity:ask_partner",
    ),
}


def step(proposal: Proposal, partnership: Partnership, model: Model) -> Said:
    """One next step of a partnership."""
    described = model.strand(proposal.strand)
    place = described.rises if described else 1
    heading, button, address = _WAYS.get((place, proposal.side), _WAYS[(1, Side.BETWEEN)])
    if proposal.why is Why.NOT_KNOWN:
        heading = _("Find out where you stand: %(strand)s") % {"strand": described.name if described else ""}
        button, address = _l("Assess it together"), "maturity:assess"
    if proposal.why is Why.HELP_OTHERS:
        heading = _l("Help another partnership to begin")
        button, address = _l("See what you could show"), "maturity:board"
    return Said(str(heading), _reason(proposal, model), str(button), reverse(address, args=[partnership.id]))


def _reason(proposal: Proposal, model: Model) -> str:
    described = model.strand(proposal.strand)
    words = {
        "strand": described.name if described else proposal.strand,
        "stage": model.stages[proposal.stage].name,
        "before": model.stages[max(0, proposal.stage - 1)].name,
    }
    if proposal.why is Why.DANGER and proposal.danger:
        return danger(Warned(proposal.danger, proposal.strand, proposal.places), model)
    if proposal.why is Why.HELP_OTHERS:
        return _("All four criteria are at the last stage, within your schools and between them.")
    if proposal.why is Why.NOT_KNOWN:
        return _("Of %(strand)s nothing is known yet, neither from what you say nor from what was done.") % words
    if proposal.side is Side.BETWEEN:
        return _("Between your schools, %(strand)s is the first in order that has not come to “%(stage)s”.") % words
    count = len(proposal.places)
    said = ngettext(
        "Within one school, %(strand)s has not come to “%(stage)s”. Within comes before between.",
        "Within %(count)d schools, %(strand)s has not come to “%(stage)s”. Within comes before between.",
        count,
    )
    return said % {**words, "count": count}


def danger(warned: Warned, model: Model, *, here: bool = False) -> str:
    """A danger that is there, plainly and without naming a school. `here`: on that school’s own page."""
    described = model.strand(warned.strand)
    practice = model.strand(model.rising(1) or "")
    count = sum(place is not None for place in warned.places)
    words = {
        "strand": described.name if described else warned.strand,
        "practice": practice.short if practice else "",
        "count": count,
    }
    if warned.danger is Danger.OUTSIDE_FIRST:
        said = ngettext(
            "%(strand)s has come further between your schools than within one of them.",
            "%(strand)s has come further between your schools than within %(count)d of them.",
            count,
        )
        return said % words
    if here:
        return _("Here %(practice)s is running ahead of %(strand)s.") % words
    if not count:
        return _("Between your schools %(practice)s is running ahead of %(strand)s.") % words
    said = ngettext(
        "%(practice)s is running ahead of %(strand)s in one school.",
        "%(practice)s is running ahead of %(strand)s in %(count)d schools.",
        count,
    )
    return said % words


MEANS = {
    Danger.PRACTICE_ALONE: _l(
        "Working together asks more of trust than meeting does. Where trust, purpose and honest questions do not keep "
        "up, groups stay polite and practice stays as it was."
    ),
    Danger.OUTSIDE_FIRST: _l(
        "What a school does not do within its own walls it can only show to partners, not share. Those who stay at "
        "home are left behind."
    ),
}
