"""A worker that is killed in the middle of its work: real processes, a real database of their own."""

from __future__ import annotations

import os
import signal
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
    """Where processes of the tests find a database of their own: a file, or the tests' own on PostgreSQL."""
    database = f"sqlite:///{tmp_path / 'jobs.sqlite3'}"
    if connection.vendor == "postgresql":
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


def test_the_work_of_a_killed_worker_is_done_by_the_next(surroundings: dict[str, str], tmp_path: Path) -> None:
    sign = tmp_path / "begun"
    if connection.vendor == "sqlite":
        python(surroundings, "-m", "tilth.config.manage", "migrate", "--verbosity", "0")
    enqueue = f"from tests.jobs.work import never_ends; never_ends.enqueue({str(sign)!r})"
    python(surroundings, "-c", in_django(enqueue))
    with subprocess.Popen([sys.executable, "-m", "tilth.command", "worker"], cwd=HERE, env=surroundings) as worker:
        wait_for(sign.exists)
        os.kill(worker.pid, signal.SIGKILL)
    assert sign.read_text() != "done"
    two_minutes_pass = (
        "from datetime import timedelta; from django.db.models import F",
        "from django_tasks_db.models import DBTaskResult; from tilth.jobs.models import Beat",
        "ago = timedelta(minutes=2)",
        "DBTaskResult.objects.update(started_at=F('started_at') - ago); Beat.objects.update(at=F('at') - ago)",
    )
    python(surroundings, "-c", in_django(*two_minutes_pass))
    assert "1 freed" in python(surroundings, "-m", "tilth.command", "tick")
    pause_passes = (
        "from django.utils import timezone; from django_tasks_db.models import DBTaskResult",
        "DBTaskResult.objects.update(run_after=timezone.now())",
    )
    python(surroundings, "-c", in_django(*pause_passes))
    python(surroundings, "-m", "tilth.command", "worker", "--until-done")
    assert sign.read_text() == "done"
