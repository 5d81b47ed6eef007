"""Two processes at once, and a process that is killed at the worst moment: what a wave is in is whole either way."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from tests.audits.answering import answer, asked, stored
from tests.audits.confidence import engines
from tests.audits.confidence.house import house_in
from tests.audits.confidence.test_p10_nothing_reopens import copied, reopened
from tests.audits.sheets import cast
from tests.factories.audits import in_wave, open_wave, planned_wave, school_of
from tilth.audits import actions, queries, tasks
from tilth.audits.actions import counting
from tilth.audits.models import PublicationRow, Wave
from tilth.notices.models import Notice
from tilth.trays import actions as trays
from tilth.trays.models import Box
from tilth.trays.routing import TRAYS

pytestmark = pytest.mark.django_db(transaction=True, databases=[DEFAULT_DB_ALIAS, TRAYS])
DONE, REFUSED, FAULT = 0, 3, 9
Deed = Callable[[], object]


@pytest.fixture(autouse=True)
def in_files(tmp_path: Path) -> Iterator[None]:
    """Both databases where several processes find them."""
    with engines.trays_at(tmp_path), house_in(tmp_path):
        yield


def processes(*ready: Callable[[], Deed]) -> list[int]:
    """Let each make ready in a process of its own, then all do it at once. Returns how each ended."""
    for alias in (DEFAULT_DB_ALIAS, TRAYS):
        connections[alias].close()
        if getattr(connections[alias], "pool", None):
            connections[alias].close_pool()  # type: ignore[attr-defined]
    gate, opener = os.pipe()
    children = [_begun(each, gate, opener) for each in ready]
    os.close(gate)
    os.close(opener)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def _begun(ready: Callable[[], Deed], gate: int, opener: int) -> int:
    if child := os.fork():
        return child
    ended = FAULT
    try:
        os.close(opener)
        for alias in (DEFAULT_DB_ALIAS, TRAYS):
            connections[alias] = connections.create_connection(alias)
        deed = ready()
        os.read(gate, 1)  # until nobody holds the other end any more
        deed()
        ended = DONE
    except actions.NotNow:
        ended = REFUSED
    except BaseException:  # whatever it is, this process must not go on with the tests
        traceback.print_exc()
    finally:
        os._exit(ended)


def test_of_two_processes_that_open_a_wave_at_once_one_does() -> None:
    wave = planned_wave(school_of(12), blind=False, remarks=False)

    def ready() -> Deed:
        return partial(actions.open_wave, by=None, wave=Wave.objects.get(id=wave.id))

    assert sorted(processes(ready, ready)) == [DONE, REFUSED]
    wave.refresh_from_db()
    here = in_wave(wave)
    assert (wave.phase, here.asked, here.roll.count()) == (Wave.Phase.OPEN, 12, 12)
    assert Box.objects.count() == len(list(Path(settings.KEYS).glob("*.key"))) == 1
    assert Notice.objects.filter(kind=queries.ASKED).count() == 12
    slips = [trays.draw(key=here.box, place=place, receipt="a random word of the page") for place in range(12)]
    for slip, sheet in zip(slips, cast(asked(wave), 12, mood=0), strict=True):
        trays.cast(slip=slip, sheet=sheet)
    trays.seal_box(key=here.box)
    assert len(trays.empty(key=here.box).sheets) == 12


def test_killed_between_publication_and_destruction_it_is_published_once_and_destroyed_later() -> None:
    wave = open_wave(school_of(12), papers="all")
    here = in_wave(wave)
    answer(here.box, cast(asked(wave), 12, mood=0))
    trays.seal_box(key=here.box)
    Wave.objects.filter(id=wave.id).update(phase=Wave.Phase.CLOSED)
    copy = copied(here.box)

    def ready() -> Deed:
        counting._destroy_answers = lambda wave: os.kill(os.getpid(), signal.SIGKILL)
        return partial(actions.count_wave, wave=Wave.objects.get(id=wave.id))

    assert processes(ready) == [-signal.SIGKILL]
    first = stored(wave)
    assert len(trays.empty(key=here.box).sheets) == 12, "what was published is safe before anything is destroyed"
    tasks.keep_days.call()
    here.refresh_from_db()
    assert stored(wave) == first and PublicationRow.objects.count() == 1
    assert here.destroyed_on and not Box.objects.exists() and not list(Path(settings.KEYS).glob("*.key"))
    assert reopened(copy) is None
