"""What people read about waves, in one wording for all pages and messages."""

from tilth.audits.wording.attacks import attack_shown
from tilth.audits.wording.breakdowns import OWN_WORDS, offered, offered_breakdown
from tilth.audits.wording.impact import what_could_happen, what_is_kept
from tilth.audits.wording.instruments import AUDIENCES, HEADINGS, ICONS, STRANDS, asked_of
from tilth.audits.wording.invitations import (
    YOUNG,
    Invitation,
    called_off,
    day,
    invitation,
    last_time,
    promise,
    promise_of,
    remarks_promise,
)
from tilth.audits.wording.remains import what_remains
from tilth.audits.wording.rolls import kinds_in_words, roll_warnings

__all__ = [
    "AUDIENCES",
    "HEADINGS",
    "ICONS",
    "OWN_WORDS",
    "STRANDS",
    "YOUNG",
    "Invitation",
    "asked_of",
    "attack_shown",
    "called_off",
    "day",
    "invitation",
    "kinds_in_words",
    "last_time",
    "offered",
    "offered_breakdown",
    "promise",
    "promise_of",
    "remarks_promise",
    "roll_warnings",
    "what_could_happen",
    "what_is_kept",
    "what_remains",
]
