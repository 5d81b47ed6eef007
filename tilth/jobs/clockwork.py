"""The clock that ticks: once, or once a minute for ever."""

from __future__ import annotations

import logging
import signal
import time
from types import FrameType
from typing import NoReturn

from django.db import DatabaseError, close_old_connections, connection

from tilth.jobs import actions, queries
from tilth.jobs.timetable import timetable

MINUTE = 60.0
log = logging.getLogger(__name__)


def tick_once() -> dict[str, int]:
    """Do what is due now, and say how much there was of each."""
    actions.beat(name=queries.TICK)
    return {
        "freed": actions.reap(),
        "retried": actions.retry(),
        "started": sum(actions.start_if_due(name=name, task=task, when=when) for name, task, when in timetable()),
    }


def tick_for_ever() -> NoReturn:
    """Tick each minute until a signal says stop. A database that is away for a while is waited for."""
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    while True:
        close_old_connections()
        try:
            tick_once()
        except DatabaseError:
            log.exception("The tick could not reach the database; it tries again in a minute.")
            connection.close()
        time.sleep(MINUTE)


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
