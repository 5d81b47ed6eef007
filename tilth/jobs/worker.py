"""A worker that shows it is alive, so that its work is freed soon after it dies and never while it lives."""

from __future__ import annotations

import logging
import os
import socket
import threading
from uuid import uuid4

from django.db import DatabaseError, connection
from django_tasks_db.management.commands.db_worker import Worker

from tilth.jobs import actions, queries

EVERY = 10.0  # seconds between signs of life
log = logging.getLogger(__name__)


def work(*, until_done: bool = False, pause: float = 1.0) -> None:
    """Do what is waiting, for ever, or `until_done`. Stops in good order when told to by a signal."""
    name = f"{socket.gethostname()[:30]}-{os.getpid()}-{uuid4().hex[:8]}"
    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=pause,
        batch=until_done,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
    )
    worker.configure_signals()
    stopped = threading.Event()
    actions.beat(name=queries.WORKER + name)
    threading.Thread(target=_beat, args=(name, stopped), daemon=True).start()
    try:
        worker.run()
    finally:
        stopped.set()
        actions.rest(name=queries.WORKER + name)


def _beat(name: str, stopped: threading.Event) -> None:
    while not stopped.wait(EVERY):
        try:
            actions.beat(name=queries.WORKER + name)
        except DatabaseError:  # a busy database: the next beat comes soon
            log.warning("A sign of life could not be written.")
            connection.close()
