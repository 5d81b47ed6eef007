"""The heaviest exchange by trying everything: slow, plain, and written apart from the engine."""

from itertools import combinations, pairwise, permutations

from tilth.matching.graphs import Graph


def best_value(graph: Graph, cycle_max: int, chain_max: int) -> float:
    """What the heaviest exchange weighs."""
    worth = _worth_of_sets(graph, cycle_max, chain_max)
    best = {frozenset[int](): 0.0}

    def of(left: frozenset[int]) -> float:
        if left not in best:
            first = min(left)
            without = of(left - {first})
            best[left] = max(
                [without, *(worth[group] + of(left - group) for group in worth if first in group and group <= left)]
            )
        return best[left]

    return of(frozenset(range(graph.count)))


def _worth_of_sets(graph: Graph, cycle_max: int, chain_max: int) -> dict[frozenset[int], float]:
    """The most that exactly these vertices could make of it as one cycle or one chain."""
    weights = {(tail, head): weight for tail, head, weight in graph.arcs()}
    worth: dict[frozenset[int], float] = {}
    for size in range(2, max(cycle_max, chain_max + 1) + 1):
        for members in combinations(range(graph.count), size):
            for order in permutations(members):
                for arcs in _shapes(order, graph, cycle_max, chain_max):
                    if all(arc in weights for arc in arcs):
                        group = frozenset(members)
                        worth[group] = max(worth.get(group, 0.0), sum(weights[arc] for arc in arcs))
    return worth


def _shapes(order: tuple[int, ...], graph: Graph, cycle_max: int, chain_max: int) -> list[list[tuple[int, int]]]:
    """As a cycle and as a chain, where it may be one."""
    shapes = []
    if len(order) <= cycle_max and order[0] == min(order):
        shapes.append([*pairwise(order), (order[-1], order[0])])
    if len(order) - 1 <= chain_max and graph.altruists[order[0]]:
        shapes.append(list(pairwise(order)))
    return shapes
