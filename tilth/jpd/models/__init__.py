"""Tables of joint practice development, split by noun."""

from tilth.jpd.models.cycles import Challenge, Cycle, Shape, Step, Writing
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
from tilth.jpd.models.groups import Group, GroupInvitation, GroupMember
from tilth.jpd.models.looks import Advice, Aim, Look
from tilth.jpd.models.meetings import Attendance, Feed, Meeting
from tilth.jpd.models.notes import Moment, Note
from tilth.jpd.models.rounds import Coverage, Entrant, Flow, LeftOver, Proposal, Round, Seat, SittingOut
from tilth.jpd.models.time import SchoolTime, TermPlan, TrainingDay, Unplaced

__all__ = [
    "Advice",
    "Aim",
    "Attendance",
    "Availability",
    "Challenge",
    "Confidence",
    "Coverage",
    "Cycle",
    "Entrant",
    "Feed",
    "Flow",
    "Group",
    "GroupInvitation",
    "GroupMember",
    "LeftOver",
    "Look",
    "Meeting",
    "Moment",
    "Note",
    "Offer",
    "Proposal",
    "Reserve",
    "Round",
    "SchoolOffer",
    "SchoolTime",
    "SchoolWant",
    "Seat",
    "Shape",
    "SittingOut",
    "Step",
    "Strength",
    "TermPlan",
    "TrainingDay",
    "Unplaced",
    "Want",
    "Writing",
]
