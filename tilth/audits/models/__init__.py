"""Tables of asking in confidence, split by noun. None of them knows what anybody answered, or whether."""

from tilth.audits.models.instruments import OwnInstrument
from tilth.audits.models.leads import ProtectionLead
from tilth.audits.models.results import Commitment, Naming, Prediction, PublicationRow
from tilth.audits.models.waves import RollEntry, Terms, Wave, WaveSchool

__all__ = [
    "Commitment",
    "Naming",
    "OwnInstrument",
    "Prediction",
    "ProtectionLead",
    "PublicationRow",
    "RollEntry",
    "Terms",
    "Wave",
    "WaveSchool",
]
