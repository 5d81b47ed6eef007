"""P15: a slip that is right, one that was used before, and one that is wrong cost the same work, and so the same time.

What is counted here is the work: statements, seals broken and made, writes, waits for the disk. The time itself is
measured by `python -m tests.audits.confidence timing`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from django.db import connections

from tilth.trays import actions, hand, keys, queries
from tilth.trays.domain import counter, marks, sealing, slots
from tilth.trays.routing import TRAYS
from tilth.web.refusal import Refusal

pytestmark = pytest.mark.django_db
SIZE, TEXT = 9, 30
SAVEPOINT = re.compile(r"s\d+_x\d+")  # each has a name of its own
COUNTED = [
    (sealing, "seal"),
    (sealing, "unseal"),
    (slots, "changed"),
    (marks, "mark"),
    (marks, "same"),
    (counter, "home"),
    (keys.os, "pwrite"),
    (keys.os, "pread"),
    (keys.os, "fdatasync"),
    (keys.os, "fsync"),
]


@pytest.fixture
def box() -> UUID:
    """A box of three trays and three for remarks, in which somebody has answered."""
    box = actions.open_box(key=uuid4(), places=0, papers=70, size=SIZE, text_size=TEXT).pk
    for slip in actions.draw_papers(key=box, count=20):
        actions.cast(slip=slip, sheet=b"\1" * SIZE, remark="said")
    return box


def work_of(deed: Callable[[], object]) -> Counter[str]:
    """What something costs. A refusal is an answer like another."""
    done: Counter[str] = Counter()
    with counting(done):
        try:
            deed()
        except Refusal:
            done["refusals"] += 1
    return done


@contextmanager
def counting(done: Counter[str]) -> Iterator[None]:
    """Count every call of the pieces that everything is made of, and every statement to the database by its text."""

    def statement(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        done[f"{SAVEPOINT.sub('', sql)} × {len(values) if many else 1}"] += 1
        return execute(sql, values, many, context)

    def counted(whole: Any, name: str) -> Any:
        plain = getattr(whole, name)

        def call(*given: Any, **named: Any) -> Any:
            done[name] += 1
            return plain(*given, **named)

        return patch.object(whole, name, call)

    patches = [counted(whole, name) for whole, name in COUNTED]
    for each in patches:
        each.start()
    try:
        with connections[TRAYS].execute_wrapper(statement):
            yield
    finally:
        for each in patches:
            each.stop()


def wrong(slip: str) -> str:
    """A slip of the same box that was never given out."""
    return slip[:-5] + ("00000" if slip[-5:] != "00000" else "11111")


def cast(slip: str) -> Callable[[], None]:
    return lambda: actions.cast(slip=slip, sheet=b"\2" * SIZE, remark="more")


def test_a_right_slip_a_used_one_and_a_wrong_one_cost_the_same(box: UUID) -> None:
    (slip,) = actions.draw_papers(key=box, count=1)
    right, used, refused = (work_of(cast(which)) for which in (slip, slip, wrong(slip)))
    assert refused.pop("refusals") == 1
    assert right == used == refused
    assert right["seal"] == 6 and right["fdatasync"] == 1


def test_asking_whether_a_slip_is_one_costs_the_same(box: UUID) -> None:
    (slip,) = actions.draw_papers(key=box, count=1)
    fresh, refused = (work_of(lambda which=which: queries.holds(which)) for which in (slip, wrong(slip)))  # type: ignore[misc]
    assert fresh == refused


def test_a_naive_box_that_refuses_at_once_is_found_out(box: UUID) -> None:
    (slip,) = actions.draw_papers(key=box, count=1)

    def put(self: hand.Hand, secret: str, fillings: Any, *, really: bool) -> None:
        if really:
            plain(self, secret, fillings, really=True)

    plain = hand.Hand.put
    with patch.object(hand.Hand, "put", put):
        right, refused = (work_of(cast(which)) for which in (slip, wrong(slip)))
    refused.pop("refusals")
    assert right != refused
