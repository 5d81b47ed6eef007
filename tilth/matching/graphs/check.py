"""A second opinion on an exchange: written apart from the engine, sharing none of its reasoning."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from math import fsum, isclose

from tilth.matching.graphs.values import ROUNDING, Exchange, Graph


def faults(exchange: Exchange, graph: Graph, cycle_max: int, chain_max: int) -> list[str]:
    """Everything wrong with an exchange in this graph, in sentences; none when it may be used."""
    weights = {(tail, head): weight for tail, head, weight in graph.arcs()}
    arcs = [arc for cycle in exchange.cycles for arc in pairwise((*cycle, *cycle[:1]))]
    arcs += [arc for chain in exchange.chains for arc in pairwise(chain)]
    return [
        *_cycles(exchange, graph, cycle_max),
        *_chains(exchange, graph, chain_max),
        *_shared(exchange),
        *(f"nothing leads from {tail} to {head}" for tail, head in arcs if (tail, head) not in weights),
        *_value(exchange, fsum(weights.get(arc, 0.0) for arc in arcs)),
    ]


def _cycles(exchange: Exchange, graph: Graph, cycle_max: int) -> Iterator[str]:
    for cycle in exchange.cycles:
        if not 2 <= len(cycle) <= cycle_max:
            yield f"a cycle of {len(cycle)} is not allowed: {cycle}"
        if any(_is_altruist(vertex, graph) for vertex in cycle):
            yield f"an altruist is in the cycle {cycle}"


def _chains(exchange: Exchange, graph: Graph, chain_max: int) -> Iterator[str]:
    for chain in exchange.chains:
        if not 1 <= len(chain) - 1 <= chain_max:
            yield f"a chain of {len(chain) - 1} gifts is not allowed: {chain}"
        if not chain or not _is_altruist(chain[0], graph):
            yield f"no altruist begins the chain {chain}"
        if any(_is_altruist(vertex, graph) for vertex in chain[1:]):
            yield f"an altruist receives in the chain {chain}"


def _is_altruist(vertex: int, graph: Graph) -> bool:
    return 0 <= vertex < graph.count and bool(graph.altruists[vertex])


def _shared(exchange: Exchange) -> Iterator[str]:
    uses = Counter(vertex for group in (*exchange.cycles, *exchange.chains) for vertex in group)
    for vertex, count in uses.items():
        if count > 1:
            yield f"vertex {vertex} is used {count} times"


def _value(exchange: Exchange, weight: float) -> Iterator[str]:
    if not isclose(exchange.value, weight, rel_tol=ROUNDING, abs_tol=ROUNDING):
        yield f"the value is given as {exchange.value:g}, but the arcs weigh {weight:g}"
    if exchange.bound < exchange.value - ROUNDING * max(1.0, abs(exchange.value)):
        yield f"the bound {exchange.bound:g} is below the value {exchange.value:g}"
