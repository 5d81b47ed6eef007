"""Whoever works through the batches, the results are the same."""

import os
from collections.abc import Iterator

import pytest

from tests.matching.region.pools import region
from tilth.matching import Rules, Tier
from tilth.matching.region import Alone, Cluster, Crew, Processes, Wide, match_widely


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    with Processes(2) as crew:
        yield crew


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with distributed.Client(n_workers=2, threads_per_worker=1, dashboard_address=None) as client:
        yield Cluster(client)


def found_by(crew: Crew) -> list[Wide]:
    """In one pool, and in families."""
    people, rules = region(150, topics=30, in_family=60), Rules(tiers=(Tier.WAITING, Tier.PLACED))
    apart = match_widely(people, rules, crew=crew, family=lambda person: str(person.school)[:3])
    return [match_widely(people, rules, batch=50, crew=crew), apart]


def test_processes_find_the_same_as_one_alone(processes: Processes) -> None:
    assert found_by(processes) == found_by(Alone())


def test_a_cluster_finds_the_same_as_one_alone(cluster: Cluster) -> None:
    assert found_by(cluster) == found_by(Alone())


@pytest.mark.parametrize("count", [1, 3, 20])
def test_results_come_in_the_order_of_the_jobs(processes: Processes, count: int) -> None:
    assert list(processes.map(abs, range(-count, 0))) == list(range(count, 0, -1))


def test_who_stops_asking_stops_the_work(processes: Processes) -> None:
    asked = []

    def jobs() -> Iterator[int]:
        for number in range(100):
            asked.append(number)
            yield number

    results = processes.map(abs, jobs())
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert len(asked) < 10


def test_each_process_works_with_one_thread(processes: Processes) -> None:
    assert next(processes.map(os.getenv, ["OMP_NUM_THREADS"])) == "1"


def test_a_crew_without_workers_is_refused() -> None:
    with pytest.raises(ValueError):
        Processes(0)
