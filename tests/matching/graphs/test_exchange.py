"""The best exchange is the best: beside brute force, beside the literature, and by theorems."""

import csv
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching.effort import often, times
from tests.matching.graphs.brute import best_value
from tests.matching.graphs.strategies import graphs
from tilth.matching.graphs import Exchange, Graph, exchange, faults, read_wmd

PUBLISHED = Path(__file__).parents[4] / "shared" / "data" / "kidney"


# --- beside brute force -------------------------------------------------------------------------


@times(2)
@given(graph=graphs(), cycle_max=st.integers(0, 3), chain_max=st.sampled_from([0, 2, 2, 3, 3, 4]))
def test_nothing_better_is_found_by_trying_everything(graph: Graph, cycle_max: int, chain_max: int) -> None:
    found = exchange(graph, cycle_max, chain_max)
    assert faults(found, graph, cycle_max, chain_max) == []
    assert found.value == pytest.approx(best_value(graph, cycle_max, chain_max), abs=1e-5)
    assert found.proven


@often
@given(graph=graphs(), order=st.randoms(use_true_random=False))
def test_the_names_of_vertices_and_the_order_of_arcs_do_not_matter(graph: Graph, order: object) -> None:
    shuffle = order.shuffle  # type: ignore[attr-defined]
    names = list(range(graph.count))
    shuffle(names)
    arcs = [(names[tail], names[head], weight) for tail, head, weight in graph.arcs()]
    shuffle(arcs)
    renamed = Graph.of(graph.count, arcs, [names[v] for v in np.flatnonzero(graph.altruists)])
    assert exchange(renamed).value == pytest.approx(exchange(graph).value, abs=1e-5)


@often
@given(graph=graphs())
def test_longer_chains_and_cycles_are_never_worse(graph: Graph) -> None:
    values = [exchange(graph, longest, longest).value for longest in range(4)]
    assert values[0] == 0
    assert all(more >= less - 1e-5 for less, more in pairwise(values))


@often
@given(graph=graphs())
def test_the_same_graph_gives_the_same_exchange(graph: Graph) -> None:
    assert exchange(graph) == exchange(graph)


# --- by hand ------------------------------------------------------------------------------------


def test_a_chain_is_counted_by_its_arcs_and_its_end_counts() -> None:
    path = Graph.of(4, [(0, 1, 1), (1, 2, 1), (2, 3, 1)], altruists=[0])
    assert exchange(path, 3, 3) == Exchange((), ((0, 1, 2, 3),), 3.0, 3.0)
    assert exchange(path, 3, 2) == Exchange((), ((0, 1, 2),), 2.0, 2.0)
    assert exchange(path, 3, 0) == Exchange((), (), 0.0, 0.0)


def test_a_cycle_is_counted_by_its_vertices() -> None:
    ring = Graph.of(3, [(0, 1, 1), (1, 2, 1), (2, 0, 1)])
    assert exchange(ring, 3, 0).cycles == ((0, 1, 2),)
    assert exchange(ring, 2, 3).value == 0


def test_weight_counts_and_not_the_number_of_arcs() -> None:
    graph = Graph.of(4, [(0, 1, 5), (1, 0, 5), (1, 2, 1), (2, 3, 1), (3, 1, 1), (0, 3, 1)])
    assert exchange(graph).cycles == ((0, 1),)
    assert exchange(graph).value == 10


def test_nobody_at_all_is_no_fault() -> None:
    assert exchange(Graph.of(0, [])) == Exchange((), (), 0.0, 0.0)
    assert exchange(Graph.of(3, [], altruists=[0, 1, 2])).proven


def test_lengths_below_nothing_make_no_sense() -> None:
    with pytest.raises(ValueError, match="shorter than nothing"):
        exchange(Graph.of(1, []), -1)


# --- beside the literature ----------------------------------------------------------------------


def published() -> list[tuple[str, int, int, float]]:
    """Name, longest cycle, longest chain, optimum."""
    table = PUBLISHED / "published_optima.csv"
    if not table.is_file():
        return []
    with table.open(newline="") as file:
        rows = {(r["inst"], int(r["K"]), int(r["L"]), float(r["obj"])) for r in csv.DictReader(file)}
    return sorted(rows)


@cache
def pool(name: str) -> Graph:
    return read_wmd((PUBLISHED / f"00036-{name}.wmd").read_text())


@pytest.mark.skipif(not published(), reason="PrefLib's pools and their optima are not beside this checkout")
@pytest.mark.parametrize(("name", "cycle_max", "chain_max", "optimum"), published())
def test_the_published_optimum_is_found_and_proven(name: str, cycle_max: int, chain_max: int, optimum: float) -> None:
    found = exchange(pool(name), cycle_max, chain_max)
    assert faults(found, pool(name), cycle_max, chain_max) == []
    assert (found.value, found.bound) == (optimum, optimum)
