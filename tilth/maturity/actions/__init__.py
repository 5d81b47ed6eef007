"""Every change of maturity: assessments, what follows from a claim, and the model itself."""

from tilth.maturity.actions.agreeing import agree, end, object_to, show, show_due, take_back
from tilth.maturity.actions.assessments import ask_further, finish, open_assessment, place, reopen_own
from tilth.maturity.actions.editions import add_strand, carry, carry_over, drop_strand, house_row, reword
from tilth.maturity.actions.following import answer_look, ask_look, begin_step, offer_help, reply_to_look, stop_helping
from tilth.maturity.actions.sharing import forget, share, unshare

__all__ = [
    "add_strand",
    "agree",
    "answer_look",
    "ask_further",
    "ask_look",
    "begin_step",
    "carry",
    "carry_over",
    "drop_strand",
    "end",
    "finish",
    "forget",
    "house_row",
    "object_to",
    "offer_help",
    "open_assessment",
    "place",
    "reopen_own",
    "reply_to_look",
    "reword",
    "share",
    "show",
    "show_due",
    "stop_helping",
    "take_back",
    "unshare",
]
