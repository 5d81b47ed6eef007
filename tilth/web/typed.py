"""What people type, as one clean line: pasted line breaks, invisible signs and whole books do no harm."""

from __future__ import annotations

import re

# Signs that no name needs: they break lines, end texts, or turn what follows the other way round on the page.
# Joiners stay: Persian, Sinhala and families of emoji are written with them.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def one_line(typed: str) -> str:
    """The text on one line, with single spaces and without signs that cannot be seen."""
    return " ".join(_UNSEEN.sub("", typed).split())


def sought(typed: str, most: int = 100) -> str:
    """What somebody typed into a search box, short enough for any database to look for."""
    return one_line(typed[:most])
