"""P11: a sheet that was acknowledged is there after a sudden stop, once, whatever was stopped and when.

`python -m tests.audits.confidence kill 60` stops sixty times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from scripts.cluster import PLAIN, Cluster, cluster
from tests.audits.confidence import engines, killing
from tests.audits.confidence.killing import Told, box, faults, handed_in, inside, killed
from tests.audits.confidence.naive import late
from tilth.trays.routing import TRAYS

pytestmark = pytest.mark.django_db(transaction=True, databases=[TRAYS])
ROUNDS = 3


@pytest.fixture
def server() -> Iterator[Cluster]:
    """A PostgreSQL that waits for the disk only where it is asked to."""
    with cluster(f"{PLAIN} -c synchronous_commit=off -c wal_writer_delay=10s") as made:
        yield made


def stopped(made: Cluster) -> Callable[[list[int]], None]:
    """Stops the server at once, and starts it again."""

    def stop(processes: list[int]) -> None:
        made.stop()
        made.start()

    return stop


def rounds(stop: Callable[[list[int]], None], seed: int) -> None:
    with box() as (key, cast):
        told, chance = Told(), Random(seed)
        for _round in range(ROUNDS):
            handed_in(cast, stop, told, chance)
            assert told.kept
            assert faults(told, inside(key)) == []


def test_no_sheet_is_lost_when_processes_are_killed(tmp_path: Path) -> None:
    with engines.trays_at(tmp_path):
        rounds(killed, 11)


@pytest.mark.usefixtures("on_postgresql")
def test_no_sheet_is_lost_when_the_server_under_them_stops(tmp_path: Path, server: Cluster) -> None:
    with engines.keys_at(tmp_path), engines.trays_in(server.database("trays")):
        rounds(stopped(server), 12)


@pytest.mark.usefixtures("on_sqlite")
def test_a_naive_store_that_writes_later_loses_sheets(tmp_path: Path) -> None:
    with engines.trays_at(tmp_path):
        late.begin()
        told, store = Told(), late.Late()
        handed_in(lambda whose, sheet: store.cast(sheet), killed, told, Random(13))
        assert any("lost" in fault for fault in faults(told, late.kept()))


@pytest.mark.usefixtures("on_postgresql")
def test_a_naive_store_that_lets_the_server_write_later_loses_sheets(tmp_path: Path, server: Cluster) -> None:
    with engines.trays_in(server.database("trays")):
        late.begin()
        told, store = Told(), late.Hasty()
        handed_in(lambda whose, sheet: store.cast(sheet), stopped(server), told, Random(14))
        assert any("lost" in fault for fault in faults(told, late.kept()))


def test_what_is_wrong_is_seen() -> None:
    told = Told(tried={1: 5, 2: 6}, kept={1: 4, 2: 6})
    assert faults(told, [killing.SHEET.pack(1, 5), killing.SHEET.pack(2, 6)]) == []
    assert faults(told, [killing.SHEET.pack(1, 4), killing.SHEET.pack(2, 5)]) == ["2 lost sheet 6"]
    assert faults(told, [killing.SHEET.pack(1, 5), killing.SHEET.pack(2, 6), killing.SHEET.pack(2, 6)])
    assert faults(told, [killing.SHEET.pack(1, 6), killing.SHEET.pack(2, 6)]) == ["1 never sent that"]
