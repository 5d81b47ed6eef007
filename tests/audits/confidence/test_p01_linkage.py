"""P1: whoever steals all there is, and knows who answered when, links no more sheets to people than by drawing lots.

`python -m tests.audits.confidence linkage 1000` tries a thousand waves on each kind of store.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connections

from tests.audits.confidence.house import House, Remembering, house_in
from tests.audits.confidence.naive import postgresql, sealed, sqlite
from tests.audits.confidence.stores import BlindBoxes, Boxes, Store, WatchedBoxes, verdict
from tilth.trays.routing import TRAYS

pytestmark = pytest.mark.django_db(transaction=True, databases=[TRAYS])


@pytest.mark.parametrize(("store", "waves", "people"), [(Boxes, 40, 40), (Boxes, 5, 100), (BlindBoxes, 5, 20)])
def test_sealed_trays_give_nobody_away(store: type[Boxes], waves: int, people: int) -> None:
    waves = waves if connections[TRAYS].vendor == "sqlite" else waves // 2  # there each takes three times as long
    found = verdict(store, waves, people)
    assert found.no_better_than_chance, found
    assert found.tries > 12  # the attack is not idle: it found rows, slots, slips and places to lay beside one another


@pytest.mark.django_db(transaction=True)
def test_the_whole_house_gives_nobody_away(tmp_path: Path) -> None:
    with house_in(tmp_path):
        found, naive = verdict(House, 2, 16), verdict(Remembering, 1, 16)
    assert found.no_better_than_chance, found
    assert found.tries > 200
    assert naive.share > 0.99 and not naive.no_better_than_chance, naive


@pytest.mark.usefixtures("on_sqlite")
@pytest.mark.parametrize("store", sqlite.STORES, ids=lambda store: store.__name__)
def test_naive_stores_on_sqlite_give_everybody_away(store: type[Store]) -> None:
    found = verdict(store, 3)
    assert found.share > 0.99 and not found.no_better_than_chance, found


@pytest.mark.usefixtures("on_postgresql")
@pytest.mark.parametrize("store", postgresql.STORES, ids=lambda store: store.__name__)
def test_naive_stores_on_postgresql_give_everybody_away(store: type[Store]) -> None:
    found = verdict(store, 3)
    assert found.share > 0.99 and not found.no_better_than_chance, found


def test_a_key_that_is_never_renewed_gives_everybody_away() -> None:
    with sealed.one_key_for_ever():
        found = verdict(Boxes, 3)
    assert found.share > 0.99 and not found.no_better_than_chance, found


def test_writing_only_the_tray_that_changed_tells_who_is_in_which() -> None:
    with sealed.only_the_tray_that_changed():
        found = verdict(WatchedBoxes, 5, 100)
    assert not found.no_better_than_chance, found
