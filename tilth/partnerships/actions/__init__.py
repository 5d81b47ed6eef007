"""Every change to partnerships and the grid: forming, lasting, roles, nesting, grid."""

from tilth.partnerships.actions.forming import answer, ask_new_heads, begin, invite, propose, withdraw_invitation
from tilth.partnerships.actions.grid import answer_arrow, mark, open_sitting, propose_arrow, show, show_due
from tilth.partnerships.actions.lasting import end, leave, pause, resume, tell_of_closure
from tilth.partnerships.actions.nesting import answer_nesting, ask_to_nest, stand_alone
from tilth.partnerships.actions.roles import appoint, lay_down_all, step_down

__all__ = [
    "answer",
    "answer_arrow",
    "answer_nesting",
    "appoint",
    "ask_new_heads",
    "ask_to_nest",
    "begin",
    "end",
    "invite",
    "lay_down_all",
    "leave",
    "mark",
    "open_sitting",
    "pause",
    "propose",
    "propose_arrow",
    "resume",
    "show",
    "show_due",
    "stand_alone",
    "step_down",
    "tell_of_closure",
    "withdraw_invitation",
]
