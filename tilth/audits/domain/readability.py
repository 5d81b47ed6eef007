"""How hard a text is to read: Flesch and Kincaid's grade, with syllables counted by their vowels. English only."""

from __future__ import annotations

import re
from collections.abc import Iterable

AGE_IN_GRADE_NOUGHT = 5  # children begin school a year before grade one

_WORD = re.compile(r"[a-z]+(?:[’'][a-z]+)?", re.I)
_SENTENCE = re.compile(r"[.!?]+(?:\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_APART = re.compile(r"eing|iet|idea|ious|eo(?!ple)")  # two syllables in one row of vowels
_SILENT = re.compile(r"(?:[^laeiouyscgxzh]es|[^td]ed|[^l]e|[aeiou]le)$")  # the ends of makes, asked, fine, while


def syllables(word: str) -> int:
    """How many syllables a word has, near enough: at least one."""
    plain = re.sub(r"[’'].*", "", word.lower())
    silent = bool(_SILENT.search(plain)) and len(_VOWELS.findall(plain)) > 1
    return max(1, len(_VOWELS.findall(plain)) + len(_APART.findall(plain)) - silent)


def grade(texts: Iterable[str]) -> float:
    """The school grade in which texts of whole sentences can be read; 0 for no words at all."""
    joined = " ".join(texts)
    words = _WORD.findall(joined)
    if not words:
        return 0.0
    sentences = max(1, len(_SENTENCE.findall(joined)))
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59


def reading_age(texts: Iterable[str]) -> int:
    """The age, in whole years, at which they can be read; children younger than five are not asked to read."""
    return max(AGE_IN_GRADE_NOUGHT, round(grade(texts)) + AGE_IN_GRADE_NOUGHT)
