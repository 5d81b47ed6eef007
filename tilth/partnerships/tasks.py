"""What is done later: invitations that wait for a head, marks whose day has passed."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from tilth.jobs.domain.timing import Daily
from tilth.partnerships import actions


@task()
def ask_new_heads() -> int:
    """Pass waiting invitations on to heads who have come to Tilth since."""
    return actions.ask_new_heads()


@task()
def show_due_marks() -> int:
    """Put the marks of sittings whose day has passed into the open."""
    return actions.show_due(today=timezone.localdate())


TIMETABLE = [
    ("partnerships.ask_new_heads", ask_new_heads, timedelta(hours=1)),
    ("partnerships.show_due_marks", show_due_marks, Daily(hour=0)),
]
