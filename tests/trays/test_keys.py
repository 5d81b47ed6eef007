"""Keys of boxes: private files, renewed at each write, gone when destroyed."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from tilth.trays import actions, keys
from tilth.trays.domain.sealing import WrongKey
from tilth.trays.hand import Hand, in_hand
from tilth.trays.keys import Lock
from tilth.trays.models import Box, Tray

pytestmark = pytest.mark.django_db
SIZE = 4


@pytest.fixture
def box() -> UUID:
    return actions.open_box(key=uuid4(), places=3, papers=3, size=SIZE).pk


def file_of(box: UUID) -> Path:
    return Path(settings.KEYS) / f"{box}.key"


def test_keys_are_private(box: UUID) -> None:
    assert file_of(box).stat().st_mode & 0o777 == 0o600
    assert file_of(box).parent.stat().st_mode & 0o777 == 0o700


def test_a_key_opens_what_is_kept_now_and_nothing_older(box: UUID) -> None:
    before = bytes(Tray.objects.get(box=box).sealed), bytes(Box.objects.get(pk=box).counter)
    (slip,) = actions.draw_papers(key=box, count=1)
    actions.cast(slip=slip, sheet=b"\1" * SIZE)
    with in_hand(box) as hand:
        assert hand.counter.papers_left == 2
        assert hand.plain(hand.trays[0])
    with keys.held(box) as ring:
        for lock, sealed, place in ((Lock.TRAYS, before[0], b"sheets"), (Lock.COUNTER, before[1], b"counter")):
            with pytest.raises(WrongKey):
                ring.opened(lock, sealed, b"|".join([box.bytes, place, b"0"]))


@pytest.mark.parametrize("renewals", [1, 2, 3])
def test_whatever_was_begun_and_not_kept_leaves_the_box_whole(box: UUID, renewals: int) -> None:
    """A stop after a fresh key was written and before the database had what it seals."""
    (slip,) = actions.draw_papers(key=box, count=1)
    actions.cast(slip=slip, sheet=b"\1" * SIZE)
    for _time in range(renewals):
        with keys.held(box) as ring:
            hand = Hand(Box.objects.get(pk=box), ring)
            hand.plain(hand.trays[0])
            hand.sealed_tray(hand.trays[0], b"never kept")
    actions.cast(slip=slip, sheet=b"\2" * SIZE)
    actions.seal_box(key=box)
    assert actions.empty(key=box).sheets == (b"\2" * SIZE,)


def test_a_lost_or_half_destroyed_key_means_that_the_box_is_gone(box: UUID) -> None:
    (slip,) = actions.draw_papers(key=box, count=1)
    file_of(box).write_bytes(b"\0" * file_of(box).stat().st_size)
    with pytest.raises(actions.NoBox):
        actions.cast(slip=slip, sheet=b"\1" * SIZE)
    file_of(box).unlink()
    with pytest.raises(actions.NoBox):
        actions.cast(slip=slip, sheet=b"\1" * SIZE)


def test_a_destroyed_key_is_written_over_before_it_is_removed(box: UUID, tmp_path: Path) -> None:
    kept = tmp_path / "link"
    kept.hardlink_to(file_of(box))
    before = kept.read_bytes()
    actions.destroy(key=box)
    assert not file_of(box).exists()
    after = kept.read_bytes()
    blocks = [(before[at : at + 32], after[at : at + 32]) for at in range(0, len(before), keys.BLOCK)]
    assert len(before) == len(after) and all(one != other for one, other in blocks)
