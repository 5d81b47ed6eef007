"""Every change to the vocabulary: what people do to it, and how the shipped one comes in."""

from tilth.topics.actions.shipped import load_vocabulary
from tilth.topics.actions.tending import CannotMerge, NotAWord, forget, merge, suggest, take_up

__all__ = ["CannotMerge", "NotAWord", "forget", "load_vocabulary", "merge", "suggest", "take_up"]
