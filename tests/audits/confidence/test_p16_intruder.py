"""P16: whoever has the head's own account, and opens every page before, during and after a wave, can name nobody.

One wave is held again and again, in worlds in which one person answered this way, that way, or not at all. While it is
open every page is the same in all worlds. Afterwards it is the same in all that led to the same published counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.audits.answering import asked
from tests.audits.confidence.intruder import ENOUGH, addresses, differing, opened, sees
from tests.audits.confidence.naive import turnout
from tests.audits.door import answers, say, words
from tests.audits.test_answering import BACKEND
from tests.factories.audits import closed_wave, head, in_wave, planned_wave, school_of
from tilth.audits import actions
from tilth.audits.models import Wave, WaveSchool
from tilth.demo import clock
from tilth.trays import actions as trays

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
STAFF = 16
YES, NO = 1, 4
SUSPECT, OTHER, SILENT = 3, 12, 15  # people by their names: whom the head wonders about, and two more
THIS_WAY = {who: YES if who < 9 else NO for who in range(STAFF) if who != SILENT}  # to the first item
THAT_WAY = {**THIS_WAY, SUSPECT: NO, OTHER: YES}  # the same counts
NOT_AT_ALL = {who: code for who, code in {**THIS_WAY, SILENT: YES}.items() if who != SUSPECT}  # and again
ALONE = {SUSPECT: YES}  # other counts: no page may say so before it has closed
Seen = dict[str, bytes]


@dataclass
class Scene:
    """A school that is about to be asked, and the intruder."""

    wave: Wave
    intruder: Client
    paths: list[str]
    on: date = field(default_factory=timezone.localdate)

    @property
    def here(self) -> WaveSchool:
        return in_wave(self.wave)

    def look(self, known: Seen | None = None) -> Seen:
        """Open everything; where that was done before, all that answered anything at all."""
        there = self.paths if known is None else [path for path in known if not known[path].startswith(b"404")]
        return sees(self.intruder, there)

    def about_asking(self) -> Seen:
        """The pages about what is asked, for which nothing is known yet."""
        return {path: b"" for path in self.paths if path.startswith(reverse("audits:mine"))}


@pytest.fixture
def scene() -> Scene:
    school = school_of(STAFF)
    wave = planned_wave(school)
    here, client = in_wave(wave), Client(raise_request_exception=False)
    client.force_login(head(school), backend=BACKEND)
    suspect = here.school.roles.filter(kind="teacher").order_by("person__name")[0].person
    return Scene(wave, client, addresses([wave.id, here.id], [school.id, suspect.id]))


@contextmanager
def world(scene: Scene, said: dict[int, int]) -> Iterator[Wave]:
    """A wave in which this is answered. All of it has not happened afterwards."""
    before = {using: transaction.savepoint(using=using) for using in connections}
    wave = Wave.objects.select_related("terms").get(pk=scene.wave.pk)
    turnout.ANSWERED.clear()
    with clock.at(scene.on, 8):
        actions.open_wave(by=None, wave=wave)
        answered(scene, wave, said)
    yield wave
    for using, place in before.items():
        transaction.savepoint_rollback(place, using=using)


def answered(scene: Scene, wave: Wave, said: dict[int, int]) -> None:
    """People take their slips and answer, one after another."""
    places = list(scene.here.roll.order_by("person__name").values_list("place", flat=True))
    for number, code in said.items():
        place = places[number]
        slip = trays.draw(key=scene.here.box, place=place, receipt=f"a random word of {place}")
        assert "in the tray" in words(say("cast/", slip=slip, **answers(asked(wave), code, NO)))
        turnout.note(scene.here.id, place, code)


def during(scene: Scene, known: Seen | None = None) -> Seen:
    """What the intruder sees while it is open."""
    with clock.at(scene.on, 9):
        return scene.look(known)


def afterwards(scene: Scene, wave: Wave, known: Seen | None = None) -> Seen:
    """What the intruder sees when all is counted and destroyed."""
    with clock.at(scene.on, 10):
        closed = closed_wave(wave)
    with clock.at(scene.on, 11):
        actions.count_wave(wave=closed)
        actions.destroy_answers(schools=WaveSchool.objects.filter(wave=wave))
    with clock.at(scene.on + timedelta(days=2)):
        return scene.look(known)


def test_no_page_tells_whether_or_how_somebody_answered(scene: Scene) -> None:
    with world(scene, THIS_WAY) as wave:
        in_the_end = afterwards(scene, wave)
    with world(scene, THIS_WAY):
        at_first = during(scene, in_the_end | scene.about_asking())
    assert opened(at_first) > ENOUGH and opened(in_the_end) > opened(at_first)
    assert any(b"9 of 15" in page for page in in_the_end.values())  # the results were there to be read
    with world(scene, ALONE):
        assert differing(at_first, during(scene, at_first)) == []
    with world(scene, NOT_AT_ALL) as wave:
        assert differing(at_first, during(scene, at_first)) == []
        assert differing(in_the_end, afterwards(scene, wave, in_the_end)) == []
    with world(scene, THAT_WAY) as wave:
        assert differing(in_the_end, afterwards(scene, wave, in_the_end)) == []


def test_pages_that_show_how_far_it_is_name_who_answered(scene: Scene, settings: Any) -> None:
    settings.ROOT_URLCONF = turnout.__name__
    scene.paths = [path for path in addresses([], [scene.here.id]) if path.startswith("/naive/")]
    looks = []
    for said in (THIS_WAY, NOT_AT_ALL, ALONE):
        with world(scene, said):
            looks.append(during(scene))
            suspect = scene.here.roll.order_by("person__name")[SUSPECT].person.name
    this_way, not_at_all, alone = looks
    assert [path.split("/")[-2] for path in differing(this_way, not_at_all)] == ["progress"]
    assert len(differing(this_way, alone)) == 2  # "so far" as well
    assert suspect in not_at_all[scene.paths[0]].decode() and suspect not in this_way[scene.paths[0]].decode()
