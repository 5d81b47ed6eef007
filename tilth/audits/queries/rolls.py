"""Who is asked, or would be. No read here, and no other, knows who has answered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from tilth.audits.domain.asked import HEAD, mark
from tilth.audits.models import RollEntry, Wave, WaveSchool
from tilth.people.models import Person, Role, StudentWord, standing
from tilth.schools.models import School

ASKED = "audits.asked"  # the kind of notice by which everybody on a roll is asked


def eligible(school: School, kinds: Collection[str], on: date) -> QuerySet[Person]:
    """The people of a school who hold a role of these kinds on a day. Heads only where heads are asked."""
    held = Role.objects.filter(standing(on), school=school)
    found = Person.objects.filter(is_active=True, id__in=held.filter(kind__in=kinds).values("person"))
    return found if HEAD in kinds else found.exclude(id__in=held.filter(kind=HEAD).values("person"))


def few_apart(school: School, one: Collection[str], other: Collection[str], enough: int) -> bool:
    """Whether there are people of some of these kinds of role and not of the others, but not enough. Heads aside."""
    kinds = [{kind for kind in each if kind != HEAD} for each in (one, other)]
    if kinds[0] == kinds[1]:
        return False
    today = timezone.localdate()
    first, second = (set(eligible(school, each, today).values_list("id", flat=True)) for each in kinds)
    return any(0 < len(moved) < enough for moved in (first - second, second - first))


def sizes(schools: Collection[School], kinds: Collection[str], on: date) -> dict[UUID, int]:
    """How many people would be asked in each school, by its key. One query."""
    held = Role.objects.filter(standing(on), school__in=schools, person__is_active=True)
    heads = Q() if HEAD in kinds else ~Q(person__in=held.filter(kind=HEAD).values("person"))
    counted = held.filter(heads, kind__in=kinds).order_by().values("school").annotate(Count("person", distinct=True))
    return {school.id: 0 for school in schools} | {row["school"]: row["person__count"] for row in counted}


def who_can_sign_in(people: QuerySet[Person]) -> set[UUID]:
    """Keys of those who have an address, or words of their own."""
    with_words = StudentWord.objects.values("person")
    found = people.filter(~Q(email=None) & ~Q(email="") | Q(id__in=with_words))
    return set(found.values_list("id", flat=True))


def roll_entry(viewer: Person, wave_school: WaveSchool) -> RollEntry | None:
    """The viewer's own place on the roll."""
    return wave_school.roll.filter(person=viewer).first()


def on_the_roll(wave_school: WaveSchool) -> QuerySet[Person]:
    """Everybody who may answer in a school."""
    return Person.objects.filter(id__in=wave_school.roll.values("person"))


def were_asked(wave_school: WaveSchool) -> QuerySet[Person]:
    """Everybody who was asked: by the roll while it is kept, afterwards by the roles they held on the first day."""
    if wave_school.roll.exists():
        return on_the_roll(wave_school)
    return eligible(wave_school.school, wave_school.wave.terms.kinds, wave_school.wave.opens_on)


def open_for(viewer: Person) -> QuerySet[WaveSchool]:
    """What a person is asked now, for as long as it is open and whether or not they have answered."""
    asked = RollEntry.objects.filter(person=viewer).values("wave_school")
    found = WaveSchool.objects.filter(id__in=asked, wave__phase=Wave.Phase.OPEN)
    return found.select_related("wave__terms", "school").order_by("wave__closes_on", "school__name")


def rolls_of(person: Person) -> QuerySet[RollEntry]:
    """Every roll on which a person stands: for their own eyes."""
    return RollEntry.objects.filter(person=person).select_related("wave_school__wave__terms", "wave_school__school")


def marked_with(person: Person) -> list[WaveSchool]:
    """Where a mark of a person is kept though the roll is forgotten: for their own eyes."""
    schools = Role.objects.filter(person=person).order_by().values("school")
    kept = WaveSchool.objects.filter(school__in=schools, roll=None).exclude(marks=[])
    return [each for each in kept.select_related("wave__terms", "school") if _mark(each, person) in each.marks]


def _mark(each: WaveSchool, person: Person) -> str:
    return mark(each.school_id, person.id)
