"""The best exchange in a plain graph: cycles, and chains that altruists begin.

Lengths are counted as the literature counts them, which the published optima of PrefLib's pools
confirm: a cycle by its vertices, a chain by its arcs, so the altruist does not count; every arc
counts with its weight, the last of a chain too, and an altruist left alone counts nothing.
(In `Rules` a chain is counted by its people, the opener included: one more.)
"""

from functools import partial
from math import floor, log2

import numpy as np

from tilth.matching.graphs.values import Exchange, Graph, Watch
from tilth.matching.solver.choice import choose
from tilth.matching.solver.columns import Floats, Integers
from tilth.matching.solver.network import Network, Terms

FINEST = 1 << 20
"""Weights that are no whole numbers are counted in parts of one by this number of them."""
COUNTED = 1 << 30
"""An arc counts no more parts than this: heavier weights are counted in coarser parts, or the solver loses its way."""
MOST_AT_ONCE = 20_000
"""Vertices in some arc; the arc between any two is found in a table of all of them, which then takes 1.6 GB."""
ALONG = 50_000_000
"""Vertices times the arcs of a chain; what may be hoped for on from each vertex then takes as much again."""
LONGEST_CYCLE = 3


class TooLarge(ValueError):
    """Why a graph needs more memory than can be expected, and what would need less."""


def exchange(graph: Graph, cycle_max: int = 3, chain_max: int = 3, watch: Watch | None = None) -> Exchange:
    """The heaviest set of cycles and chains that share no vertex.

    `cycle_max` is the most vertices of a cycle, three at most; `chain_max` the most arcs of a chain.
    Below 2, and below 1, there are none; anything else is a ValueError. A `watch` that answers False
    ends the search with the best known so far. Vertices in no arc cost nothing; where more than 20,000
    are in one, or chains may be too long for so many, that is a `TooLarge`.
    """
    if not (0 <= cycle_max <= LONGEST_CYCLE and chain_max >= 0):
        raise ValueError("a cycle has at most three vertices, and no chain is shorter than nothing")
    graph, names = _without_idle(graph)
    chain_max = min(chain_max, graph.count)  # no chain is longer than there are vertices
    _refuse_too_large(graph.count, chain_max)
    unit = _unit(graph.weights)
    terms, weights = _terms(graph, cycle_max, chain_max, unit)
    choice = choose(terms, partial(_tell, watch, unit) if watch else _go_on)
    groups = choice.groups
    value = float(weights[groups[groups >= 0]].sum())
    lost = 0.0 if unit == 1 else graph.count / unit / 2
    places = [tuple(names[row[row >= 0]].tolist()) for row in terms.network.members(groups)]
    closed = (groups >= 0).sum(axis=1) == [len(row) for row in places]
    return Exchange(
        cycles=tuple(row for row, is_cycle in zip(places, closed, strict=True) if is_cycle),
        chains=tuple(row for row, is_cycle in zip(places, closed, strict=True) if not is_cycle),
        value=value,
        bound=value if choice.bounds == choice.values else max(value, choice.bounds[0] / unit + lost),
        stopped=choice.stopped,
    )


def _without_idle(graph: Graph) -> tuple[Graph, Integers]:
    """The vertices that are in some arc, numbered anew, and which they are."""
    names: Integers = np.unique(np.concatenate([graph.tails, graph.heads]))
    tails, heads = (np.searchsorted(names, ends).astype(np.int32) for ends in (graph.tails, graph.heads))
    return Graph(len(names), tails, heads, graph.weights, graph.altruists[names]), names


def _refuse_too_large(count: int, chain_max: int) -> None:
    if count > MOST_AT_ONCE:
        told = f"{count:,} vertices are in some arc, and at most {MOST_AT_ONCE:,} can be solved at once"
        raise TooLarge(f"{told}: leave some out, or solve parts of the graph apart")
    if count * chain_max > ALONG:
        raise TooLarge(f"among {count:,} vertices ask for chains of at most {ALONG // count:,} arcs")


def _unit(weights: Floats) -> int:
    """In how many parts of one weights are counted."""
    if np.array_equal(weights, np.rint(weights)):
        return 1
    return min(FINEST, 1 << floor(log2(COUNTED / weights.max())))


def _terms(graph: Graph, cycle_max: int, chain_max: int, unit: int) -> tuple[Terms, Floats]:
    """The graph as the solver's terms, and the weights of its gifts."""
    order = np.lexsort((graph.heads, graph.tails))
    weights = graph.weights[order]
    network = Network(
        count=graph.count,
        tails=graph.tails[order],
        heads=graph.heads[order],
        openers=graph.altruists,
        masks=np.ones((graph.count, 1), dtype=np.uint64),
        schools=np.arange(graph.count, dtype=np.int32),
        size_max=cycle_max,
        chain_max=chain_max + 1,
    )
    gifts = np.rint(weights * unit)[None, :]
    nowhere: Integers = np.full(len(graph), -1, dtype=np.int32)
    loads: Integers = np.ones(graph.count, dtype=np.int32)
    return Terms(network, loads, np.zeros((1, graph.count)), gifts, gifts, nowhere), weights


def _tell(watch: Watch, unit: int, tier: int, done: float, value: float, bound: float, chosen: Integers) -> bool:
    return watch(value / unit, bound / unit)


def _go_on(*known: object) -> bool:
    return True
