"""What the trail says of asking in confidence: its sentences, and which keys are theirs. Nothing about answering."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tilth.audits.models import OwnInstrument, Wave

SENTENCES = {
    "audits.wave_planned": _("%(by)s planned to ask in confidence at %(school)s: %(wave)s"),
    "audits.wave_opened": _("Asking in confidence began at %(school)s: %(wave)s"),
    "audits.wave_closed": _("Asking in confidence ended at %(school)s: %(wave)s"),
    "audits.wave_published": _("What was said in confidence at %(school)s was counted and published: %(wave)s"),
    "audits.wave_called_off": _("Asking in confidence was called off at %(school)s: %(wave)s"),
    "audits.instrument_copied": _("%(by)s began to reword what can be asked: %(instrument)s"),
    "audits.instrument_finished": _("%(by)s finished what can be asked: %(instrument)s"),
    "audits.instrument_renewed": _("%(by)s began a new version of what can be asked: %(instrument)s"),
    "audits.instrument_discarded": _("%(by)s threw away a draft of what could be asked"),
    "audits.protection_lead_named": _("%(by)s said who looks after data protection at %(school)s"),
    "audits.school_withdrawn": _("%(school)s stays out of being asked in confidence: %(wave)s"),
    "audits.prediction_shared": _("%(by)s showed at %(school)s what they had expected: %(wave)s"),
    "audits.naming_agreed": _("%(by)s agreed that the family may name %(school)s: %(wave)s"),
    "audits.naming_taken_back": _("%(by)s took back that the family may name %(school)s: %(wave)s"),
    "audits.promised": _("%(by)s promised something at %(school)s because of what was heard: %(wave)s"),
    "audits.promise_kept": _("%(by)s said that a promise was kept at %(school)s: %(wave)s"),
    "audits.promise_given_up": _("%(by)s said why a promise was given up at %(school)s: %(wave)s"),
}


def names(keys: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """Which of the keys are waves' and own instruments', and what they ask. One query each."""
    waves = Wave.objects.filter(id__in=keys).select_related("terms")
    own = OwnInstrument.objects.filter(id__in=keys)
    return {wave.id: ("wave", str(wave)) for wave in waves} | {row.id: ("instrument", str(row)) for row in own}
