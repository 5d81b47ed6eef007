"""The best exchange in a plain graph: cycles, and chains that altruists begin.

Lengths are counted as the literature counts them, which the published optima of PrefLib's pools
confirm: a cycle by its vertices, a chain by its arcs, so the altruist does not count; every arc
counts with its weight, the last of a chain too, and an altruist left alone counts nothing.
(In `Rules` a chain is counted by its people, the opener included: one more.)
"""

from functools import partial

import numpy as np

from tilth.matching.graphs.values import Exchange, Graph, Watch
from tilth.matching.solver.choice import choose
from tilth.matching.solver.columns import Floats, Integers
from tilth.matching.solver.network import Network, Terms

FINEST = 1 << 20
"""Weights that are no whole numbers are counted in parts of one by this number of them."""
LONGEST_CYCLE = 3


def exchange(graph: Graph, cycle_max: int = 3, chain_max: int = 3, watch: Watch | None = None) -> Exchange:
    """The heaviest set of cycles and chains that share no vertex.

    `cycle_max` is the most vertices of a cycle, three at most; `chain_max` the most arcs of a chain.
    Below 2, and below 1, there are none; anything else is a ValueError. A `watch` that answers False
    ends the search with the best known so far.
    """
    if not (0 <= cycle_max <= LONGEST_CYCLE and chain_max >= 0):
        raise ValueError("a cycle has at most three vertices, and no chain is shorter than nothing")
    unit = 1 if np.array_equal(graph.weights, np.rint(graph.weights)) else FINEST
    terms, weights = _terms(graph, cycle_max, chain_max, unit)
    choice = choose(terms, partial(_tell, watch, unit) if watch else _go_on)
    groups = choice.groups
    value = float(weights[groups[groups >= 0]].sum())
    lost = 0.0 if unit == 1 else graph.count / unit / 2
    places = [tuple(row[row >= 0].tolist()) for row in terms.network.members(groups)]
    closed = (groups >= 0).sum(axis=1) == [len(row) for row in places]
    return Exchange(
        cycles=tuple(row for row, is_cycle in zip(places, closed, strict=True) if is_cycle),
        chains=tuple(row for row, is_cycle in zip(places, closed, strict=True) if not is_cycle),
        value=value,
        bound=value if choice.bounds == choice.values else max(value, choice.bounds[0] / unit + lost),
        stopped=choice.stopped,
    )


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
