"""Matches thousands to a hundred thousand people: by prices on topics, in batches, under one proven bound.

No arc is ever listed: who could give what to whom follows from topics and half-hours, so memory
grows with people and topics alone.
"""

from tilth.matching.region.crews import Alone, Cluster, Crew, Processes
from tilth.matching.region.values import Wide
from tilth.matching.region.widely import match_widely

__all__ = ["Alone", "Cluster", "Crew", "Processes", "Wide", "match_widely"]
