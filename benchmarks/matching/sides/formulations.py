"""The two formulations in use, as matrices: every cycle and chain a column, or PICEF.

PICEF (Dickerson, Manlove, Plaut, Sandholm, Trimble 2016) has a column for each cycle, and for each
arc at each position of a chain that it can have.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from tilth.matching.graphs import Graph

CYCLE_MAX = 3


@dataclass
class Program:
    """Columns of (worth, {row: entry}), all 0 or 1; no row may pass its limit."""

    limits: list[float]
    worths: list[float] = field(default_factory=list)
    columns: list[dict[int, int]] = field(default_factory=list)

    def add(self, worth: float, column: dict[int, int]) -> None:
        """One more column."""
        self.worths.append(worth)
        self.columns.append(column)


def cycles(graph: Graph, chain_max: int) -> Program:
    """Every cycle and every chain a column."""
    ways = _Ways(graph)
    program = Program([1.0] * graph.count)
    for cycle in ways.cycles():
        program.add(ways.weight(cycle, closed=True), dict.fromkeys(cycle, 1))
    for altruist in np.flatnonzero(graph.altruists).tolist():
        for chain in ways.chains((altruist,), chain_max):
            program.add(ways.weight(chain, closed=False), dict.fromkeys(chain, 1))
    return program


def picef(graph: Graph, chain_max: int) -> Program:
    """Every cycle a column, and every arc at every position of a chain."""
    ways = _Ways(graph)
    program = Program([1.0] * graph.count)
    for cycle in ways.cycles():
        program.add(ways.weight(cycle, closed=True), dict.fromkeys(cycle, 1))
    arrived: dict[tuple[int, int], int] = {}

    def after(vertex: int, position: int) -> int:
        """The row that lets a chain leave a vertex only after it has come there."""
        if (vertex, position) not in arrived:
            arrived[vertex, position] = len(program.limits)
            program.limits.append(0.0)
        return arrived[vertex, position]

    here = np.flatnonzero(graph.altruists).tolist()
    for position in range(1, chain_max + 1):
        reached = set()
        for tail in here:
            for head in ways.heads[tail]:
                column = {head: 1, (tail if position == 1 else after(tail, position - 1)): 1}
                if position < chain_max:
                    column[after(head, position)] = -1
                program.add(ways.weights[tail, head], column)
                reached.add(head)
        here = sorted(reached)
    return program


class _Ways:
    def __init__(self, graph: Graph) -> None:
        self.weights = {(tail, head): weight for tail, head, weight in graph.arcs()}
        self.heads: list[list[int]] = [[] for _ in range(graph.count)]
        for tail, head in self.weights:
            self.heads[tail].append(head)

    def cycles(self) -> Iterator[tuple[int, ...]]:
        """Of two and three, each once, begun at its first vertex."""
        for a, heads in enumerate(self.heads):
            for b in heads:
                if b < a:
                    continue
                if (b, a) in self.weights:
                    yield a, b
                yield from ((a, b, c) for c in self.heads[b] if c > a and (c, a) in self.weights)

    def chains(self, chain: tuple[int, ...], more: int) -> Iterator[tuple[int, ...]]:
        """This chain made longer."""
        for head in self.heads[chain[-1]] if more else ():
            if head not in chain:
                yield (*chain, head)
                yield from self.chains((*chain, head), more - 1)

    def weight(self, path: tuple[int, ...], *, closed: bool) -> float:
        """What its arcs weigh together."""
        ends = path[1:] + path[:1] if closed else path[1:]
        return sum(self.weights[arc] for arc in zip(path, ends, strict=False))
