"""A plain graph of who could give to whom, and an exchange chosen in it: frozen values, nothing else."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Integers: TypeAlias = NDArray[np.int32]
Floats: TypeAlias = NDArray[np.float64]
Booleans: TypeAlias = NDArray[np.bool_]
Arc: TypeAlias = tuple[int, int, float]
Watch: TypeAlias = Callable[[float, float], bool]
"""Told the value reached and its bound from time to time; the search goes on while the answer is true."""

HEAVIEST = 1_000_000_000
"""Weights above this, added up, are more than the solver counts exactly."""
ROUNDING = 1e-6
"""So much of a value, or of one when it is less than one, may be lost to rounding in a proof."""


@dataclass(frozen=True, eq=False)
class Graph:
    """Vertices 0 to `count` - 1, and arcs from a giver to a receiver, none twice.

    `tails`, `heads` (int32) and `weights` (float64, from zero to a billion) have an entry for each arc.
    `altruists` (bool) has an entry for each vertex: an altruist gives and asks nothing back, so no
    arc leads to one. The arrays are kept, and can be written to no more.
    """

    count: int
    tails: Integers
    heads: Integers
    weights: Floats
    altruists: Booleans

    def __post_init__(self) -> None:
        """Refuse, as a ValueError, what is no such graph."""
        for fault in _faults_of_arrays(self) or _faults_of_arcs(self):
            raise ValueError(fault)
        for array in (self.tails, self.heads, self.weights, self.altruists):
            array.setflags(write=False)

    @classmethod
    def of(cls, count: int, arcs: Iterable[Arc], altruists: Iterable[int] = ()) -> "Graph":
        """A graph of (tail, head, weight) each, and the altruists among its vertices."""
        listed = list(arcs)
        begins = np.zeros(max(0, count), dtype=np.bool_)
        for altruist in altruists:
            if not 0 <= altruist < count:
                raise ValueError(f"altruist {altruist} is none of {count} vertices")
            begins[altruist] = True
        return cls(
            count,
            np.array([tail for tail, _, _ in listed], dtype=np.int32),
            np.array([head for _, head, _ in listed], dtype=np.int32),
            np.array([weight for _, _, weight in listed], dtype=np.float64),
            begins,
        )

    def __len__(self) -> int:
        """How many arcs there are."""
        return len(self.tails)

    def arcs(self) -> Iterator[Arc]:
        """Every arc as (tail, head, weight)."""
        return zip(self.tails.tolist(), self.heads.tolist(), self.weights.tolist(), strict=True)


def _faults_of_arrays(graph: Graph) -> list[str]:
    shapes: dict[str, tuple[NDArray[Any], type[np.generic], int]] = {
        "tails": (graph.tails, np.int32, len(graph.tails)),
        "heads": (graph.heads, np.int32, len(graph.tails)),
        "weights": (graph.weights, np.float64, len(graph.tails)),
        "altruists": (graph.altruists, np.bool_, graph.count),
    }
    return [
        f"{name} must be {length} of {np.dtype(kind)}, not {array.shape} of {array.dtype}"
        for name, (array, kind, length) in shapes.items()
        if array.shape != (length,) or array.dtype != kind
    ]


def _faults_of_arcs(graph: Graph) -> Iterator[str]:
    """What is wrong with an arc, for the first arc of each kind of wrong."""
    tails, heads = graph.tails, graph.heads
    outside = (np.minimum(tails, heads) < 0) | (np.maximum(tails, heads) >= graph.count)
    yield from _first(graph, outside, f"is not between two of {graph.count} vertices")
    if outside.any():
        return
    yield from _first(graph, tails == heads, "leads from a vertex to itself")
    yield from _first(graph, graph.altruists[heads], "leads to an altruist, who gets nothing")
    yield from _first(graph, ~(np.isfinite(graph.weights) & (graph.weights >= 0)), "has no weight of zero or more")
    yield from _first(graph, graph.weights > HEAVIEST, f"weighs more than {HEAVIEST:,}")
    yield from _first(graph, _seen_before(tails.astype(np.int64) * graph.count + heads), "is there twice")


def _first(graph: Graph, wrong: Booleans, why: str) -> Iterator[str]:
    for arc in np.flatnonzero(wrong)[:1]:
        yield f"the arc {graph.tails[arc]} → {graph.heads[arc]} (weight {graph.weights[arc]:g}) {why}"


def _seen_before(keys: NDArray[np.int64]) -> Booleans:
    seen = np.ones(len(keys), dtype=np.bool_)
    seen[np.unique(keys, return_index=True)[1]] = False
    return seen


@dataclass(frozen=True)
class Exchange:
    """Cycles and chains that share no vertex, what their arcs weigh together, and the proven most.

    Vertices stand in the order of giving: in a cycle the last gives to the first, in a chain the
    first is an altruist and the last only gains. A search that was `stopped` gives the best it
    knew by then.
    """

    cycles: tuple[tuple[int, ...], ...]
    chains: tuple[tuple[int, ...], ...]
    value: float
    bound: float
    stopped: bool = False

    @property
    def gap(self) -> float:
        """How far the value may be from the best."""
        return max(0.0, self.bound - self.value)

    @property
    def proven(self) -> bool:
        """Whether the value is known to be the best there is."""
        return self.gap <= ROUNDING * max(1.0, abs(self.value))
