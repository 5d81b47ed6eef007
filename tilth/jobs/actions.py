"""What the tick frees, tries again, and starts. Each is safe to do on several hosts at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tilth.jobs import queries
from tilth.jobs.domain.timing import MOST_FAILURES, When, is_due, pause
from tilth.jobs.models import Attempt, Beat, Run, Work

READY, RUNNING, FAILED = TaskResultStatus.READY, TaskResultStatus.RUNNING, TaskResultStatus.FAILED
KEEP_DONE, KEEP_FAILED = timedelta(days=7), timedelta(days=60)


@transaction.atomic
def beat(*, name: str) -> None:
    """Leave a sign of life."""
    Beat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


@transaction.atomic
def rest(*, name: str) -> None:
    """Take the sign of life away: a worker has stopped in good order."""
    Beat.objects.filter(name=name).delete()


@transaction.atomic
def reap() -> int:
    """Free the work of dead workers. It may have been half done: tasks are written so that doing them twice is safe."""
    return sum(try_again(work=work) for work in queries.abandoned(timezone.now()))


@transaction.atomic
def retry() -> int:
    """Give failed work its next try, later each time."""
    return sum(try_again(work=work) for work in queries.failed_but_hopeful())


@transaction.atomic
def try_again(*, work: Work) -> bool:
    """Count a failure and set the work ready for its next try, or leave it failed when there were too many.

    Changes the row only while nobody else has: two hosts may try this at once. Returns whether it will be tried again.
    """
    attempt, _ = Attempt.objects.get_or_create(work=work)
    failures = attempt.failures + 1
    again = failures < MOST_FAILURES
    changes: dict[str, Any] = (
        {"status": READY, "run_after": timezone.now() + pause(failures), "finished_at": None}
        if again
        else {"status": FAILED, "finished_at": timezone.now()}
    )
    unchanged = DBTaskResult.objects.filter(id=work.id, status=work.status, started_at=work.started_at)
    if not unchanged.update(**changes):
        return False
    Attempt.objects.filter(work=work).update(failures=failures)
    return again


@transaction.atomic
def start_if_due(*, name: str, task: Any, when: When) -> bool:
    """Start one line of the timetable if it is due. What is new on it waits for its next moment."""
    now = timezone.localtime()
    run, new = Run.objects.get_or_create(name=name, defaults={"at": now})
    if new or not is_due(when, run.at, now):
        return False
    # Only one host can move the row on from what all of them read.
    if not Run.objects.filter(name=name, at=run.at).update(at=now):
        return False
    task.enqueue()
    return True


@transaction.atomic
def forget_old() -> int:
    """Delete work long done, and signs of life long past. Returns how many rows of work went."""
    now = timezone.now()
    Beat.objects.filter(at__lt=now - KEEP_DONE).delete()
    done = DBTaskResult.objects.successful().filter(finished_at__lt=now - KEEP_DONE)
    failed = DBTaskResult.objects.failed().filter(finished_at__lt=now - KEEP_FAILED)
    return done.delete()[0] + failed.delete()[0]
