"""Pages of joint practice development, split by noun."""

from tilth.jpd.views import exchange, rounds

__all__ = ["exchange", "rounds"]
