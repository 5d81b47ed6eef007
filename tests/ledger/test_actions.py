"""What is written down, put right and taken back: nothing is lost, and nothing is written twice."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.factories.jpd import live_family, triad
from tests.factories.ledger import gift, school_of, written
from tilth.ledger import actions
from tilth.ledger.actions import CostLine
from tilth.ledger.models import Cost, Entry, Gift
from tilth.partnerships.models import Partnership
from tilth.people.actions import erasures
from tilth.people.models import Person
from tilth.trail.models import Entry as Told

pytestmark = pytest.mark.django_db


@pytest.fixture
def rowan() -> Partnership:
    return live_family()


@pytest.fixture
def ring(rowan: Partnership) -> list[Person]:
    return triad(rowan)


def test_what_happened_is_written_with_who_gave_and_what_it_took(rowan: Partnership, ring: list[Person]) -> None:
    ben, asha, _leo = ring
    cover = CostLine(school_of(ben), Cost.Kind.COVER, 60)  # type: ignore[arg-type]
    entry = written(rowan, gift(ben, asha, 60), by=ben, costs=(cover, cover))
    assert (entry.version, entry.stands, entry.by) == (1, True, ben)
    assert entry.gifts.get().minutes == 60
    assert entry.costs.get().amount == 120
    assert Told.objects.filter(act="ledger.recorded").count() == 1


def test_the_same_said_again_writes_nothing(rowan: Partnership, ring: list[Person]) -> None:
    ben, asha, leo = ring
    source = uuid4()
    first = written(rowan, gift(ben, asha), gift(asha, leo), source=source)
    again = written(rowan, gift(asha, leo), gift(ben, asha), source=source)
    assert again == first
    assert (Entry.objects.count(), Gift.objects.count()) == (1, 2)


def test_a_correction_stands_and_what_it_corrects_is_kept(rowan: Partnership, ring: list[Person]) -> None:
    ben, asha, _leo = ring
    source = uuid4()
    first = written(rowan, gift(ben, asha, 60), source=source)
    second = written(rowan, gift(ben, asha, 45), source=source, by=asha, why="We began late.")
    first.refresh_from_db()
    assert (second.version, second.stands, first.stands) == (2, True, False)
    assert (first.gifts.get().minutes, second.gifts.get().minutes) == (60, 45)


def test_what_did_not_happen_is_taken_back_and_may_be_said_again(rowan: Partnership, ring: list[Person]) -> None:
    ben, asha, _leo = ring
    source = uuid4()
    written(rowan, gift(ben, asha), source=source)
    gone = actions.withdraw(by=ben, source=source, why="It was another week.")
    assert gone.withdrawn
    assert not gone.gifts.exists()
    assert actions.withdraw(by=ben, source=source, why="Again.") == gone
    assert written(rowan, gift(ben, asha), source=source).version == 3


def test_nothing_can_be_taken_back_of_which_nothing_was_written(ring: list[Person]) -> None:
    with pytest.raises(actions.NotWritten):
        actions.withdraw(by=ring[0], source=uuid4(), why="Never was.")


def test_nobody_gives_to_themself(rowan: Partnership, ring: list[Person]) -> None:
    with pytest.raises(ValueError, match="themself"):
        written(rowan, gift(ring[0], ring[0]))


def test_who_is_forgotten_leaves_the_minutes_to_their_school(rowan: Partnership, ring: list[Person]) -> None:
    ben, asha, leo = ring
    source = uuid4()
    written(rowan, gift(ben, asha), gift(asha, ben), by=ben, source=source)
    erasures.erase(by=None, request=erasures.ask_erasure(by=ben))
    given = Gift.objects.get(receiver=asha)
    assert (given.giver, given.giver_school, given.minutes) == (None, school_of(ben), 60)
    again = written(rowan, gift(ben, asha), gift(asha, leo), source=source)
    assert not again.gifts.filter(giver=ben).exists()
