"""Counting holds nothing while it works, and goes by what is so when it is published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.audits.answering import answer, asked
from tests.audits.sheets import cast
from tests.factories.audits import in_wave, open_wave, school_of
from tilth.audits import actions
from tilth.audits.domain import counting
from tilth.audits.models import PublicationRow, Wave
from tilth.schools.models import School
from tilth.trays import actions as trays
from tilth.trays.models import Box

pytestmark = pytest.mark.django_db(transaction=True)


def closed_in(school: School, reference: str) -> Wave:
    """A wave that waits to be counted, and that nobody has begun to count."""
    wave = open_wave(school, papers="all", reference=reference)
    box = in_wave(wave).box
    answer(box, cast(asked(wave), 12, mood=0))
    trays.seal_box(key=box)
    Wave.objects.filter(id=wave.id).update(phase=Wave.Phase.CLOSED)
    return wave


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], list[int]]:
    """Let something happen while the first counting is at work. Returns how many earlier waves each counting knew."""
    count, knew = counting.count, []

    def during(happens: Callable[[], Any]) -> list[int]:
        def counted(wave: Any, schools: Any, **known: Any) -> Any:
            assert not connection.in_atomic_block, "nobody else has to wait for this"
            knew.append(len(schools[0].earlier))
            found = count(wave, schools, **known)
            if len(knew) == 1:
                happens()
            return found

        monkeypatch.setattr(counting, "count", counted)
        return knew

    return during


Meanwhile = Callable[[Callable[[], Any]], list[int]]


def test_a_wave_that_is_published_while_another_is_counted_is_seen_by_it(meanwhile: Meanwhile) -> None:
    school = school_of(12)
    first, second = closed_in(school, "house:staff-head"), closed_in(school, "house:staff-staff")
    knew = meanwhile(lambda: actions.count_wave(wave=second))
    assert actions.count_wave(wave=first)
    assert knew == [0, 0, 1]  # the first; the second, whole; the first once more, which knows the second now
    assert PublicationRow.objects.count() == 2 and not Box.objects.exists()


def test_a_wave_that_is_counted_twice_at_once_is_published_once(meanwhile: Meanwhile) -> None:
    wave = closed_in(school_of(12), "house:staff-head")
    done: list[bool] = []
    meanwhile(lambda: done.append(actions.count_wave(wave=Wave.objects.get(id=wave.id))))
    assert not actions.count_wave(wave=wave)
    assert done == [True] and PublicationRow.objects.count() == 1


def test_a_wave_that_is_called_off_while_it_is_counted_stays_unread(meanwhile: Meanwhile) -> None:
    wave = closed_in(school_of(12), "house:staff-head")
    meanwhile(lambda: actions.call_off(by=None, wave=Wave.objects.get(id=wave.id), reason="Another time."))
    assert not actions.count_wave(wave=wave)
    assert not PublicationRow.objects.exists()
