"""What may be published of what people said in confidence, so that nothing shown leads back to one of them."""

from tilth.disclosure.release import release
from tilth.disclosure.values import Body, Earlier, Exact, Few, Release, Reason, Rules, Scale, Shown, Unit, Withheld

__all__ = [
    "Body",
    "Earlier",
    "Exact",
    "Few",
    "Reason",
    "Release",
    "Rules",
    "Scale",
    "Shown",
    "Unit",
    "Withheld",
    "release",
]
