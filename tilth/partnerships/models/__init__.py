"""Tables of partnerships, split by noun: how schools come together, and how their leaders see them on the grid."""

from tilth.partnerships.models.forming import (
    Answer,
    Ending,
    Invitation,
    Membership,
    NestingRequest,
    Partnership,
    PartnershipRole,
    PhaseChange,
)
from tilth.partnerships.models.grid import (
    Depth,
    FromHereToThere,
    GridAgreement,
    GridAnswer,
    GridArrow,
    GridMark,
    GridSeat,
    GridSitting,
    Structure,
)

__all__ = [
    "Answer",
    "Depth",
    "Ending",
    "FromHereToThere",
    "GridAgreement",
    "GridAnswer",
    "GridArrow",
    "GridMark",
    "GridSeat",
    "GridSitting",
    "Invitation",
    "Membership",
    "NestingRequest",
    "Partnership",
    "PartnershipRole",
    "PhaseChange",
    "Structure",
]
