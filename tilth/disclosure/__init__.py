"""What may be published of what people said in confidence, so that nothing shown leads back to one of them."""

from tilth.disclosure.release import release
from tilth.disclosure.values import (
    FAMILY,
    Body,
    Earlier,
    Exact,
    Few,
    Part,
    Picked,
    Reason,
    Release,
    Released,
    Rules,
    Scale,
    Shown,
    Unit,
    Withheld,
)

__all__ = [
    "FAMILY",
    "Body",
    "Earlier",
    "Exact",
    "Few",
    "Part",
    "Picked",
    "Reason",
    "Release",
    "Released",
    "Rules",
    "Scale",
    "Shown",
    "Unit",
    "Withheld",
    "release",
]
