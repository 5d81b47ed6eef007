"""Every read about schools. Registers are public, so whoever is signed in may see every school."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from tilth.schools.domain import coordinates, searching
from tilth.schools.models import RegisterImport, School, Succession, Tie

ON_A_PAGE = 20
NEAR = 10
NEAR_KM = 60.0


@dataclass(frozen=True)
class Neighbour:
    """A school near another, and how far: kilometres as the crow flies."""

    school: School
    km: float


def school(*, viewer: Any, key: UUID) -> School | None:
    """One school, with nothing hidden: registers are public."""
    return School.objects.filter(id=key).first()


def register_import(*, viewer: Any, key: UUID) -> RegisterImport | None:
    return RegisterImport.objects.filter(id=key).first()


def recent_imports(most: int = 10) -> QuerySet[RegisterImport]:
    return RegisterImport.objects.all()[:most]


def found(typed: str) -> QuerySet[School]:
    """Schools that have every word typed in their name, number, town, postcode or a trust's name; best first.

    The very number comes first, then names that begin so, names that hold the words, and all others. Open schools
    stand before closed ones. Nothing typed finds nothing.
    """
    words = searching.words(typed)
    if not words:
        return School.objects.none()
    has_all, named = Q(), Q()
    for word in words:
        has_all &= Q(search__contains=word)
        named &= Q(name_key__contains=word)
    together = " ".join(words)
    rank = Case(
        When(number__in={together, typed.strip()}, then=0),
        When(name_key__startswith=together, then=1),
        When(named, then=2),
        default=3,
        output_field=IntegerField(),
    )
    closed = Case(When(status=School.Status.CLOSED, then=Value(1)), default=Value(0), output_field=IntegerField())
    return School.objects.filter(has_all).order_by(rank, closed, Length("name_key"), "name_key", "town", "id")


def found_page(typed: str, page: str | None) -> Page[School]:
    """One page of what was found."""
    return Paginator(found(typed), ON_A_PAGE).get_page(page)


def near(here: School, most: int = NEAR) -> list[Neighbour]:
    """The nearest open schools, nearest first; none where we do not know the place of this one."""
    if here.latitude is None or here.longitude is None:
        return []
    place = (here.latitude, here.longitude)
    south, north, west, east = coordinates.around(*place, NEAR_KM)
    narrow = ((north - south) / (east - west)) ** 2  # a degree of longitude is shorter than one of latitude
    crow = (F("latitude") - place[0]) * (F("latitude") - place[0]) + Value(narrow) * (F("longitude") - place[1]) * (
        F("longitude") - place[1]
    )
    inside = School.objects.filter(latitude__range=(south, north), longitude__range=(west, east))
    schools = inside.exclude(id=here.id).exclude(status=School.Status.CLOSED).order_by(crow, "name", "id")[:most]
    found = [Neighbour(other, coordinates.apart(place, _place(other))) for other in schools]
    return sorted(found, key=lambda neighbour: (neighbour.km, neighbour.school.name))


def relations(here: School) -> dict[str, Any]:
    """What a school is tied to, and which schools came before and after it. Three reads, however many there are."""
    ties = Tie.objects.filter(school=here).select_related("body").order_by(F("until").desc(nulls_first=True), "id")
    return {
        "ties": [tie for tie in ties if tie.until is None],
        "former_ties": [tie for tie in ties if tie.until is not None],
        "followed_by": list(here.followed_by.select_related("later").order_by("later__name", "id")),
        "follows": list(here.follows.select_related("earlier").order_by("earlier__name", "id")),
    }


def _place(school: School) -> tuple[float, float]:
    return school.latitude or 0.0, school.longitude or 0.0


def successors_of(closed: School) -> list[School]:
    """The schools that a school has become: the ends of every chain that begins at it, stopping at open schools.

    A ring in the register does not stop us. Empty where nothing followed.
    """
    ends: dict[UUID, School] = {}
    met, edge = {closed.id}, [closed]
    while edge:
        steps = list(Succession.objects.filter(earlier__in=edge).select_related("later"))
        followed = {step.earlier_id for step in steps}
        ends |= {school.id: school for school in edge if school.id not in followed and school != closed}
        later = {step.later_id: step.later for step in steps if step.later_id not in met}
        met |= later.keys()
        edge = [school for school in later.values() if school.status == School.Status.CLOSED]
        ends |= {key: school for key, school in later.items() if school.status != School.Status.CLOSED}
    return sorted(ends.values(), key=lambda school: school.name)


def successor_of(closed: School) -> School | None:
    """The one school that a school has become; None where there is none, or several."""
    ends = successors_of(closed)
    return ends[0] if len(ends) == 1 else None
