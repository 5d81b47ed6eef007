"""What work done later leaves behind: signs of life, last runs, failures."""

from __future__ import annotations

from django.db import models
from django_tasks_db.models import DBTaskResult

Work = DBTaskResult[..., object]  # one piece of work: what to do, and how it went


class Beat(models.Model):
    """A sign of life of a worker or of the tick. A worker that beats no more has died, and its work is free again."""

    name = models.CharField(primary_key=True, max_length=80)
    at = models.DateTimeField(db_index=True)


class Run(models.Model):
    """When something on the timetable last began."""

    name = models.CharField(primary_key=True, max_length=80)
    at = models.DateTimeField()


class Attempt(models.Model):
    """How often one piece of work has failed so far."""

    work = models.OneToOneField(DBTaskResult, primary_key=True, on_delete=models.CASCADE, related_name="attempt")
    failures = models.PositiveSmallIntegerField(default=0)
