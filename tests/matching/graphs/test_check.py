"""The checker finds every way in which an exchange can be wrong, one at a time."""

from dataclasses import replace

import pytest

from tilth.matching.graphs import Exchange, Graph, faults

GRAPH = Graph.of(
    7, [(0, 1, 1), (1, 2, 2), (2, 0, 1), (1, 0, 1), (3, 4, 1), (4, 5, 1), (5, 4, 1), (4, 6, 1)], altruists=[3]
)
RIGHT = Exchange(cycles=((0, 1, 2),), chains=((3, 4, 5),), value=6.0, bound=6.0)

WRONG = {
    "a cycle of 1": replace(RIGHT, cycles=((0,),), value=2.0),
    "a cycle of 0": replace(RIGHT, cycles=((),), value=2.0),
    "a cycle of 4": replace(RIGHT, cycles=((0, 1, 2, 6),)),
    "a chain of 0 gifts": replace(RIGHT, chains=((3,),), value=4.0),
    "a chain of -1 gifts": replace(RIGHT, chains=((),), value=4.0),
    "a chain of 3 gifts": replace(RIGHT, chains=((3, 4, 5, 6),)),
    "an altruist is in the cycle": replace(RIGHT, cycles=((3, 4),), chains=()),
    "no altruist begins": replace(RIGHT, chains=((4, 5),), value=5.0),
    "an altruist receives": replace(RIGHT, chains=((3, 4, 3),)),
    "vertex 4 is used 2 times": replace(RIGHT, cycles=((4, 5),)),
    "nothing leads from 3 to 6": replace(RIGHT, chains=((3, 6),)),
    "nothing leads from 3 to 99": replace(RIGHT, chains=((3, 99),)),
    "given as 7, but the arcs weigh 6": replace(RIGHT, value=7.0, bound=7.0),
    "the bound 5 is below the value 6": replace(RIGHT, bound=5.0),
}


def test_nothing_is_wrong_with_what_is_right() -> None:
    assert faults(RIGHT, GRAPH, 3, 2) == []


@pytest.mark.parametrize("why", WRONG)
def test_every_fault_is_found(why: str) -> None:
    assert any(why in fault for fault in faults(WRONG[why], GRAPH, 3, 2))
