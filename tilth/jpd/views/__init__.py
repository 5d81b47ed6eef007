"""Pages of joint practice development, split by noun."""

from tilth.jpd.views import challenges, cycles, exchange, going, groups, meetings, notes, reach, rounds, shapes

__all__ = ["challenges", "cycles", "exchange", "going", "groups", "meetings", "notes", "reach", "rounds", "shapes"]
