"""The tick: failed work is tried again, later each time; the timetable is kept once, however many keep it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.jobs.work import always_fails, succeeds
from tilth.jobs import actions, clockwork, queries
from tilth.jobs.domain.timing import MOST_FAILURES
from tilth.jobs.models import Run
from tilth.jobs.timetable import timetable
from tilth.jobs.worker import work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def database_keeps_the_work(settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def do_the_work(monkeypatch: pytest.MonkeyPatch):
    """Do what is waiting, in this process, with its signals and its thread left out."""
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.Worker.configure_signals", lambda self: None)
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    monkeypatch.setattr("tilth.jobs.worker.threading.Thread.start", lambda self: None)
    return lambda: work(until_done=True)


def kept() -> DBTaskResult:
    return DBTaskResult.objects.get()


def test_work_that_failed_is_tried_again_after_a_pause(do_the_work) -> None:
    always_fails.enqueue()
    do_the_work()
    assert kept().status == TaskResultStatus.FAILED
    assert actions.retry() == 1
    assert kept().status == TaskResultStatus.READY
    assert kept().run_after > timezone.now() + timedelta(seconds=50)
    assert kept().attempt.failures == 1


def test_after_the_most_failures_somebody_must_look(do_the_work) -> None:
    always_fails.enqueue()
    for _ in range(MOST_FAILURES):
        DBTaskResult.objects.update(run_after=timezone.now())
        do_the_work()
        actions.retry()
    assert kept().status == TaskResultStatus.FAILED
    assert list(queries.given_up()) == [kept()]
    assert actions.retry() == 0


def test_work_that_somebody_else_has_changed_meanwhile_is_left_alone() -> None:
    always_fails.enqueue()
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now() - timedelta(hours=1))
    seen = kept()
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL)
    assert not actions.try_again(work=seen)
    assert kept().status == TaskResultStatus.SUCCESSFUL


def test_long_work_of_a_living_worker_is_not_taken_away() -> None:
    succeeds.enqueue()
    long_ago = timezone.now() - timedelta(hours=5)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=long_ago, worker_ids=["one"])
    actions.beat(name=queries.WORKER + "one")
    assert actions.reap() == 0
    actions.rest(name=queries.WORKER + "one")
    assert actions.reap() == 1


def test_what_is_new_on_the_timetable_waits_for_its_moment_and_then_begins_once() -> None:
    line = {"name": "tests.succeeds", "task": succeeds, "when": timedelta(hours=1)}
    assert not actions.start_if_due(**line)
    Run.objects.update(at=timezone.now() - timedelta(hours=2))
    assert actions.start_if_due(**line)
    assert not actions.start_if_due(**line)
    assert DBTaskResult.objects.count() == 1


def test_every_line_of_the_timetable_has_its_own_name_and_a_task() -> None:
    names = [name for name, _task, _when in timetable()]
    assert len(names) == len(set(names))
    assert {"jobs.forget_old", "notices.mail_daily", "notices.mail_weekly"} <= set(names)
    assert all(hasattr(task, "enqueue") for _name, task, _when in timetable())


def test_a_tick_leaves_a_sign_of_life_and_says_what_it_did() -> None:
    assert clockwork.tick_once() == {"freed": 0, "retried": 0, "started": 0}
    last = queries.last_tick()
    assert last is not None and timezone.now() - last < timedelta(seconds=5)


def test_a_worker_that_stops_in_good_order_takes_its_sign_of_life_away(do_the_work) -> None:
    succeeds.enqueue()
    do_the_work()
    assert kept().status == TaskResultStatus.SUCCESSFUL
    assert not queries.living_workers()


def test_work_long_done_is_forgotten(do_the_work) -> None:
    succeeds.enqueue()
    do_the_work()
    assert actions.forget_old() == 0
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=8))
    assert actions.forget_old() == 1
