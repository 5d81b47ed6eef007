"""What a stage, a ring, a reading and a change are called."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tilth.figures import Figure
from tilth.maturity.domain.editing import Way
from tilth.maturity.domain.model import Model
from tilth.maturity.domain.verdict import Ring, Says
from tilth.maturity.domain.weighing import Weighed

RINGS = {
    Ring.AGREE: _l("what is claimed meets what was done or said"),
    Ring.DISAGREE: _l("what is claimed and what was done or said do not agree"),
    Ring.UNKNOWN: _l("not known yet whether it meets what was done or said"),
}
SAYS = {
    Says.SUPPORTS: _l("speaks for it"),
    Says.CONTRADICTS: _l("speaks against it"),
    Says.NOT_KNOWN: _l("says neither"),
}
WAYS = {
    Way.SAME: _l("as it was"),
    Way.REWORDED: _l("said in other words"),
    Way.MEASURED: _l("counted in another way"),
    Way.ADDED: _l("added"),
    Way.DROPPED: _l("no longer asked about"),
}
WITHHELD = {
    "not yours": _l("Shown only to those who may read it."),
    "never asked": _l("Nobody was asked yet."),
}


def stage(model: Model, place: int | None) -> str:
    """The name of a stage by its place."""
    return _("nothing agreed") if place is None else model.stages[place].name


def strand(weighed: Weighed, model: Model) -> str:
    """A strand in words: "Embedding: what is claimed meets what was done or said"."""
    if weighed.claim and weighed.claim.objected:
        return _("somebody sees it otherwise; nothing is agreed")
    if weighed.claim and weighed.claim.stage is None:
        return _("we do not agree")
    if weighed.claimed is None:
        return _("nothing agreed yet")
    return f"{stage(model, weighed.claimed)}; {RINGS[weighed.ring]}"


def withheld(figure: Figure) -> str:
    """Why a figure is not shown; or between what its share lies, where that is told."""
    if figure.span:
        low, high = (round(100 * share) for share in figure.span)
        return _("Between %(low)d%% and %(high)d%% of answers in confidence were favourable.") % {
            "low": low,
            "high": high,
        }
    return str(WITHHELD.get(figure.verdict.why, _("Too few answers to be shown.")))
