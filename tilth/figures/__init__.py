"""Numbers that know what they were computed from, and whether they may be shown."""

from tilth.figures.shares import Shares, among, shares
from tilth.figures.values import SHOWN, Figure, NotReleased, Verdict

__all__ = ["SHOWN", "Figure", "NotReleased", "Shares", "Verdict", "among", "shares"]
