"""A .wmd file becomes its graph, or says in which line it is wrong. Nothing else can happen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching.graphs.strategies import graphs
from tilth.matching.graphs import BadFile, Graph, read_wmd

HEAD = "# NUMBER ALTERNATIVES: 3\n# ALTERNATIVE NAME 1: Pair 1\n# ALTERNATIVE NAME 3: Alturist 3\n"


def written(graph: Graph) -> str:
    """The graph as PrefLib would publish it, an arc of no weight to each altruist included."""
    lines = [f"# NUMBER ALTERNATIVES: {graph.count}"]
    arcs = [f"{tail + 1},{head + 1},{weight!r}" for tail, head, weight in graph.arcs()]
    for vertex in range(graph.count):
        kind = "Alturist" if graph.altruists[vertex] else "Pair"
        lines.append(f"# ALTERNATIVE NAME {vertex + 1}: {kind} {vertex + 1}")
        if graph.altruists[vertex]:
            arcs += [f"{n + 1},{vertex + 1},0.0" for n in range(graph.count) if not graph.altruists[n]]
    return "\n".join([*lines, f"# NUMBER EDGES: {len(arcs)}", *arcs])


@given(graphs())
def test_what_is_written_is_read(graph: Graph) -> None:
    read = read_wmd(written(graph))
    assert read.count == graph.count
    assert list(read.arcs()) == list(graph.arcs())
    assert read.altruists.tolist() == graph.altruists.tolist()


def test_line_ends_and_spaces_and_spelling_do_not_matter() -> None:
    text = "\ufeff# number alternatives : 2\r\n\r\n# ALTERNATIVE NAME 2: altruist\r\n 2 , 1 , 1e0 \r\n"
    graph = read_wmd(text)
    assert list(graph.arcs()) == [(1, 0, 1.0)]
    assert graph.altruists.tolist() == [False, True]


WRONG = {
    "": "so this is no .wmd file",
    "1,2,1.0": "so this is no .wmd file",
    "# NUMBER ALTERNATIVES: some": "line 1: NUMBER ALTERNATIVES is “some”",
    "# NUMBER ALTERNATIVES: 99999999": "line 1: NUMBER ALTERNATIVES is “99999999”",
    HEAD + "# NUMBER ALTERNATIVES: 3": "line 4: NUMBER ALTERNATIVES is there a second time",
    HEAD + "# ALTERNATIVE NAME 4: Pair 4": "line 4: “4” is none of the vertices 1 to 3",
    HEAD + "1,2": "line 4: “1,2” is not tail,head,weight",
    HEAD + "1,4,1": "line 4: “4” is none of the vertices 1 to 3",
    HEAD + "\n0,1,1": "line 5: “0” is none of the vertices 1 to 3",
    HEAD + "²,1,1": "line 4: “²” is none",
    HEAD + "1,1,1": "line 4: vertex 1 would give to itself",
    HEAD + "1,2,heavy": "line 4: the weight “heavy” is not a number",
    HEAD + "1,2,-1": "line 4: the weight “-1” is not a number of zero or more",
    HEAD + "1,2,nan": "line 4: the weight “nan” is not",
    HEAD + "1,2,1\n1,2,1": "line 5: the arc 1,2 is there a second time",
    HEAD + "1,3,0\n1,3,0": "line 5: the arc 1,3 is there a second time",
    HEAD + "1,3,1": "line 4: vertex 3 is an altruist, who gets nothing",
    HEAD + "# NUMBER EDGES: 2\n1,2,1": "there are 1 arcs, and the header says 2",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_bad_file_says_what_is_wrong_and_where(text: str) -> None:
    with pytest.raises(BadFile) as fault:
        read_wmd(text)
    assert WRONG[text] in str(fault.value)


bits = st.sampled_from(
    ["# NUMBER ALTERNATIVES: ", "# NUMBER EDGES: ", "# ALTERNATIVE NAME ", ": Alturist", *"0123,.-\n# "]
)


@given(
    st.text() | st.lists(bits, max_size=30).map("".join) | st.lists(bits, max_size=12).map(lambda b: HEAD + "".join(b))
)
def test_garbage_is_a_graph_or_a_bad_file_and_nothing_else(text: str) -> None:
    try:
        read_wmd(text)
    except BadFile as fault:
        assert str(fault)
