"""What is done later: placements whose day has passed are shown."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from tilth.jobs.domain.timing import Daily
from tilth.maturity import actions


@task()
def show_due_placements() -> int:
    """Put the placements of assessments whose last day is over before those who placed."""
    return actions.show_due(today=timezone.localdate())


TIMETABLE = [("maturity.show_due_placements", show_due_placements, Daily(hour=0))]
