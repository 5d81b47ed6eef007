"""Every change in joint practice development, split by noun."""

from tilth.jpd.actions.exchange import (
    MOST_TOPICS,
    BothWays,
    TooMany,
    add_own_words,
    follow_merge,
    forget,
    say,
    say_for_school,
)
from tilth.jpd.actions.groups import Ended, end_group
from tilth.jpd.actions.looks import (
    DaysOutOfOrder,
    NotNow,
    keep_advice,
    look_again,
    note_progress,
    stop_look,
)
from tilth.jpd.actions.proposals import TooLate, answer, publish, settle_round
from tilth.jpd.actions.rounds import (
    cancel_round,
    close_round,
    invite_to_round,
    join,
    open_round,
    sit_out,
)

__all__ = [
    "MOST_TOPICS",
    "BothWays",
    "DaysOutOfOrder",
    "Ended",
    "NotNow",
    "TooLate",
    "TooMany",
    "add_own_words",
    "answer",
    "cancel_round",
    "close_round",
    "end_group",
    "follow_merge",
    "forget",
    "invite_to_round",
    "join",
    "keep_advice",
    "look_again",
    "note_progress",
    "open_round",
    "publish",
    "say",
    "say_for_school",
    "settle_round",
    "sit_out",
    "stop_look",
]
