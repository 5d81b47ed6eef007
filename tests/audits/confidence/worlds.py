"""One wave, held again and again in worlds that differ in one person, with somebody in all of them who looks around."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.audits.answering import asked
from tests.audits.confidence.intruder import addresses, differing, sees
from tests.audits.confidence.naive import turnout
from tests.audits.door import answers, say, words
from tests.audits.test_answering import BACKEND
from tests.factories.audits import closed_wave, head, in_wave, planned_wave, school_of
from tilth.audits import actions
from tilth.audits.models import Wave, WaveSchool
from tilth.demo import clock
from tilth.trays import actions as trays

STAFF = 16
YES, NO = 1, 4
Seen = dict[str, bytes]
Said = dict[int, int]  # person, by their place among all names -> what they say to the first item


@dataclass(frozen=True)
class Worlds:
    """What is answered in each. The first three lead to the same counts."""

    suspect: int  # whom the head wonders about
    this_way: Said
    that_way: Said
    not_at_all: Said
    alone: Said  # nobody else has answered yet

    @classmethod
    def drawn(cls, chance: Random) -> Worlds:
        """Fifteen of sixteen answer. The suspect, somebody of the other mind, and the silent one change places."""
        suspect, other, silent, *rest = chance.sample(range(STAFF), STAFF)
        said = {suspect: YES, other: NO, **{who: chance.choice((YES, NO)) for who in rest}}
        instead = {who: code for who, code in {**said, silent: YES}.items() if who != suspect}
        return cls(suspect, said, {**said, suspect: NO, other: YES}, instead, {suspect: YES})


@dataclass
class Scene:
    """A school that is about to be asked, and the intruder."""

    wave: Wave
    intruder: Client
    paths: list[str]
    on: date = field(default_factory=timezone.localdate)

    @classmethod
    def set(cls) -> Scene:
        school = school_of(STAFF)
        wave = planned_wave(school)
        here, client = in_wave(wave), Client(raise_request_exception=False)
        client.force_login(head(school), backend=BACKEND)
        somebody = here.school.roles.filter(kind="teacher").order_by("person__name")[0].person
        return cls(wave, client, addresses([wave.id, here.id], [school.id, somebody.id]))

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


@contextmanager
def world(scene: Scene, said: Said) -> Iterator[Wave]:
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


def answered(scene: Scene, wave: Wave, said: Said) -> None:
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


@dataclass
class Compared:
    """What was seen in the first world, and where another one looked different."""

    at_first: Seen
    in_the_end: Seen
    pages: int = 0
    differing: list[str] = field(default_factory=list)

    def beside(self, first: Seen, other: Seen) -> None:
        self.pages += len(other)
        self.differing += differing(first, other)


def compared(scene: Scene, worlds: Worlds) -> Compared:
    """Every page in every world: while it is open beside all others, afterwards beside those with the same counts."""
    with world(scene, worlds.this_way) as wave:
        in_the_end = afterwards(scene, wave)
    with world(scene, worlds.this_way):
        found = Compared(during(scene, in_the_end | scene.about_asking()), in_the_end)
    with world(scene, worlds.alone):
        found.beside(found.at_first, during(scene, found.at_first))
    with world(scene, worlds.not_at_all) as wave:
        found.beside(found.at_first, during(scene, found.at_first))
        found.beside(in_the_end, afterwards(scene, wave, in_the_end))
    with world(scene, worlds.that_way) as wave:
        found.beside(in_the_end, afterwards(scene, wave, in_the_end))
    return found


def watched(scene: Scene, worlds: Worlds) -> Compared:
    """The same on the pages that show how far it is, while it is open."""
    scene.paths = [path for path in addresses([], [scene.here.id]) if path.startswith("/naive/")]
    with world(scene, worlds.this_way):
        found = Compared(during(scene), {})
    for said in (worlds.not_at_all, worlds.alone):
        with world(scene, said):
            found.beside(found.at_first, during(scene))
    return found
