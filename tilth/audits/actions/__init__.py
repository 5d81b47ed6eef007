"""Every change in asking in confidence, split by noun."""

from tilth.audits.actions.counting import count_wave
from tilth.audits.actions.leaving import call_off_planned, forget
from tilth.audits.actions.planning import plan
from tilth.audits.actions.predictions import seal_prediction
from tilth.audits.actions.refusals import DaysWillNotDo, NotAPrediction, NotAskedHere, NotNow, TooSoon
from tilth.audits.actions.waves import (
    call_off,
    close_wave,
    destroy_answers,
    note_waiting,
    open_wave,
    remind,
    withdraw_school,
)

__all__ = [
    "DaysWillNotDo",
    "NotAPrediction",
    "NotAskedHere",
    "NotNow",
    "TooSoon",
    "call_off",
    "call_off_planned",
    "close_wave",
    "count_wave",
    "destroy_answers",
    "forget",
    "note_waiting",
    "open_wave",
    "plan",
    "remind",
    "seal_prediction",
    "withdraw_school",
]
