"""Work of waves that is done later: keeping their days, counting, destroying. Tasks take keys of waves alone."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from tilth.audits import actions
from tilth.audits.models import Wave
from tilth.audits.queries import waves
from tilth.jobs.domain.timing import Daily
from tilth.trays.actions import KeysOutOfReach, NoBox

logger = logging.getLogger("tilth.audits")


@task()
def count_wave(key: str) -> bool:
    """Count a closed wave and publish what may be shown. Safe to repeat. Returns whether there was something to do."""
    from tilth.audits.actions.counting import count_wave as count

    closed = waves.to_count().filter(id=UUID(key)).first()
    if closed:
        try:
            count(wave=closed)
        except NoBox:
            logger.error("A wave cannot be counted: the keys of its trays are not in TILTH_KEYS, or do not fit.")
            actions.note_key_missing(wave=closed)
    return closed is not None


@task()
def destroy_answers(key: str) -> int:
    """Destroy the trays of a finished wave. Returns of how many schools."""
    return actions.destroy_answers(schools=waves.to_destroy().filter(wave=UUID(key)))


@task()
def keep_days() -> int:
    """Open, close and call off the waves whose day has come, and finish what was interrupted. Returns how many."""
    today = timezone.localdate()
    opening, closing = list(waves.due_to_open(today)), list(waves.due_to_close(today))
    for wave in opening:
        _open_or_wait(wave)
    for wave in closing:
        _close_or_say_why(wave)
    for wave in waves.to_count():
        count_wave.enqueue(str(wave.id))
    actions.destroy_answers(schools=waves.to_destroy())
    actions.forget_marks(on=today)
    return len(opening) + len(closing)


def _close_or_say_why(wave: Wave) -> None:
    """Close a wave. One whose key is not there keeps no other from closing, and may yet have its key brought back."""
    with suppress(actions.NotNow):  # somebody who leads, or another host, was quicker
        try:
            actions.close_wave(by=None, wave=wave)
        except actions.KeyLost:
            logger.error("A wave cannot be closed: the keys of its trays are not in TILTH_KEYS, or do not fit.")
            actions.note_key_missing(wave=wave)


def _open_or_wait(wave: Wave) -> None:
    """Open a wave, unless its partnership rests: then those who lead are told, and after its last day it is over."""
    with suppress(actions.NotNow):
        if not waves.rests(wave):
            _open_or_say_why(wave)
        elif wave.closes_on < timezone.localdate():
            actions.call_off(by=None, wave=wave, reason=_("The partnership rested on the days it was planned for."))
        else:
            actions.note_waiting(wave=wave)


def _open_or_say_why(wave: Wave) -> None:
    """Open a wave. One whose keys cannot be written keeps no other from opening, and opens when they can."""
    try:
        actions.open_wave(by=None, wave=wave)
    except KeysOutOfReach:
        logger.error("The keys of a wave cannot be written into TILTH_KEYS: it does not open.")


@task()
def ask_what_came_of_promises() -> int:
    """Ask the owners of promises whose day is over what came of them. Returns of how many."""
    return actions.ask_what_came_of_promises(on=timezone.localdate())


TIMETABLE = [
    ("audits.keep_days", keep_days, timedelta(hours=1)),
    ("audits.ask_what_came_of_promises", ask_what_came_of_promises, Daily(6)),
]
