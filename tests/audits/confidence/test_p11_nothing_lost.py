"""P11: a sheet that was acknowledged is there after a sudden stop, once, whatever was stopped and when.

`python -m tests.audits.confidence kill 60` stops sixty times.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from scripts.cluster import PLAIN, Cluster, cluster
from tests.audits.confidence import engines, killing
from tests.audits.confidence.killing import Told, faults, handed_in, killed, rounds, stopping
from tests.audits.confidence.naive import late
from tilth.trays.routing import TRAYS

pytestmark = pytest.mark.django_db(transaction=True, databases=[TRAYS])
ROUNDS = 3


@pytest.fixture
def server() -> Iterator[Cluster]:
    """A PostgreSQL that waits for the disk only where it is asked to."""
    with cluster(f"{PLAIN} -c synchronous_commit=off -c wal_writer_delay=10s") as made:
        yield made


def test_no_sheet_is_lost_when_processes_are_killed(tmp_path: Path) -> None:
    with engines.trays_at(tmp_path):
        acknowledged, wrong = rounds(killed, ROUNDS, Random(11))
    assert acknowledged and not wrong


@pytest.mark.usefixtures("on_postgresql")
def test_no_sheet_is_lost_when_the_server_under_them_stops(tmp_path: Path, server: Cluster) -> None:
    with engines.keys_at(tmp_path), engines.trays_in(server.database("trays")):
        acknowledged, wrong = rounds(stopping(server), ROUNDS, Random(12))
    assert acknowledged and not wrong


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
        handed_in(lambda whose, sheet: store.cast(sheet), stopping(server), told, Random(14))
        assert any("lost" in fault for fault in faults(told, late.kept()))


def test_what_is_wrong_is_seen() -> None:
    told = Told(tried={1: 5, 2: 6}, kept={1: 4, 2: 6})
    assert faults(told, [killing.SHEET.pack(1, 5), killing.SHEET.pack(2, 6)]) == []
    assert faults(told, [killing.SHEET.pack(1, 4), killing.SHEET.pack(2, 5)]) == ["2 lost sheet 6"]
    assert faults(told, [killing.SHEET.pack(1, 5), killing.SHEET.pack(2, 6), killing.SHEET.pack(2, 6)])
    assert faults(told, [killing.SHEET.pack(1, 6), killing.SHEET.pack(2, 6)]) == ["1 never sent that"]
