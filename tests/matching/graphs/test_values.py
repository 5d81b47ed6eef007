"""A graph that makes no sense is refused with a reason; one that makes sense stays as it is."""

import numpy as np
import pytest

from tilth.matching.graphs import Graph

WRONG = {
    "none of 2 vertices": lambda: Graph.of(2, [], altruists=[2]),
    "not between two of 2 vertices": lambda: Graph.of(2, [(0, 2, 1)]),
    "0 → -1": lambda: Graph.of(2, [(0, 1, 1), (0, -1, 1)]),
    "from a vertex to itself": lambda: Graph.of(2, [(1, 1, 1)]),
    "who gets nothing": lambda: Graph.of(2, [(0, 1, 0)], altruists=[1]),
    "there twice": lambda: Graph.of(3, [(0, 1, 1), (1, 2, 1), (0, 1, 2)]),
    r"weight -1\) has no weight": lambda: Graph.of(2, [(0, 1, -1)]),
    r"weight nan\) has no weight": lambda: Graph.of(2, [(0, 1, float("nan"))]),
    r"weight inf\) has no weight": lambda: Graph.of(2, [(0, 1, float("inf"))]),
    "altruists must be -1": lambda: Graph.of(-1, []),
}


@pytest.mark.parametrize("why", WRONG)
def test_what_is_no_graph_is_refused_and_why_is_said(why: str) -> None:
    with pytest.raises(ValueError, match=why):
        WRONG[why]()


def test_arrays_of_the_wrong_kind_or_length_are_refused_by_name() -> None:
    one, two = np.zeros(1, dtype=np.int32), np.ones(2, dtype=np.int32)
    nobody = np.zeros(2, dtype=np.bool_)
    with pytest.raises(ValueError, match="heads must be 1 of int32"):
        Graph(2, one, two, np.ones(1), nobody)
    with pytest.raises(ValueError, match="tails must be 1 of int32"):
        Graph(2, one.astype(np.int64), one, np.ones(1), nobody)
    with pytest.raises(ValueError, match="weights must be 1 of float64"):
        Graph(2, one, one + 1, one, nobody)


def test_nobody_writes_to_a_graph() -> None:
    graph = Graph.of(2, [(0, 1, 1)])
    with pytest.raises(ValueError, match="read-only"):
        graph.weights[0] = -1
    assert list(graph.arcs()) == [(0, 1, 1.0)]
    assert len(graph) == 1
