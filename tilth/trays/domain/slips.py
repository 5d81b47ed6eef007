"""Slips: short secret words that let somebody put one sheet into a box. Made, printed, and read forgivingly."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from random import Random

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: nothing in it looks like something else
DOOR = 3  # symbols that anybody may see: they say which box
SECRET = 10  # symbols, 50 bits
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
BETWEEN = re.compile(r"[\s\-‐‑‒–—−_.·/]+")


@dataclass(frozen=True)
class Slip:
    """One slip."""

    door: str
    secret: str

    def __str__(self) -> str:
        """As it is printed: three symbols, five, five."""
        return f"{self.door}-{self.secret[:5]}-{self.secret[5:]}"

    def __repr__(self) -> str:
        """What a log or a traceback may show of it."""
        return f"Slip({self.door}-…)"


def symbols(count: int, chance: Random) -> str:
    """So many symbols by chance."""
    return "".join(chance.choice(SYMBOLS) for _ in range(count))


def read(text: str) -> Slip | None:
    """The slip that somebody typed: any case, any gaps, and letters that look like digits. None: it is no slip."""
    plain = BETWEEN.sub("", unicodedata.normalize("NFKC", text)).upper().translate(MISREAD)
    if len(plain) != DOOR + SECRET or not set(plain) <= set(SYMBOLS):
        return None
    return Slip(plain[:DOOR], plain[DOOR:])
