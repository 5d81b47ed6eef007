"""Whether a name of a child seems to stand where kinds of learner are meant. A guess, and never a refusal. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

WORD = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{2,}(?:[-’'][A-Za-z]+)?")
BEGINNING = re.compile(r"(?:^|[.!?:;\n•*–-])[\s\"'“‘(]*$")
USUAL_WORDS = """
Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
October November December English Welsh Irish Scottish French German Spanish Polish Urdu Arabic Punjabi Latin Maths
Mathematics Science History Geography Music Art Computing Year Years Key Stage Reception Nursery Autumn Spring Summer
Easter Christmas Pupil Premium British Victorian Roman Tudor Shakespeare
"""
USUAL = frozenset(USUAL_WORDS.split())


def perhaps_names(text: str, known: Collection[str] = ()) -> list[str]:
    """Words that look like names: capital letters in the middle of a sentence, unless usual or known."""
    usual = USUAL | {word for words in known for word in words.split()}
    found = (match.group() for match in WORD.finditer(text) if not BEGINNING.search(text[: match.start()]))
    return list(dict.fromkeys(word for word in found if word not in usual))
