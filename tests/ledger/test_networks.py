"""What is measured of ties equals what was published of networks that others have measured."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tilth.ledger.domain import ties
from tilth.ledger.domain.ties import Census, Ties

NETWORKS = Path(__file__).resolve().parents[3] / "shared" / "data" / "networks"
pytestmark = [
    pytest.mark.alike,
    pytest.mark.skipif(not NETWORKS.is_dir(), reason="the published networks are not beside this repository"),
]


def rows(name: str) -> list[list[str]]:
    """The lines of a file below its heading, however their ends are marked."""
    return list(csv.reader((NETWORKS / name).read_text(encoding="utf-8").splitlines()))[1:]


def network(name: str) -> Ties[str]:
    return ties.gathered((row[:2] for row in rows(f"{name}_edges.csv")), (row[0] for row in rows(f"{name}_nodes.csv")))


def test_the_karate_club_is_as_zachary_found_it() -> None:
    karate = network("karate")
    assert (len(karate.people), len(karate.pairs)) == (34, 78)
    most = ties.degrees(karate)
    assert {who: most[who] for who in ("1", "33", "34")} == {"1": 16, "33": 12, "34": 17}


def test_centralities_of_the_karate_club_are_the_published_ones() -> None:
    karate = network("karate")
    between, close = ties.betweenness(karate), ties.closeness(karate)
    assert between["1"] == pytest.approx(0.4376, abs=1e-4)
    assert between["34"] == pytest.approx(0.3041, abs=1e-4)
    assert between["33"] == pytest.approx(0.1452, abs=1e-4)
    assert close["1"] == pytest.approx(0.5690, abs=1e-4)
    assert close["3"] == pytest.approx(0.5593, abs=1e-4)
    assert close["34"] == pytest.approx(0.5500, abs=1e-4)


def test_the_karate_club_hangs_together_by_its_instructor() -> None:
    karate = network("karate")
    assert ties.cut_people(karate) == {"1"}
    assert ties.bridges(karate) == {frozenset(("1", "12"))}


@pytest.mark.parametrize(
    ("name", "of_pairs"),
    [("ht_advice", Census(45, 100)), ("ht_friends", Census(23, 56)), ("ht_reports", Census(0, 20))],
)
def test_krackhardts_managers_give_back_as_counted_by_wasserman_and_faust(name: str, of_pairs: Census) -> None:
    managers = network(name)
    assert len(managers.people) == 21
    assert ties.census(managers) == of_pairs


def test_advice_among_krackhardts_managers_is_as_dense_as_published() -> None:
    assert ties.density(network("ht_advice")) == pytest.approx(190 / 420)


@pytest.fixture(scope="module")
def course() -> Ties[str]:
    """Who wrote to whom in an online course for teachers: repeats and letters to oneself among them."""
    people = (row[0] for row in rows("DLT1_Centralities_reference.csv"))
    return ties.gathered((row[:2] for row in rows("DLT1_Edgelist.csv")), people)


def reference(column: int) -> dict[str, float | None]:
    return {row[0]: float(row[column]) if row[column] else None for row in rows("DLT1_Centralities_reference.csv")}


def test_what_cannot_be_a_tie_in_the_course_is_counted(course: Ties[str]) -> None:
    assert (len(course.people), course.loops, course.broken) == (445, 86, ())
    assert sum(course.lines.values()) + course.loops == 2529
    assert course.repeats == sum(course.lines.values()) - len(course.weights)


def test_all_who_took_the_course_are_as_close_as_the_reference_says(course: Ties[str]) -> None:
    """The reference gives one over the sum of steps; ours is one over their average, of 441 others."""
    close, expected = ties.closeness(course), reference(3)
    for person, value in close.items():
        assert (value is None) == (expected[person] is None)
        assert value is None or value / 441 == pytest.approx(expected[person], rel=1e-12)


def test_letters_sent_and_received_are_as_many_as_the_reference_says(course: Ties[str]) -> None:
    """The reference counts every letter, those to oneself too."""
    to_self = {row[0]: 0 for row in rows("DLT1_Centralities_reference.csv")}
    for row in rows("DLT1_Edgelist.csv"):
        to_self[row[0]] += row[0] == row[1]
    received, sent = reference(1), reference(2)
    for person, own in to_self.items():
        assert own + sum(many for (_a, b), many in course.lines.items() if b == person) == received[person]
        assert own + sum(many for (a, _b), many in course.lines.items() if a == person) == sent[person]
