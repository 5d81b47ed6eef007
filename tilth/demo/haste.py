"""Making the invented family without waiting for the disk: nobody's answers are lost if the power fails meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.db import connections

from tilth.trays.routing import TRAYS


@contextmanager
def in_haste() -> Iterator[None]:
    """Let sealed trays go to the disk when it suits the system, until the story is told."""
    with mock.patch.object(os, "fdatasync", lambda file: None):
        _wait_for_the_disk(False)
        try:
            yield
        finally:
            _wait_for_the_disk(True)


def _wait_for_the_disk(wait: bool) -> None:
    """SQLite can be told so between two transactions."""
    trays = connections[TRAYS]
    if trays.vendor == "sqlite" and not trays.in_atomic_block:
        with trays.cursor() as cursor:
            cursor.execute(f"PRAGMA synchronous={'FULL' if wait else 'OFF'}")
