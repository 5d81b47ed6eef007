"""The words that a search box is matched against."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile("['’‘`]")
_SAME = {"saint": "st", "saints": "sts", "and": ""}  # written both ways, even in one register
LONGEST_KEY = 250


def key(name: str) -> str:
    """A name as one searches it: small letters without accents or marks, single spaces.

    Letters of other alphabets stay as they are.
    """
    return _plain(name)[:LONGEST_KEY].strip()


def text(number: str, name: str, town: str, postcode: str, *bodies: str) -> str:
    """Everything about a school that can be searched, each word once, a postcode also without its space."""
    together = " ".join([number, name, town, postcode, postcode.replace(" ", ""), *bodies])
    return " ".join(dict.fromkeys(_plain(together).split()))


def words(typed: str, most: int = 8) -> list[str]:
    """What somebody typed, as words to look for: at most `most` of them."""
    return list(dict.fromkeys(key(typed).split()))[:most]


def _plain(given: str) -> str:
    decomposed = _folded(_folded(_APOSTROPHES.sub("", given)))  # twice: some letters only fold once decomposed
    letters = "".join(ch if ch.isalnum() else " " for ch in decomposed if not unicodedata.combining(ch))
    return " ".join(_SAME.get(word, word) for word in letters.split() if _SAME.get(word, word))


def _folded(given: str) -> str:
    return unicodedata.normalize("NFKD", given.casefold())
