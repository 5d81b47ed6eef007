"""P3: a box has the same rows of the same lengths, whether nobody has answered or everybody has."""

from __future__ import annotations

import json
from uuid import UUID, uuid4

import pytest

from tilth.trays import actions
from tilth.trays.domain import slots
from tilth.trays.models import Box, Tray

pytestmark = pytest.mark.django_db
SIZE, TEXT = 5, 60


def look(box: UUID) -> list[tuple[object, ...]]:
    """What can be seen of a box without its key."""
    trays = Tray.objects.filter(box=box).order_by("remarks", "place")
    (row,) = Box.objects.filter(pk=box)
    return [
        (row.size, row.text_size, len(row.counter), len(row.modulus)),
        *((tray.remarks, tray.place, len(tray.sealed)) for tray in trays),
    ]


def test_a_box_looks_the_same_from_the_first_sheet_to_the_last() -> None:
    box = actions.open_box(key=uuid4(), places=14, papers=50, size=SIZE, text_size=TEXT).pk
    looks = [look(box)]
    slips = [actions.draw(key=box, place=place, receipt=f"a long random word {place}") for place in range(14)]
    slips += actions.draw_papers(key=box, count=50)
    for number, slip in enumerate(slips):
        actions.cast(slip=slip, sheet=bytes([number]) * SIZE, remark="word " * (number % 12))
        looks.append(look(box))
    actions.seal_box(key=box)
    assert len(actions.empty(key=box).sheets) == slots.SLOTS
    assert all(seen == looks[0] for seen in [*looks, look(box)])


def test_every_blob_changes_at_every_sheet_whatever_was_in_it() -> None:
    box = actions.open_box(key=uuid4(), places=0, papers=70, size=SIZE, text_size=TEXT).pk
    slip, *_others = actions.draw_papers(key=box, count=9)
    seen: set[bytes] = set()
    for _time in range(3):
        actions.cast(slip=slip, sheet=b"\1" * SIZE)
        seen |= {bytes(sealed) for sealed in Tray.objects.filter(box=box).values_list("sealed", flat=True)}
    assert len(seen) == 3 * Tray.objects.filter(box=box).count()


def test_a_naive_blob_tells_the_turnout() -> None:
    lengths = {len(json.dumps([[1, 2, 3]] * count)) for count in range(slots.SLOTS + 1)}
    assert len(lengths) == slots.SLOTS + 1
