"""Time that a school allows: lessons, twilights, cover; training days kept whole or taken apart."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.jpd.models import SchoolTime, TrainingDay
from tilth.jpd.queries import time as reads
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.trail import actions as trail
from tilth.web.holding import hold
from tilth.web.refusal import Refusal


class BothAtOnce(Refusal):
    """A half-hour cannot be a lesson and a twilight."""


class UsedAlready(Refusal):
    """Time of this training day has been used for meetings."""


@transaction.atomic
def say_time(
    *,
    by: Person,
    school: School,
    lessons: int,
    twilights: int,
    cover_limit: int,
    cover_price: int | None = None,
    rooms: int = 1,
) -> SchoolTime:
    """Say what a school allows in an ordinary week. Raises BothAtOnce."""
    hold(school)
    if lessons & twilights:
        raise BothAtOnce(_("A twilight is a half-hour without lessons. Untick one of the two."), field="twilights")
    said = {"lessons": lessons, "twilights": twilights, "rooms": rooms, "changed_at": timezone.now()}
    cover = {"cover_limit": cover_limit, "cover_price": cover_price}
    time, _new = SchoolTime.objects.update_or_create(school=school, defaults={**said, **cover})
    trail.record(by=by, act="jpd.time_said", about=[school])
    return time


@transaction.atomic
def training_days(*, school: School, year: int) -> list[TrainingDay]:
    """The five training days of a school year, made when they are first asked for."""
    hold(school)
    days = reads.training_days(school, year)
    missing = [day for day in days if day._state.adding]
    TrainingDay.objects.bulk_create(missing)
    return days


@transaction.atomic
def take_apart(*, by: Person, day: TrainingDay, bundle: int) -> TrainingDay:
    """Give the minutes of a training day to everybody on the staff, in bundles for meetings."""
    hold(day.school)
    hold(day)
    day.bundle = TrainingDay.Bundle(bundle)
    day.save(update_fields=["bundle"])
    trail.record(by=by, act="jpd.day_taken_apart", about=[day.school], bundle=day.bundle)
    return day


@transaction.atomic
def arrange_days(*, by: Person, school: School, year: int, bundles: Mapping[int, int | None]) -> list[TrainingDay]:
    """Say of each training day whether it is kept whole (None) or taken apart. Raises UsedAlready."""
    days = training_days(school=school, year=year)
    for day in sorted(days, key=lambda day: bundles.get(day.number) is None):  # what adds time comes first
        bundle = bundles.get(day.number)
        if bundle is None:
            keep_whole(by=by, day=day)
        elif bundle != day.bundle:
            take_apart(by=by, day=day, bundle=bundle)
    return days


@transaction.atomic
def keep_whole(*, by: Person, day: TrainingDay) -> TrainingDay:
    """Keep a training day as a day after all. Raises UsedAlready."""
    hold(day.school)
    hold(day)
    if day.bundle is None:
        return day
    stock = reads.stock(day.school, day.year)
    if stock.most_used > stock.minutes - day.minutes:
        raise UsedAlready(
            _("Some of its time has been used for meetings, or promised to them."), field=f"day_{day.number}"
        )
    day.bundle = None
    day.save(update_fields=["bundle"])
    trail.record(by=by, act="jpd.day_kept_whole", about=[day.school])
    return day
