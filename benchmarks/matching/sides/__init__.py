"""Everybody who solves an instance: we ourselves, through our public face, and our peers.

A side is a function of an instance. It prepares what any solver would be handed, and returns what
is measured: a function of nothing that gives an Answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from benchmarks.matching.instances import (
    CPSAT_GROUPS,
    CPSAT_PICEF,
    HIGHS_CYCLES,
    HIGHS_PICEF,
    KEP_CYCLES,
    KEP_PICEF,
    Instance,
)


@dataclass(frozen=True)
class Answer:
    """What a side found: its value, the most it could be if the side says so, and a word about it.

    `widest` is the widest gap of any tier, as a share, where there are tiers. `faults` looks the
    whole answer over, which is done after it was measured.
    """

    value: float
    bound: float | None
    status: str
    widest: float | None = None
    faults: Callable[[], Sequence[str]] = tuple


Side = Callable[[Instance], Callable[[], Answer]]

_WHERE = {
    "ours": ("ours", "exchange"),
    "ours, placed": ("ours", "placed"),
    "ours, stopped": ("ours", "stopped"),
    "ours, every tier": ("ours", "every_tier"),
    "ours, by family": ("ours", "by_family"),
    "ours, one pool": ("ours", "one_pool"),
    "ours, whole again": ("ours", "whole_again"),
    "ours, mended": ("ours", "mended"),
    "ours, every tier whole again": ("ours", "every_tier_whole_again"),
    "ours, every tier mended": ("ours", "every_tier_mended"),
    "ours, loosened": ("ours", "loosened"),
    KEP_PICEF: ("kep", "picef"),
    KEP_CYCLES: ("kep", "cycles"),
    HIGHS_PICEF: ("highs", "picef"),
    HIGHS_CYCLES: ("highs", "cycles"),
    CPSAT_PICEF: ("cpsat", "picef"),
    CPSAT_GROUPS: ("cpsat", "groups"),
}


def side(name: str) -> Side:
    """The side of that name; only its own solver is imported."""
    module, function = _WHERE[name]
    found: Side = getattr(import_module(f"benchmarks.matching.sides.{module}"), function)
    return found
