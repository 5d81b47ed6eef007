"""What is too much is refused in words, and what only looks like too much is solved; by the command too."""

import random
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.matching.graphs.brute import best_value
from tilth.command.app import app
from tilth.command.house import Exit
from tilth.matching.graphs import BadFile, Graph, TooLarge, exchange, faults, read_wmd
from tilth.matching.graphs.exchange import MOST_AT_ONCE
from tilth.matching.graphs.values import HEAVIEST

ENDLESS = 100_000_000_000_000
PAIR = "1,2,1\n2,1,1"


def solved(folder: Path, text: str, *words: str) -> Result:
    path = folder / "pool.wmd"
    path.write_text(text)
    return CliRunner().invoke(app, ["match", "--instance", str(path), *words])


def pool(arcs: str, count: int = 2) -> str:
    return f"# NUMBER ALTERNATIVES: {count}\n{arcs}"


# --- cycles and chains --------------------------------------------------------------------------


@pytest.mark.parametrize("cycles", ["4", "5"])
def test_cycles_of_four_are_wrong_use_and_the_most_is_named(tmp_path: Path, cycles: str) -> None:
    told = solved(tmp_path, pool(PAIR), "--cycles", cycles)
    assert told.exit_code == Exit.WRONG_USE
    assert "equal to 3" in " ".join(told.output.split())


def test_no_chain_is_longer_than_there_are_people(tmp_path: Path) -> None:
    path = Graph.of(4, [(0, 1, 1), (1, 2, 1), (2, 3, 1)], altruists=[0])
    assert exchange(path, 3, ENDLESS) == exchange(path, 3, 3)
    assert solved(tmp_path, pool(PAIR), "--chains", str(ENDLESS)).exit_code == Exit.FINE


def test_more_chains_than_there_are_numbers_for_are_no_fault() -> None:
    chance = random.Random(5)
    arcs = [
        (tail, head, 1.0) for tail in range(150) for head in range(5, 150) if tail != head and chance.random() < 0.9
    ]
    found = exchange(graph := Graph.of(150, arcs, altruists=range(5)), 3, 149)
    assert (found.value, found.proven) == (145, True)
    assert faults(found, graph, 3, 149) == []


# --- weights ------------------------------------------------------------------------------------


@pytest.mark.parametrize("weight", ["1e308", "9e307", "1000000001"])
def test_weights_too_heavy_to_be_added_up_are_refused_with_their_line(tmp_path: Path, weight: str) -> None:
    text = pool(f"1,2,1\n2,1,{weight}")
    with pytest.raises(BadFile, match=f"line 3: the weight “{weight}” is more than 1,000,000,000: divide all"):
        read_wmd(text)
    assert solved(tmp_path, text).exit_code == Exit.REFUSED
    with pytest.raises(ValueError, match="weighs more than 1,000,000,000"):
        Graph.of(2, [(0, 1, float(weight))])


@pytest.mark.parametrize("heaviest", [1e4, 1e6, HEAVIEST])
def test_heavy_weights_that_are_no_whole_numbers_are_solved(heaviest: float) -> None:
    chance = random.Random(2)
    for _ in range(100):
        count, altruists = chance.randint(3, 7), {0} if chance.random() < 0.5 else set()
        graph = Graph.of(
            count,
            [
                (tail, head, chance.random() * heaviest)
                for tail in range(count)
                for head in range(count)
                if tail != head and head not in altruists and chance.random() < 0.5
            ],
            altruists,
        )
        found = exchange(graph)
        assert found.proven
        assert found.value == pytest.approx(best_value(graph, 3, 3), rel=1e-8)


def test_the_heaviest_weights_are_solved() -> None:
    found = exchange(Graph.of(3, [(0, 1, HEAVIEST), (1, 0, HEAVIEST), (1, 2, 1), (2, 1, HEAVIEST)]))
    assert (found.cycles, found.value, found.proven) == (((0, 1),), 2 * HEAVIEST, True)


# --- vertices -----------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [300_000, 1_000_000])
def test_vertices_in_no_arc_cost_nothing(tmp_path: Path, count: int) -> None:
    told = solved(tmp_path, pool(f"{count},7,1\n7,{count},1", count))
    assert told.exit_code == Exit.FINE
    assert "proven best" in told.output


def test_those_in_some_arc_keep_their_names() -> None:
    graph = Graph.of(
        1_000_000, [(999_999, 7, 2), (7, 999_999, 2), (500, 70, 1), (70, 3, 0.5)], altruists=[500, 600_000]
    )
    found = exchange(graph)
    assert (found.cycles, found.chains) == (((7, 999_999),), ((500, 70, 3),))
    assert faults(found, graph, 3, 3) == []
    assert found.proven


def test_more_vertices_than_can_be_solved_at_once_are_refused(tmp_path: Path) -> None:
    arcs = [(vertex, vertex + 1, 1) for vertex in range(MOST_AT_ONCE)]
    with pytest.raises(TooLarge, match="20,001 vertices are in some arc, and at most 20,000 can be solved at once"):
        exchange(Graph.of(MOST_AT_ONCE + 1, arcs))
    lines = "\n".join(f"{tail + 1},{head + 1},1" for tail, head, _ in arcs)
    told = solved(tmp_path, pool(lines, MOST_AT_ONCE + 1))
    assert told.exit_code == Exit.REFUSED
    assert "pool.wmd: 20,001 vertices" in told.output


def test_chains_too_long_for_so_many_vertices_are_refused_and_the_longest_is_named() -> None:
    arcs = [(vertex, vertex + 1, 1) for vertex in range(MOST_AT_ONCE - 1)]
    graph = Graph.of(MOST_AT_ONCE, arcs, altruists=[0])
    with pytest.raises(TooLarge, match="among 20,000 vertices ask for chains of at most 2,500 arcs"):
        exchange(graph, 3, ENDLESS)
