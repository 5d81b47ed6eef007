"""Pages of joint practice development, split by noun."""

from tilth.jpd.views import exchange, notes, reach, rounds

__all__ = ["exchange", "notes", "reach", "rounds"]
