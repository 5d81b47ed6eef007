"""P8: one slip, one sheet. Fifty at once with one slip leave one, fifty with fifty leave fifty, forged slips none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from django.db import connections

from tests.audits.confidence import engines
from tests.audits.confidence.naive.counting import LookThenMark
from tilth.trays import actions
from tilth.trays.domain.slips import SYMBOLS
from tilth.trays.routing import TRAYS

pytestmark = pytest.mark.django_db(transaction=True, databases=[TRAYS])
AT_ONCE, SIZE = 50, 4


@pytest.fixture(autouse=True)
def trays(tmp_path: Path) -> Iterator[None]:
    with engines.trays_at(tmp_path):
        yield


@pytest.fixture
def box() -> UUID:
    return actions.open_box(key=uuid4(), places=AT_ONCE, papers=AT_ONCE, size=SIZE).pk


def sheet(number: int) -> bytes:
    return bytes([number]) * SIZE


def at_once(deeds: list[Callable[[], object]]) -> list[Exception]:
    """Do everything at the same moment, each in a thread with a connection of its own. What went wrong, if anything."""
    gate, faults = Barrier(len(deeds)), list[Exception]()

    def begin(deed: Callable[[], object]) -> None:
        gate.wait()
        try:
            deed()
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [Thread(target=begin, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def emptied(box: UUID) -> tuple[bytes, ...]:
    actions.seal_box(key=box)
    return actions.empty(key=box).sheets


def test_fifty_at_once_with_one_slip_leave_one_sheet(box: UUID) -> None:
    (slip,) = actions.draw_papers(key=box, count=1)
    faults = at_once([lambda n=n: actions.cast(slip=slip, sheet=sheet(n)) for n in range(AT_ONCE)])  # type: ignore[misc]
    (left,) = emptied(box)
    assert not faults
    assert left in {sheet(number) for number in range(AT_ONCE)}


def test_fifty_at_once_with_fifty_slips_leave_fifty_sheets(box: UUID) -> None:
    slips = actions.draw_papers(key=box, count=AT_ONCE)
    faults = at_once(
        [lambda n=n, slip=slip: actions.cast(slip=slip, sheet=sheet(n)) for n, slip in enumerate(slips)]  # type: ignore[misc]
    )
    assert not faults
    assert sorted(emptied(box)) == [sheet(number) for number in range(AT_ONCE)]


def test_fifty_who_take_their_slips_at_once_get_fifty_slips(box: UUID) -> None:
    given: list[str] = []
    faults = at_once(
        [
            lambda n=n: given.append(actions.draw(key=box, place=n, receipt=f"a long random word {n}"))
            for n in range(AT_ONCE)
        ]  # type: ignore[misc]
    )
    assert not faults
    assert len(set(given)) == AT_ONCE


def test_one_who_presses_fifty_times_at_once_gets_one_slip(box: UUID) -> None:
    given: list[str] = []
    faults = at_once(
        [
            lambda: given.append(actions.draw(key=box, place=3, receipt="one long random word"))
            for _time in range(AT_ONCE)
        ]
    )
    assert not faults
    assert len(set(given)) == 1 and len(given) == AT_ONCE


def test_forged_and_foreign_slips_are_refused(box: UUID) -> None:
    (ours,) = actions.draw_papers(key=box, count=1)
    other = actions.open_box(key=uuid4(), places=0, papers=20, size=SIZE).pk
    foreign = actions.draw_papers(key=other, count=20)
    chance = Random(8)
    forged = [f"{ours[:4]}{''.join(chance.choice(SYMBOLS) for _symbol in range(10))}" for _slip in range(100)]
    one_off = [ours[:place] + symbol + ours[place + 1 :] for place in (4, 9, 14) for symbol in SYMBOLS]
    tried = {*forged, *one_off, *(f"{ours[:3]}{slip[3:]}" for slip in foreign)} - {ours}
    for slip in tried:
        with pytest.raises((actions.NotASlip, actions.NoBox)):
            actions.cast(slip=slip, sheet=sheet(1))
    assert emptied(box) == ()


def test_a_naive_box_counts_one_slip_twice(tmp_path: Path) -> None:
    assert race_of_the_naive(tmp_path / "naive.sqlite3") > 1


def race_of_the_naive(path: Path) -> int:
    """How many sheets five leave who hand in at once with one slip, where a slip is looked up and then struck out."""
    gate = Barrier(5, timeout=5)

    class Slow(LookThenMark):
        def pause(self) -> None:
            gate.wait()

    naive = Slow(path, ["one"])
    at_once([lambda n=n: naive.cast("one", sheet(n)) for n in range(5)])  # type: ignore[misc]
    return len(naive.sheets())
