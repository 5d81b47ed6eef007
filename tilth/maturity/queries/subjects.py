"""Of what maturity is looked at: a school (within), or a partnership (between its schools)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from tilth.maturity.domain.model import Side
from tilth.partnerships.models import Membership, Partnership
from tilth.partnerships.queries import live_partnerships_of, members, visible_to
from tilth.people.models import GOVERNING, LEADERS, STAFF, Person, Role
from tilth.people.queries import schools_of, standing
from tilth.schools.models import School


@dataclass(frozen=True)
class Subject:
    """A school, with the partnership in which it is looked at if there is one; or a partnership."""

    partnership: Partnership | None
    school: School | None

    @property
    def side(self) -> Side:
        return Side.WITHIN if self.school else Side.BETWEEN

    @property
    def key(self) -> UUID:
        thing = self.school or self.partnership
        assert thing is not None  # it is of something
        return thing.id

    def __str__(self) -> str:
        return str(self.school or self.partnership)


def partnership(*, viewer: Person, key: UUID) -> Subject | None:
    """A partnership that has begun, if the viewer has business with it."""
    begun = visible_to(viewer).exclude(phase=Partnership.Phase.PROPOSED)
    found = begun.filter(id=key).select_related("parent").first()
    return Subject(found, None) if found else None


def school(*, viewer: Person, key: UUID) -> Subject | None:
    """A school in which the viewer plays a part today."""
    found = schools_of(viewer, timezone.localdate()).filter(id=key).first()
    return of_school(found) if found else None


def of_school(school: School) -> Subject:
    """A school as a member of its family, or else of the first of its live partnerships, or alone."""
    joined = Membership.objects.filter(school=school, state=Membership.State.MEMBER)
    live = Partnership.objects.filter(id__in=joined.values("partnership"), phase=Partnership.Phase.LIVE)
    return Subject(live.filter(kind=Partnership.Kind.FAMILY).first() or live.first(), school)


def schools_in(partnership: Partnership) -> list[School]:
    """Its member schools, in the order of their names."""
    return [place.school for place in members(partnership).order_by("school__name")]


def own_schools(viewer: Person, kinds: frozenset[str] = STAFF | GOVERNING) -> list[School]:
    """Schools in which the viewer works or governs."""
    return list(schools_of(viewer, timezone.localdate(), kinds).order_by("name"))


def partnerships(viewer: Person) -> QuerySet[Partnership]:
    """Live partnerships to which the viewer belongs."""
    return live_partnerships_of(viewer).order_by("name")


def leaders_of(school: School) -> list[Person]:
    """Who leads a school today."""
    held = Role.objects.filter(standing(timezone.localdate()), school=school, kind__in=LEADERS)
    return list(Person.objects.filter(id__in=held.values("person"), is_active=True))
