"""kep_solver 4 (Pettersson and others), with CBC as it comes: PICEF, its best, and its cycle formulation.

It counts a chain by its people, and each chain's end as one more transplant, to a waiting list. So
it is told one more, and given an objective that leaves the ends out: the problem is the same.
"""

from collections.abc import Callable

from kep_solver.entities import Donor, Recipient, Transplant
from kep_solver.entities import Instance as Pool
from kep_solver.graph import CompatibilityGraph, Edge, Exchange, Vertex
from kep_solver.model import PICEF, CycleAndChainModel, TransplantCount
from kep_solver.programme import Programme

from benchmarks.matching.instances import Instance, graph_of
from benchmarks.matching.sides import Answer
from benchmarks.matching.sides.formulations import CYCLE_MAX
from tilth.matching.graphs import Graph


class Transplants(TransplantCount):
    """Transplants to patients of the pool, and to nobody else."""

    def edgeValue(self, graph: CompatibilityGraph, edge: Edge, position: int | None = None) -> float:  # noqa: N802
        return float(edge.end.index != Vertex.sink().index)

    def value(self, graph: CompatibilityGraph, exchange: Exchange) -> float:
        return len(exchange) - exchange.chain


def picef(instance: Instance) -> Callable[[], Answer]:
    """Cycles as columns, chains by position."""
    return _solver(instance, PICEF)


def cycles(instance: Instance) -> Callable[[], Answer]:
    """Cycles and chains as columns."""
    return _solver(instance, CycleAndChainModel)


def _solver(instance: Instance, model: type) -> Callable[[], Answer]:
    pool = _pool(graph_of(instance))
    programme = Programme([Transplants()], CYCLE_MAX, instance.chain + 1, "", full_details=False, model=model)

    def solve() -> Answer:
        solution, _ = programme.solve_single(pool)
        return Answer(solution.values[0], solution.values[0], "optimal")

    return solve


def _pool(graph: Graph) -> Pool:
    pool = Pool()
    donors = [Donor(f"d{vertex}") for vertex in range(graph.count)]
    for vertex, donor in enumerate(donors):
        donor.NDD = bool(graph.altruists[vertex])
        if donor.NDD:
            pool.addDonor(donor)
        else:
            donor.recipient = Recipient(f"r{vertex}")
            donor.recipient.addDonor(donor)
            pool.addRecipient(donor.recipient)
    for tail, head, weight in graph.arcs():
        pool.addTransplant(Transplant(donors[tail], donors[head].recipient, weight))
    return pool
