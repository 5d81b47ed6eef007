"""A profile in three sentences, for people who have a minute: how far it holds, where not, and what nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilth.maturity.domain.verdict import Ring
from tilth.maturity.domain.weighing import Weighed
from tilth.maturity.figures.profile import Profile

NAMED = 3  # as many strands are named in a sentence; the rest is counted


def three(seen: Profile, dangers: Sequence[str]) -> list[str]:
    """The sentences that matter. A danger that is there takes the place of what is not known."""
    return [_met(seen), _apart(seen), dangers[0] if dangers else _unknown(seen)]


def _met(seen: Profile) -> str:
    claimed = [each for each in seen.strands.values() if each.claimed is not None]
    if not claimed:
        return _("No stage has been agreed on any strand yet.")
    words = {"claimed": len(claimed), "all": len(seen.strands), "met": len(seen.of(Ring.AGREE))}
    if not words["met"]:
        return _(
            "On %(claimed)d of %(all)d strands a stage is agreed. None of them meets what was done or said yet."
        ) % (words)
    return _("On %(claimed)d of %(all)d strands a stage is agreed; %(met)d of them meet what was done or said.") % words


def _apart(seen: Profile) -> str:
    apart = seen.of(Ring.DISAGREE)
    if not seen.of(Ring.AGREE) and not apart:
        return _("Nothing speaks for or against a claim yet.")
    if not apart:
        return _("On no strand does what was done or said speak against what is claimed.")
    said = ngettext(
        "What was done or said speaks against the claim on %(strands)s: worth talking about.",
        "What was done or said speaks against the claims on %(strands)s: worth talking about.",
        len(apart),
    )
    return said % {"strands": _named(apart)}


def _unknown(seen: Profile) -> str:
    claims = [each for each in seen.strands.values() if each.claimed is not None]
    unknown = [each for each in claims if each.ring is Ring.UNKNOWN]
    if not claims:
        return _("First say where you stand; then it can be set beside what was done and said.")
    if not unknown:
        return _("Every claim can be set beside something that was done or said.")
    return _("Nobody knows yet whether the claim holds on %(strands)s.") % {"strands": _named(unknown)}


def _named(found: Sequence[Weighed]) -> str:
    """Some strands by their names, and how many others."""
    names = [each.strand.name for each in found[:NAMED]]
    if others := len(found) - NAMED if len(found) > NAMED else 0:
        names.append(ngettext("%(count)d other", "%(count)d others", others) % {"count": others})
    if len(names) == 1:
        return names[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
