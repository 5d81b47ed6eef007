"""The benchmark of the matching measures what it says: its pools, its peers, its verdicts."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.matching import apart
from benchmarks.matching.apart import Run, run
from benchmarks.matching.disagreements import disagreements
from benchmarks.matching.goals import GOALS, Goal, verdict
from benchmarks.matching.instances import FAMILIES, GRAPH_PEERS, Instance, graph_of, listed
from benchmarks.matching.pools import kidneys, teachers
from benchmarks.matching.sides import side
from tests.matching.graphs.brute import best_value
from tilth.matching import half_hours_in

SMALL = Instance("kidney", "saidman", 24, 3)

# --- pools --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", kidneys.MAKERS)
def test_a_seed_makes_one_pool_and_another_seed_another(kind: str) -> None:
    make = kidneys.MAKERS[kind]
    assert list(make(40, 4, 1).arcs()) == list(make(40, 4, 1).arcs())
    assert list(make(40, 4, 1).arcs()) != list(make(40, 4, 2).arcs())
    assert np.flatnonzero(make(40, 4, 1).altruists).tolist() == [40, 41, 42, 43]


def test_pools_are_as_dense_as_the_literature_has_them() -> None:
    density = {kind: len(make(300, 0, 1)) / 300 / 299 for kind, make in kidneys.MAKERS.items()}
    assert 0.22 < density["saidman"] < 0.34
    assert 0.04 < density["uk"] < density["sparse"] < 0.15


def test_teachers_are_as_schools_have_them() -> None:
    field = teachers.field(3_000, families=4, seed=5, avoiding=0.1)
    assert field.people == teachers.field(3_000, families=4, seed=5, avoiding=0.1).people
    assert [len(family) for family in field.families] == [750] * 4
    assert len({person.id for person in field.people}) == 3_000
    assert 0.03 < sum(person.gives_only for person in field.people) / 3_000 < 0.06
    for person in field.people:
        assert 1 <= len(person.offers) <= 4
        assert len(person.wants) <= 3
        assert not person.offers.keys() & person.wants.keys()
        assert 7 <= len(half_hours_in(person.half_hours or 0)) <= 12
        assert person.id not in person.avoids


def test_every_family_of_instances_has_quick_ones_with_names_of_their_own() -> None:
    for family in FAMILIES:
        instances = list(listed(family, quick=True, long=False))
        assert instances
        assert all(Instance.from_json(instance.as_json()) == instance for instance in instances)
        assert len({(instance.name, instance.ours) for instance in instances}) == len(instances)


# --- sides --------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("peer", GRAPH_PEERS)
@pytest.mark.parametrize("chain", [0, 2, 3])
def test_every_peer_solves_the_problem_as_it_is_meant(peer: str, chain: int) -> None:
    pytest.importorskip({"k": "kep_solver", "H": "highspy", "C": "ortools"}[peer[0]])
    for seed in range(1, 4):
        instance = replace(SMALL, size=9, openers=2, chain=chain, seed=seed)
        assert side(peer)(instance)().value == pytest.approx(best_value(graph_of(instance), 3, chain))


def test_a_run_apart_tells_what_it_took() -> None:
    done = run("HiGHS PICEF", SMALL, limit=60)
    assert done.value == done.bound
    assert done.cpu is not None
    assert done.megabytes is not None


def test_what_a_side_starts_is_weighed_with_it() -> None:
    """A process of fifty megabytes that begins another as large holds a hundred at one moment."""
    hold = "held = bytearray(50 << 20); held[::4096] = b'1' * len(held[::4096])"
    inner = f"{hold}; import time; time.sleep(1)"
    outer = f"{hold}; import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    child = subprocess.Popen([sys.executable, "-c", outer], start_new_session=True)
    with apart.Scales(child.pid) as scales:
        child.wait()
    assert 100 <= scales.most < 200


def test_a_run_that_fails_says_why_and_one_that_is_late_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("HiGHS PICEF", replace(SMALL, kind="wmd", seed=99_999), limit=60).status.startswith("failed: File")
    monkeypatch.setattr(apart, "PREPARING", 0)
    assert run("HiGHS cycles", replace(SMALL, size=900, openers=90), limit=1).status == "over 1 s"


# --- verdicts -----------------------------------------------------------------------------------

OURS = Run("ours", SMALL, "proven", cpu=1.0, megabytes=100.0, beside=0.0, before=50.0, value=10.0, bound=10.0)
PEER = replace(OURS, side="peer", cpu=12.0, megabytes=300.0, beside=700.0)
GOAL = Goal("a goal", lambda instance: instance == SMALL, peer="peer", faster=10, lighter=5, seconds=2, gap=0)


def test_a_goal_is_met_only_when_every_part_of_it_is() -> None:
    assert (verdict(GOAL, [OURS, PEER]) or "").startswith("met: ")
    for worse in ({"cpu": 1.3}, {"cpu": 3.0}, {"bound": 11.0}, {"megabytes": 200.0}):
        assert (verdict(GOAL, [replace(OURS, **worse), PEER]) or "").startswith("missed: ")


def test_a_goal_without_a_run_of_ours_or_of_the_peer_is_not_called_met() -> None:
    assert verdict(GOAL, [PEER]) is None
    assert (verdict(GOAL, [OURS]) or "").startswith("partly measured: ")
    failed = Run("ours", SMALL, "over 200 s")
    assert (verdict(GOAL, [failed, PEER]) or "").startswith("missed: ")


def test_every_goal_is_about_some_instance_that_is_measured() -> None:
    measured = [instance for family in FAMILIES for instance in listed(family, quick=False, long=True)]
    for goal in GOALS:
        assert any(goal.about(instance) and goal.side in instance.ours for instance in measured), goal.title


def test_what_cannot_be_true_is_said() -> None:
    assert list(disagreements([OURS, PEER])) == []
    assert len(list(disagreements([OURS, replace(PEER, value=11.0, bound=11.0)]))) == 1
    known = replace(SMALL, known=12.0)
    assert "published" in next(disagreements([replace(OURS, instance=known)]))
    assert "FAULTY" in next(disagreements([replace(OURS, status="FAULTY: twice")]))
