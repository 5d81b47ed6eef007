"""Reads of the time schools allow, and of what is left of training days taken apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.db.models import Case, F, QuerySet, Sum, When
from django.utils import timezone

from tilth.jpd.domain import week
from tilth.jpd.models import Attendance, Meeting, SchoolTime, TrainingDay
from tilth.ledger.domain.terms import begins_on
from tilth.ledger.models import Cost
from tilth.people.models import STAFF, Person, Role
from tilth.people.queries import roles_in, standing
from tilth.schools.models import School

DAYS_OF_A_YEAR = 5
USUAL_LESSONS = week.mask_of(
    each for day in week.days() for each in day if time(9) <= each.begins < time(15) and each.begins.hour != 12
)
USES = (Meeting.State.HELD, Meeting.State.AGREED)  # what was used, and what has been promised


def time_of(school: School) -> SchoolTime:
    """What a school said of its time; what nobody has said yet is a usual week, not saved."""
    said = SchoolTime.objects.filter(school=school).first()
    return said or SchoolTime(school=school, lessons=USUAL_LESSONS, changed_at=timezone.now())


def training_days(school: School, year: int) -> list[TrainingDay]:
    """The five training days of a school year, in their order; whole, and not saved, until somebody has said more."""
    saved = {day.number: day for day in TrainingDay.objects.filter(school=school, year=year).select_related("school")}
    numbers = sorted({*saved, *range(1, DAYS_OF_A_YEAR + 1)})
    return [saved.get(number) or TrainingDay(school=school, year=year, number=number) for number in numbers]


@dataclass(frozen=True)
class Stock:
    """Time of training days taken apart: minutes for each of the staff, and what is left for whom."""

    minutes: int
    left: tuple[tuple[Person, int], ...]
    in_ledger: int  # minutes of all together, of meetings that happened

    @property
    def most_used(self) -> int:
        """The minutes that the one who used most has used."""
        return max((self.minutes - left for _person, left in self.left), default=0)


def stock(school: School, year: int) -> Stock:
    """What a school has of it in a year, and what is left for each of its staff: names are for its own leaders."""
    days = TrainingDay.objects.filter(school=school, year=year).exclude(bundle=None)
    minutes = sum(days.values_list("minutes", flat=True))
    used = used_in([school.id], year)
    staff = Person.objects.filter(id__in=roles_in(school, timezone.localdate(), STAFF).values("person"))
    left = tuple((person, minutes - used[person.id]) for person in staff.order_by("name"))
    return Stock(minutes, left, _in_ledger(school, year))


def _in_ledger(school: School, year: int) -> int:
    costs = Cost.objects.filter(school=school, kind=Cost.Kind.STOCK, entry__stands=True)
    happened = costs.filter(entry__happened_on__gte=begins_on(year), entry__happened_on__lt=begins_on(year + 1))
    return happened.aggregate(n=Sum("amount"))["n"] or 0


def used_in(schools: Collection[UUID], year: int, *, without: Collection[UUID] = ()) -> Counter[UUID]:
    """Minutes of training days each person of these schools has used in a year, or promised, `without` some meetings.

    Of meetings that happened these are the minutes in the ledger.
    """
    return Counter(
        {
            each["person"]: each["n"]
            for each in _uses(schools, year).exclude(meeting__in=without).values("person").annotate(n=Sum("spent"))
        }
    )


def _uses(schools: Collection[UUID], year: int) -> QuerySet[Attendance]:
    staff = Role.objects.filter(standing(timezone.localdate()), school__in=schools, kind__in=STAFF)
    since, before = (timezone.make_aware(datetime.combine(begins_on(each), time())) for each in (year, year + 1))
    stocked = Attendance.objects.filter(
        school__in=schools, person__in=staff.values("person"), meeting__from_stock=True, meeting__state__in=USES,
        meeting__begins_at__gte=since, meeting__begins_at__lt=before,
    )  # fmt: skip
    spent = Case(When(meeting__state=Meeting.State.HELD, then=F("minutes")), default=F("meeting__minutes"))
    return stocked.annotate(spent=spent)
