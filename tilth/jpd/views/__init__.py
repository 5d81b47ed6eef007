"""Pages of joint practice development, split by noun."""

from tilth.jpd.views import exchange, reach, rounds

__all__ = ["exchange", "reach", "rounds"]
