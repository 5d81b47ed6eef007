"""Cycles and chains in a plain graph, as in the literature on kidney exchange."""

from tilth.matching.graphs.check import faults
from tilth.matching.graphs.exchange import TooLarge, exchange
from tilth.matching.graphs.values import Exchange, Graph, Watch
from tilth.matching.graphs.wmd import BadFile, read_wmd

__all__ = ["BadFile", "Exchange", "Graph", "TooLarge", "Watch", "exchange", "faults", "read_wmd"]
