"""Every change in asking in confidence, split by noun."""

from tilth.audits.actions.counting import count_wave
from tilth.audits.actions.instruments import (
    DoesNotFit,
    Finished,
    copy_instrument,
    discard_instrument,
    drop_item,
    finish_instrument,
    move_item,
    renew_instrument,
    word_instrument,
    word_item,
)
from tilth.audits.actions.leads import name_protection_lead
from tilth.audits.actions.leaving import call_off_planned, forget
from tilth.audits.actions.planning import plan
from tilth.audits.actions.predictions import seal_prediction
from tilth.audits.actions.refusals import DaysWillNotDo, KeyLost, NotAPrediction, NotAskedHere, NotNow, TooSoon
from tilth.audits.actions.results import (
    WillNotDo,
    agree_to_be_named,
    ask_what_came_of_promises,
    commit,
    settle_commitment,
    share_prediction,
    take_back_naming,
)
from tilth.audits.actions.waves import (
    call_off,
    close_wave,
    destroy_answers,
    forget_marks,
    note_key_missing,
    note_waiting,
    open_wave,
    remind,
    withdraw_school,
)

__all__ = [
    "DaysWillNotDo",
    "DoesNotFit",
    "Finished",
    "KeyLost",
    "NotAPrediction",
    "NotAskedHere",
    "NotNow",
    "TooSoon",
    "WillNotDo",
    "agree_to_be_named",
    "ask_what_came_of_promises",
    "call_off",
    "call_off_planned",
    "close_wave",
    "commit",
    "copy_instrument",
    "count_wave",
    "destroy_answers",
    "discard_instrument",
    "drop_item",
    "finish_instrument",
    "forget",
    "forget_marks",
    "move_item",
    "name_protection_lead",
    "note_key_missing",
    "note_waiting",
    "open_wave",
    "plan",
    "remind",
    "renew_instrument",
    "seal_prediction",
    "settle_commitment",
    "share_prediction",
    "take_back_naming",
    "withdraw_school",
    "word_instrument",
    "word_item",
]
