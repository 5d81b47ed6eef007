"""The attacks that need the whole house, in earnest: traces on the disk, and the head's own account."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.db import connections, transaction
from django.test import override_settings
from django.urls import clear_url_caches

from tests.audits.confidence.canaries import Visitor, places, served, traces, walks_through
from tests.audits.confidence.earnest import Result
from tests.audits.confidence.naive import turnout
from tests.audits.confidence.worlds import Compared, Scene, Worlds, compared, watched
from tests.factories.audits import in_wave, open_wave, school_of
from tilth.audits.domain.asked import Breakdown
from tilth.trays import actions as trays

WORK = Breakdown.of("What is your work here?", ["Supporting", "Teaching", "Leading"])


# --- P7 -----------------------------------------------------------------------------------------


def no_traces(visitors: int) -> Result:
    """So many people with marks of their own go through the door; then every byte is searched for the marks."""
    call_command("migrate", verbosity=0)
    return Result(*left_by(visitors), *left_by(max(1, visitors // 10), "tests.audits.confidence.naive.wsgi"))


def left_by(visitors: int, application: str = "tilth.config.wsgi") -> tuple[int, int]:
    """How many marks there were to find, and how many are found."""
    here = in_wave(open_wave(school_of(visitors), breakdown=WORK, remarks=True))
    people = [Visitor() for _visitor in range(visitors)]
    slips = [trays.draw(key=here.box, place=place, receipt=f"a random word of {place}") for place in range(visitors)]
    with TemporaryDirectory(prefix="tilth-attack-") as name:
        folder = Path(name)
        with served(folder, application) as house:
            for who, slip in zip(people, slips, strict=True):
                walks_through(house, who, here, slip)
            found = [traces(who, *places(folder)) for who in people]
        for before, who in zip(found, people, strict=True):
            before.update(traces(who, *places(folder)))
    return sum(len(who.known_by()) for who in people), sum(map(len, found))


# --- P16 ----------------------------------------------------------------------------------------


def intruder(schools: int) -> Result:
    """In so many schools, every page is compared between worlds that differ in one person."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)  # most of what the intruder tries is refused
    call_command("migrate", verbosity=0)
    ours = [_alone(seed) for seed in range(schools)]
    with override_settings(ROOT_URLCONF=turnout.__name__):
        clear_url_caches()
        naive = [_alone(seed, naive=True) for seed in range(max(1, schools // 10))]
    for path in sorted({path for each in ours for path in each.differing}):
        print(f"  differs: {path}")
    return Result(*_pages(ours), *_pages(naive))


def _pages(found: list[Compared]) -> tuple[int, int]:
    return sum(each.pages for each in found), sum(len(each.differing) for each in found)


def _alone(seed: int, *, naive: bool = False) -> Compared:
    with nothing_stays():
        scene, worlds = Scene.set(), Worlds.drawn(Random(seed))
        return watched(scene, worlds) if naive else compared(scene, worlds)


@contextmanager
def nothing_stays() -> Iterator[None]:
    """As in a test: both databases are afterwards as they were. What asks to be durable is let in."""
    with ExitStack() as undone:
        for using in connections:
            block = transaction.atomic(using=using)
            block._from_testcase = True  # type: ignore[attr-defined]
            undone.enter_context(block)
        yield
        for using in connections:
            transaction.set_rollback(True, using=using)
