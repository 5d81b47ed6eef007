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
    "jpd.group_begun": _("%(by)s asked people to work together in %(partnership)s"),
    "jpd.group_invited": _("%(by)s asked %(person)s into a group"),
    "jpd.group_answered": _("%(by)s answered an invitation to a group"),
    "jpd.group_left": _("%(by)s left a group"),
    "jpd.group_fell": _("A group in %(partnership)s ended, as too few were left"),
    "jpd.cycle_begun": _("%(by)s began a cycle with %(person)s"),
    "jpd.cycle_advanced": _("%(by)s took a cycle on to its next phase"),
    "jpd.cycle_stepped_back": _("%(by)s took a cycle back by one phase"),
    "jpd.cycle_again": _("%(by)s ended a cycle, and its group turns again"),
    "jpd.cycle_hand_on": _("%(by)s ended a cycle, and its group hands on what it found"),
    "jpd.cycle_stop": _("%(by)s stopped a cycle, with a reason"),
    "jpd.written": _("%(by)s wrote in a cycle of their group"),
    "jpd.challenger_asked": _("%(by)s asked %(person)s for a challenge"),
    "jpd.card_drawn": _("%(by)s drew a challenge card for a group"),
    "jpd.challenge_put": _("%(by)s put a challenge to a group"),
    "jpd.challenge_declined": _("%(by)s had no challenge to put this time"),
    "jpd.challenge_answered": _("%(by)s answered a challenge for a group"),
    "jpd.shape_kept": _("%(by)s changed a shape of cycles of %(partnership)s"),
    "jpd.shape_withdrawn": _("%(by)s withdrew a shape of cycles of %(partnership)s"),
    "jpd.group_ended": _("%(by)s brought a group to its end"),
    "jpd.answered": _("%(by)s answered a proposal"),
    "jpd.sat_out": _("%(by)s sits a round out"),
    "jpd.joined": _("%(by)s takes part in a round after all"),
}
