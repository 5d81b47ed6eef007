"""Tables of joint practice development, split by noun."""

from tilth.jpd.models.exchange import (
    Availability,
    Confidence,
    Offer,
    Reserve,
    SchoolOffer,
    SchoolWant,
    Strength,
    Want,
)
from tilth.jpd.models.groups import Group, GroupMember
from tilth.jpd.models.looks import Advice, Aim, Look
from tilth.jpd.models.rounds import Coverage, Entrant, Flow, LeftOver, Proposal, Round, Seat, SittingOut

__all__ = [
    "Advice",
    "Aim",
    "Availability",
    "Confidence",
    "Coverage",
    "Entrant",
    "Flow",
    "Group",
    "GroupMember",
    "LeftOver",
    "Look",
    "Offer",
    "Proposal",
    "Reserve",
    "Round",
    "SchoolOffer",
    "SchoolWant",
    "Seat",
    "SittingOut",
    "Strength",
    "Want",
]
