"""Reads of offers, wants, free half-hours and reserves."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from tilth.jpd.models import Availability, Offer, Reserve, SchoolOffer, SchoolWant, Want
from tilth.partnerships.models import Partnership
from tilth.partnerships.queries import live_partnerships_of, members, people_in
from tilth.people.models import LEADERS, STAFF, Person
from tilth.people.queries import roles_in, schools_of
from tilth.schools.models import School
from tilth.topics import queries as topics
from tilth.topics.models import Topic

FOUND_AT_ONCE = 6


def offers_of(person: Person) -> QuerySet[Offer]:
    """What a person offers, in the order they said it."""
    return person.offers.select_related("topic")


def wants_of(person: Person) -> QuerySet[Want]:
    """What a person would like to gain, in the order they said it."""
    return person.wants.select_related("topic")


def school_offers(school: School) -> QuerySet[SchoolOffer]:
    return school.offers.select_related("topic")


def school_wants(school: School) -> QuerySet[SchoolWant]:
    return school.wants.select_related("topic")


def availability_of(person: Person) -> Availability:
    """What a person said about their week; what nobody has said yet is the default, not saved."""
    said = Availability.objects.filter(person=person).first()
    return said or Availability(person=person, changed_at=timezone.now())


def reserves_of(owner: Person) -> list[Person | School]:
    """With whom the owner would rather not be paired: for the owner's own eyes."""
    kept = Reserve.objects.filter(owner=owner).select_related("person", "school")
    return [each for reserve in kept for each in (reserve.person, reserve.school) if each]


def usable_topics(viewer: Person) -> QuerySet[Topic]:
    """Topics the viewer can offer or want: the vocabulary, and the own words of those around them."""
    return topics.usable(around(viewer))


def find_topics(viewer: Person, words: str) -> list[Topic]:
    """Topics the viewer may mean by these words, best first."""
    return topics.search(words, around=around(viewer))


def around(viewer: Person) -> list[UUID]:
    """Keys of those whose own words the viewer can use: their own, and those of colleagues who added some."""
    wrote = colleagues(viewer).filter(id__in=topics.who_suggested()).values_list("id", flat=True)
    return [viewer.id, *wrote]


def colleagues(viewer: Person) -> QuerySet[Person]:
    """Staff of the viewer's own schools and of the schools in their live partnerships, without the viewer."""
    today = timezone.localdate()
    own = [roles_in(school, today, STAFF).values("person") for school in schools_of(viewer, today)]
    near = [people_in(partnership, STAFF, today).values("id") for partnership in live_partnerships_of(viewer)]
    anywhere = Q(pk__in=[])
    for somewhere in (*own, *near):
        anywhere |= Q(id__in=somewhere)
    return Person.objects.filter(anywhere).exclude(id=viewer.id)


def schools_near(viewer: Person) -> QuerySet[School]:
    """The viewer's own schools, and those in their live partnerships."""
    near = Q(id__in=schools_of(viewer, timezone.localdate()))
    for partnership in live_partnerships_of(viewer):
        near |= Q(id__in=members(partnership).values("school"))
    return School.objects.filter(near)


def find_apart(viewer: Person, words: str) -> list[Person | School]:
    """Schools and colleagues of this name, from whom the viewer may wish to be kept apart."""
    if not words.strip():
        return []
    schools = schools_near(viewer).filter(name__icontains=words.strip())[:FOUND_AT_ONCE]
    people = colleagues(viewer).filter(name__icontains=words.strip())[:FOUND_AT_ONCE]
    found: list[Person | School] = [*schools, *people]
    return found[:FOUND_AT_ONCE]


def apart_from_keys(viewer: Person, keys: Iterable[UUID]) -> list[Person | School]:
    """Those of these keys that are schools or colleagues near the viewer, or reserved by them before."""
    wanted = list(keys)
    before = [each for each in reserves_of(viewer) if each.id in wanted]
    known = {each.id for each in before}
    schools = schools_near(viewer).filter(id__in=wanted).exclude(id__in=known)
    return [*before, *schools, *colleagues(viewer).filter(id__in=wanted).exclude(id__in=known)]


def school_led(*, viewer: Person, key: UUID) -> School | None:
    """A school for which the viewer may speak: one they lead today."""
    return schools_of(viewer, timezone.localdate(), LEADERS).filter(id=key).first()


def works_in_a_school(viewer: Person) -> bool:
    """Whether somebody is on the staff of any school today: then the two questions are for them."""
    return schools_of(viewer, timezone.localdate(), STAFF).exists()


def has_answered(viewer: Person) -> bool:
    """Whether somebody has said what they offer or want: they can read it and take it back wherever they are now."""
    return offers_of(viewer).exists() or wants_of(viewer).exists()


def schools_led(viewer: Person) -> QuerySet[School]:
    return schools_of(viewer, timezone.localdate(), LEADERS)


def offers_shown(partnership: Partnership) -> QuerySet[Offer]:
    """What people in a partnership offer and have agreed to show, topic by topic."""
    staff = people_in(partnership, STAFF, timezone.localdate()).filter(sharing__show_offers=True)
    return (
        Offer.objects.filter(person__in=staff).select_related("topic", "person").order_by("topic__name", "person__name")
    )
