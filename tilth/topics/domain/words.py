"""Two ways of writing one thing meet in one form."""

from __future__ import annotations

import re
import unicodedata

BEYOND_WORDS = re.compile(r"[^\w]+|_")
KEEPS_ITS_S = ("ss", "us", "is")


def folded(words: str) -> str:
    """Lower case, no accents, no punctuation, single spaces: 'Low-Stakes  Quizzes!' is 'low stakes quizzes'."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words).casefold())
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(BEYOND_WORDS.sub(" ", bare).split())


def normal_form(words: str) -> str:
    """`folded`, and each word in the singular: what two people mean alike is written once."""
    return " ".join(singular(word) for word in folded(words).split())


def singular(word: str) -> str:
    """An English guess, good enough to compare by: 'stories' is 'story', 'class' stays 'class'."""
    if len(word) <= 3 or word.endswith(KEEPS_ITS_S) or not word.endswith("s"):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
