"""Tables of maturity, split by noun: editions of the model, assessments and what was agreed, and what follows."""

from tilth.maturity.models.assessments import Agreement, Assessment, Assessor, Objection, Placement
from tilth.maturity.models.editions import Carried, Edition
from tilth.maturity.models.following import HelpOffer, NextStep, PartnerLook

__all__ = [
    "Agreement",
    "Assessment",
    "Assessor",
    "Carried",
    "Edition",
    "HelpOffer",
    "NextStep",
    "Objection",
    "PartnerLook",
    "Placement",
]
