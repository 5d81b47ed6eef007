"""Tiny graphs with everything in them that a graph may have, for hypothesis."""

from hypothesis import strategies as st

from tilth.matching.graphs import Graph

whole = st.integers(0, 3).map(float)
broken = st.floats(0, 3, allow_nan=False, width=16) | st.sampled_from([0.1, 1 / 3, 2.7])
weights = st.sampled_from([whole, st.just(1.0), broken])


@st.composite
def graphs(draw: st.DrawFn, most: int = 7) -> Graph:
    """A graph of a few vertices: some altruists, some vertices without arcs, weights of one sort."""
    count = draw(st.integers(0, most))
    altruists = draw(st.sets(st.integers(0, count - 1), max_size=2)) if count else set()
    possible = [(t, h) for t in range(count) for h in range(count) if t != h and h not in altruists]
    joined = draw(st.lists(st.sampled_from(possible), unique=True, max_size=24)) if possible else []
    weight = draw(weights)
    return Graph.of(count, [(tail, head, draw(weight)) for tail, head in joined], altruists)
