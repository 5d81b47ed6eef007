"""What the jobs themselves do later."""

from __future__ import annotations

from django_tasks import task

from tilth.jobs import actions
from tilth.jobs.domain.timing import Daily


@task()
def forget_old() -> int:
    """Delete work long done."""
    return actions.forget_old()


TIMETABLE = [("jobs.forget_old", forget_old, Daily(hour=3))]
