"""What the trail says of joint practice development: its sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "jpd.offers_said": _("%(by)s said what they offer and would like to gain"),
    "jpd.school_offers_said": _("%(by)s said what %(school)s offers and would like to gain"),
    "jpd.round_opened": _("%(by)s opened a round of matching in %(partnership)s"),
    "jpd.round_closed": _("The gathering of offers and wants in %(partnership)s ended"),
    "jpd.round_cancelled": _("%(by)s called off a round of matching in %(partnership)s"),
    "jpd.looked_again": _("%(by)s asked for a second look at those left without a group in %(partnership)s"),
    "jpd.look_stopped": _("%(by)s stopped the search for groups in %(partnership)s at the best found so far"),
    "jpd.look_called_off": _("%(by)s called off a second look in %(partnership)s"),
    "jpd.round_proposed": _("A round in %(partnership)s proposed %(groups)s groups"),
    "jpd.round_settled": _("A round in %(partnership)s ended with %(groups)s groups"),
    "jpd.group_formed": _("%(person)s began to work together"),
    "jpd.group_ended": _("%(by)s brought a group to its end"),
    "jpd.answered": _("%(by)s answered a proposal"),
    "jpd.sat_out": _("%(by)s sits a round out"),
    "jpd.joined": _("%(by)s takes part in a round after all"),
}
