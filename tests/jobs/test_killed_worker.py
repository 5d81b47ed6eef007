"""A worker that is killed in the middle of its work: real processes, a real database of their own."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

HERE = Path(__file__).resolve().parents[2]
LIMIT = 30.0  # seconds


@pytest.fixture
def surroundings(tmp_path: Path, transactional_db: None) -> dict[str, str]:
    """Where processes of the tests find a database: a copy of the tests' own in a file, or on PostgreSQL itself."""
    database = f"sqlite:///{tmp_path / 'jobs.sqlite3'}"
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.backup(sqlite3.connect(tmp_path / "jobs.sqlite3"))
    else:
        server = os.environ["TILTH_DATABASE"].rsplit("/", 1)[0]
        database = f"{server}/{connection.settings_dict['NAME']}"
    ours = {"TILTH_STAGE": "development", "TILTH_DATA": str(tmp_path), "TILTH_DATABASE": database}
    return {**os.environ, **ours, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}


def python(surroundings: dict[str, str], *words: str) -> str:
    ran = subprocess.run(
        [sys.executable, *words], cwd=HERE, env=surroundings, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def wait_for(sign: Callable[[], bool]) -> None:
    limit = time.monotonic() + LIMIT
    while not sign():
        assert time.monotonic() < limit, "It did not happen."
        time.sleep(0.1)


def in_django(*lines: str) -> str:
    """A program that sets Django up first."""
    return "\n".join(["import django; django.setup()", *lines])


def tilth(*words: str) -> str:
    """A line that gives the command `tilth` these words: the next process would take seconds to start."""
    return f"app({list(words)}, standalone_mode=False)"


TWO_MINUTES_PASS = (
    "from datetime import timedelta; from django.db.models import F; from django.utils import timezone",
    "from django_tasks_db.models import DBTaskResult; from tilth.command.app import app",
    "from tilth.jobs.models import Beat",
    "ago = timedelta(minutes=2)",
    "DBTaskResult.objects.update(started_at=F('started_at') - ago); Beat.objects.update(at=F('at') - ago)",
)
PAUSE_PASSES = ("DBTaskResult.objects.update(run_after=timezone.now())",)
WORK = tilth("worker", "--until-done")


def test_the_work_of_a_killed_worker_is_done_by_the_next(surroundings: dict[str, str], tmp_path: Path) -> None:
    sign = tmp_path / "begun"
    enqueue = f"from tests.jobs.work import never_ends; never_ends.enqueue({str(sign)!r})"
    python(surroundings, "-c", in_django(enqueue))
    with subprocess.Popen([sys.executable, "-m", "tilth.command", "worker"], cwd=HERE, env=surroundings) as worker:
        wait_for(sign.exists)
        os.kill(worker.pid, signal.SIGKILL)
    assert sign.read_text() != "done"
    assert "1 freed" in python(surroundings, "-c", in_django(*TWO_MINUTES_PASS, tilth("tick"), *PAUSE_PASSES, WORK))
    assert sign.read_text() == "done"
