"""What is known about work done later."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tilth.jobs.domain.timing import MOST_FAILURES
from tilth.jobs.models import Beat, Work

TICK = "tick"
WORKER = "worker:"
SILENCE = timedelta(seconds=60)  # a worker beats every ten seconds; after this it is taken for dead


def living_workers(now: datetime | None = None) -> set[str]:
    """The names of workers that have beaten lately."""
    since = (now or timezone.now()) - SILENCE
    beats = Beat.objects.filter(name__startswith=WORKER, at__gt=since).values_list("name", flat=True)
    return {name.removeprefix(WORKER) for name in beats}


def last_tick() -> datetime | None:
    return Beat.objects.filter(name=TICK).values_list("at", flat=True).first()


def abandoned(now: datetime) -> list[Work]:
    """Work that was begun by a worker which has died since."""
    living = living_workers(now)
    begun = DBTaskResult.objects.running().filter(started_at__lt=now - SILENCE)
    return [work for work in begun if not living.intersection(work.worker_ids[-1:])]


def failed_but_hopeful() -> QuerySet[Work]:
    """Work that failed, and has tries left."""
    return DBTaskResult.objects.failed().exclude(attempt__failures__gte=MOST_FAILURES)


def given_up() -> QuerySet[Work]:
    """Work that failed so often that somebody must look."""
    return DBTaskResult.objects.failed().filter(attempt__failures__gte=MOST_FAILURES)


def in_trouble(task: str, key: str) -> bool:
    """Whether a task about this key, when it was last begun, failed, and has not been begun again since."""
    begun = DBTaskResult.objects.filter(task_path=task, args_kwargs__args__0=key, started_at__isnull=False)
    last = begun.order_by("-started_at").first()
    return last is not None and last.status in (TaskResultStatus.FAILED, TaskResultStatus.READY)


def waiting_since() -> datetime | None:
    """When the oldest work that could be done now came in."""
    return DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
