"""What people does later, by itself."""

from __future__ import annotations

from django.core.management import call_command
from django_tasks import task

from tilth.jobs.domain.timing import Daily
from tilth.people.actions import erasures, roles, rosters


@task()
def carry_out_erasures() -> int:
    """Forget everybody whose thirty days are over."""
    return erasures.carry_out_due_erasures()


@task()
def end_old_sessions() -> None:
    """Delete sessions that have run out."""
    call_command("clearsessions")


@task()
def forget_old_rosters() -> int:
    """Forget lists of people that were sent and never imported."""
    return rosters.forget_old_uploads()


@task()
def rest_departed() -> int:
    """Close the accounts of those whose last role ended yesterday."""
    return roles.rest_departed()


TIMETABLE = [
    ("people.carry_out_erasures", carry_out_erasures, Daily(hour=3)),
    ("people.end_old_sessions", end_old_sessions, Daily(hour=4)),
    ("people.forget_old_rosters", forget_old_rosters, Daily(hour=2)),
    ("people.rest_departed", rest_departed, Daily(hour=1)),
]
