"""Numbers that know what they were computed from."""

from tilth.figures.values import Figure

__all__ = ["Figure"]
