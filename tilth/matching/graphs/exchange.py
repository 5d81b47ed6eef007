"""The best exchange in a plain graph: cycles, and chains that altruists begin.

Lengths are counted as the literature counts them, which the published optima of PrefLib's pools
confirm: a cycle by its vertices, a chain by its arcs, so the altruist does not count; every arc
counts with its weight, the last of a chain too, and an altruist left alone counts nothing.
(In `Rules` a chain is counted by its people, the opener included: one more.)
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import fsum

import numpy as np

from tilth.matching.graphs.values import Exchange, Floats, Graph, Watch
from tilth.matching.solver.columns import Columns
from tilth.matching.solver.packing import Packing, choose

FINEST = 1 << 20
"""Weights that are no whole numbers are counted in parts of one by this number of them."""

Vertices = tuple[int, ...]


def exchange(graph: Graph, cycle_max: int = 3, chain_max: int = 3, watch: Watch | None = None) -> Exchange:
    """The heaviest set of cycles and chains that share no vertex.

    `cycle_max` is the most vertices of a cycle, `chain_max` the most arcs of a chain; below 2, and
    below 1, there are none. A `watch` that answers False ends the search with the best known so far.
    """
    if cycle_max < 0 or chain_max < 0:
        raise ValueError("no cycle and no chain is shorter than nothing")
    listed = _Listing(graph)
    cycles, chains = list(listed.cycles(cycle_max)), list(listed.chains(chain_max))
    groups = [*cycles, *chains]
    weights = np.array([*map(listed.weight_round, cycles), *map(listed.weight_along, chains)])
    unit = 1 if np.array_equal(graph.weights, np.rint(graph.weights)) else FINEST
    choice = choose(_packing(graph.count, groups, np.rint(weights * unit)))
    value = fsum(weights[list(choice.columns)])
    lost = 0.0 if unit == 1 else graph.count / unit / 2
    return Exchange(
        cycles=tuple(groups[place] for place in choice.columns if place < len(cycles)),
        chains=tuple(groups[place] for place in choice.columns if place >= len(cycles)),
        value=value,
        bound=value if choice.bounds == choice.values else max(value, choice.bounds[0] / unit + lost),
    )


class _Listing:
    """Every cycle and every chain of a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._weights = {(tail, head): weight for tail, head, weight in graph.arcs()}
        self._heads: list[list[int]] = [[] for _ in range(graph.count)]
        for tail, head in sorted(self._weights):
            self._heads[tail].append(head)

    def cycles(self, longest: int) -> Iterator[Vertices]:
        """Each cycle once, begun at its first vertex."""
        for first in range(self.graph.count):
            for path in self._paths((first,), longest - 1):
                if len(path) > 1 and (path[-1], first) in self._weights:
                    yield path

    def _paths(self, path: Vertices, more: int) -> Iterator[Vertices]:
        """Paths among later vertices than the first."""
        yield path
        if more > 0:
            for head in self._heads[path[-1]]:
                if head > path[0] and head not in path:
                    yield from self._paths((*path, head), more - 1)

    def chains(self, longest: int) -> Iterator[Vertices]:
        """Each chain that an altruist can begin."""
        for altruist in np.flatnonzero(self.graph.altruists).tolist():
            yield from self._longer((altruist,), longest)

    def _longer(self, chain: Vertices, more: int) -> Iterator[Vertices]:
        if more > 0:
            for head in self._heads[chain[-1]]:
                if head not in chain:
                    yield (*chain, head)
                    yield from self._longer((*chain, head), more - 1)

    def weight_along(self, path: Vertices) -> float:
        """What the arcs of a path weigh together."""
        return fsum(self._weights[arc] for arc in pairwise(path))

    def weight_round(self, cycle: Vertices) -> float:
        """What the arcs of a cycle weigh together."""
        return fsum(self._weights[arc] for arc in pairwise((*cycle, cycle[0])))


def _packing(count: int, groups: Sequence[Vertices], worth: Floats) -> Packing:
    lengths = [0, *map(len, groups)]
    rows = np.fromiter((vertex for group in groups for vertex in group), dtype=np.int32)
    columns = Columns(np.cumsum(lengths, dtype=np.int32), rows, np.ones(len(rows)))
    return Packing(columns, np.ones(count), worth.reshape(1, len(groups)))
