"""The benchmark of casting counts what it says."""

from __future__ import annotations

from benchmarks.casting.clients import Run


def test_what_is_not_there_or_there_twice_is_lost() -> None:
    run = Run(1.0, (0.1,), 0, frozenset({b"a", b"b"}))
    assert run.with_kept([b"a", b"b", b"c"]).lost == 0
    assert run.with_kept([b"a"]).lost == 1
    assert run.with_kept([b"a", b"b", b"b"]).lost == 1


def test_percentiles_are_of_all_replies() -> None:
    run = Run(1.0, tuple(number / 100 for number in range(100)), 0)
    assert (run.percentile(50), run.percentile(95), run.percentile(99)) == (0.50, 0.95, 0.99)
    assert Run(1.0, (0.2,), 0).percentile(99) == 0.2
