"""What people does later, by itself."""

from __future__ import annotations

from django.core.management import call_command
from django_tasks import task

from tilth.jobs.domain.timing import Daily
from tilth.people.actions import erasures


@task()
def carry_out_erasures() -> int:
    """Forget everybody whose thirty days are over."""
    return erasures.carry_out_due_erasures()


@task()
def end_old_sessions() -> None:
    """Delete sessions that have run out."""
    call_command("clearsessions")


TIMETABLE = [
    ("people.carry_out_erasures", carry_out_erasures, Daily(hour=3)),
    ("people.end_old_sessions", end_old_sessions, Daily(hour=4)),
]
