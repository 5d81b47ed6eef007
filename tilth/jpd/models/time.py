"""Time: what a school has of it for working together, and what a term of meetings was planned from."""

from __future__ import annotations

from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tilth.jpd.models.fields import HalfHoursField
from tilth.jpd.models.groups import Group
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School

A_DAY = 360  # minutes


class SchoolTime(models.Model):
    """What a school allows: cover, its price, and the half-hours after lessons that may become twilights."""

    school = models.OneToOneField(School, primary_key=True, on_delete=models.CASCADE, related_name="time")
    cover_limit = models.PositiveSmallIntegerField(default=0)  # half-hours of cover it can bear in one week
    cover_price = models.PositiveIntegerField(null=True, blank=True)  # pence for an hour; unknown when empty
    lessons = HalfHoursField()  # when there are lessons: whoever meets then is covered for, unless free
    twilights = HalfHoursField()  # when staff may be asked to stay in time of a training day
    rooms = models.PositiveSmallIntegerField(default=1)  # groups that can sit there at once
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "school times"


class TrainingDay(models.Model):
    """One training day of a school year: kept whole, or taken apart into bundles for meetings.

    Taken apart, it gives every member of staff its minutes.
    """

    class Bundle(models.IntegerChoices):
        HALF_AN_HOUR = 30, _("30 minutes")
        THREE_QUARTERS = 45, _("45 minutes")
        AN_HOUR = 60, _("60 minutes")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="training_days")
    year = models.PositiveSmallIntegerField()  # that in which the school year begins
    number = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(10)])
    on = models.DateField(null=True, blank=True)  # when it is kept whole
    minutes = models.PositiveSmallIntegerField(default=A_DAY)
    bundle = models.PositiveSmallIntegerField(choices=Bundle, null=True, blank=True)  # empty while it is whole

    class Meta:
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "number"], name="training_days_of_a_year_are_counted")
        ]


class TermPlan(models.Model):
    """A search for a time for every group of a partnership: what was asked, how far it came, what it found."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for its turn")
        PROPOSED = "proposed", _("Proposed")
        ACCEPTED = "accepted", _("Accepted")
        DROPPED = "dropped", _("Dropped")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="term_plans")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    begins_on = models.DateField()  # a Monday
    weeks = models.PositiveSmallIntegerField()
    free_weeks = models.JSONField(default=list)  # Mondays of holidays in between, ISO
    meetings = models.PositiveSmallIntegerField(default=4)  # for each group
    minutes = models.PositiveSmallIntegerField(default=60)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    found_at = models.DateTimeField(null=True, blank=True)
    value = models.IntegerField(null=True, blank=True)  # meetings placed
    bound = models.IntegerField(null=True, blank=True)  # the proven most

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(state__in=["waiting", "proposed"]),
                name="one_open_term_plan_of_a_partnership",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(bound__gte=F("value")), name="no_plan_is_beyond_its_bound"
            ),
        ]


class Unplaced(models.Model):
    """A group for which a plan found less than was asked, and the smallest set of reasons why."""

    plan = models.ForeignKey(TermPlan, on_delete=models.CASCADE, related_name="unplaced")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    missing = models.PositiveSmallIntegerField()  # meetings
    reasons = models.JSONField(default=list)  # as tilth.timetable.Reason writes them

    class Meta:
        verbose_name_plural = "unplaced"
        constraints = [models.UniqueConstraint(fields=["plan", "group"], name="a_group_is_unplaced_once_in_a_plan")]
