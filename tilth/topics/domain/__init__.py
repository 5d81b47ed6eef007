"""How words for practice are told apart and found: pure Python."""

from tilth.topics.domain.finding import Findable, best
from tilth.topics.domain.words import folded, normal_form

__all__ = ["Findable", "best", "folded", "normal_form"]
