"""What the trail says of maturity: its sentences, and which keys are its own. Never where somebody placed a strand."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tilth.maturity.models import Assessment

SENTENCES = {
    "maturity.opened": _("%(by)s asked %(people)s people where %(assessment)s stands"),
    "maturity.placed": _("%(by)s said where they see %(assessment)s"),
    "maturity.shown": _("The placements of %(assessment)s were shown to those who placed"),
    "maturity.agreed": _("%(by)s wrote down what was agreed about %(assessment)s"),
    "maturity.not_agreed": _("%(by)s wrote down a disagreement about %(assessment)s"),
    "maturity.objected": _("%(by)s sees something otherwise about %(assessment)s"),
    "maturity.ended": _("%(by)s ended the assessment of %(assessment)s"),
    "maturity.shared": _("%(by)s let the leaders of partner schools see what was agreed about %(assessment)s"),
    "maturity.unshared": _("%(by)s keeps what was agreed about %(assessment)s within the school"),
    "maturity.look_asked": _("%(by)s asked partners to look at a claim of %(assessment)s"),
    "maturity.looked": _("%(by)s answered %(assessment)s, who had asked what partners see"),
    "maturity.replied": _("%(by)s replied for %(assessment)s to what a partner saw"),
    "maturity.help_offered": _("%(by)s offered help of %(school)s to the schools of %(partnership)s"),
    "maturity.help_ended": _("%(by)s took back an offer of help of %(school)s"),
    "maturity.step_begun": _("%(by)s began the next step of %(partnership)s"),
    "maturity.model_changed": _("%(by)s changed the maturity model of %(partnership)s"),
    "maturity.carried_over": _("%(by)s carried over what was agreed about %(assessment)s"),
}


def names(keys: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """Which of the keys are assessments', and of what they are. One query."""
    found = Assessment.objects.filter(id__in=keys).select_related("school", "partnership")
    return {each.id: ("assessment", str(each)) for each in found}
