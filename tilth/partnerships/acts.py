"""What the trail says of partnerships: its sentences, and which keys are theirs."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tilth.partnerships.models import Partnership

SENTENCES = {
    "partnerships.proposed": _("%(by)s proposed %(partnership)s"),
    "partnerships.school_invited": _("%(by)s invited %(school)s to join %(partnership)s"),
    "partnerships.school_agreed": _("%(by)s agreed for %(school)s to join %(partnership)s"),
    "partnerships.school_declined": _("%(by)s declined for %(school)s to join %(partnership)s"),
    "partnerships.invitation_withdrawn": _("%(by)s withdrew the invitation of %(school)s to %(partnership)s"),
    "partnerships.school_left": _("%(by)s led %(school)s out of %(partnership)s"),
    "partnerships.school_closed": _("The register closed %(school)s, which stays in %(partnership)s"),
    "partnerships.became_live": _("%(partnership)s began"),
    "partnerships.became_paused": _("%(by)s paused %(partnership)s"),
    "partnerships.became_ended": _("%(by)s ended %(partnership)s"),
    "partnerships.appointed": _("%(by)s gave %(person)s a part in leading %(partnership)s"),
    "partnerships.stepped_down": _("%(by)s stepped down in %(partnership)s"),
    "partnerships.nesting_asked": _("%(by)s asked for %(partnership)s to belong together"),
    "partnerships.nesting_agreed": _("%(by)s agreed: %(partnership)s belong together"),
    "partnerships.nesting_declined": _("%(by)s declined: %(partnership)s stay apart"),
    "partnerships.stood_alone": _("%(by)s let %(partnership)s stand alone again"),
    "partnerships.sitting_opened": _("%(by)s asked %(leaders)s leaders to mark the grid of %(partnership)s"),
    "partnerships.marked": _("%(by)s marked the grid of %(partnership)s"),
    "partnerships.marks_shown": _("The marks on the grid of %(partnership)s were shown"),
    "partnerships.arrow_proposed": _("%(by)s proposed a direction for %(partnership)s"),
    "partnerships.arrow_answered": _("%(by)s answered for %(school)s on the direction of %(partnership)s"),
    "partnerships.arrow_agreed": _("%(partnership)s agreed on its direction"),
}


def names(keys: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """Which of the keys are partnerships', and what they are called. One query."""
    found = Partnership.objects.filter(id__in=keys).values_list("id", "name")
    return {key: ("partnership", name) for key, name in found}
