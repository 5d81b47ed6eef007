"""What a person has been asked and told, and what still has to be mailed."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from tilth.notices.models import Notice, Rhythm
from tilth.people.models import Person

AT_ONCE, DAILY = Rhythm.Choice.AT_ONCE, Rhythm.Choice.DAILY
CHOICES = Rhythm.Choice.choices


def needs_of(person: Person, most: int = 5) -> QuerySet[Notice]:
    """What a person is asked and has not done yet, the oldest first."""
    return Notice.objects.filter(person=person, asks=True, settled_at=None).order_by("at", "id")[:most]


def told_to(person: Person, most: int = 50) -> QuerySet[Notice]:
    """What a person was told, and what they were asked and have done, the latest first."""
    done = Q(asks=False) | Q(settled_at__isnull=False)
    return Notice.objects.filter(done, person=person).order_by("-at", "id")[:most]


def rhythm_of(person: Person) -> str:
    """How often a person hears by e-mail: daily, until they choose."""
    chosen = Rhythm.objects.filter(person=person).values_list("choice", flat=True).first()
    return chosen or DAILY


def to_mail_at_once(notices: Iterable[Notice]) -> list[Notice]:
    """Those of the notices whose people want them at once."""
    listed = list(notices)
    people = Rhythm.objects.filter(choice=AT_ONCE, person__in=[notice.person_id for notice in listed])
    eager = set(people.values_list("person", flat=True))
    return [notice for notice in listed if notice.person_id in eager]


def waiting_for_mail() -> QuerySet[Notice]:
    """Notices not mailed and not settled, of people who have an address and belong here."""
    reachable = Q(person__is_active=True, person__email__isnull=False) & ~Q(person__email="")
    return Notice.objects.filter(reachable, mailed_at=None, settled_at=None)


def people_to_write_to(rhythms: Iterable[str]) -> list[UUID]:
    """Keys of people with one of these rhythms for whom something waits."""
    wanted = Q(person__rhythm__choice__in=list(rhythms))
    if DAILY in rhythms:
        wanted |= Q(person__rhythm__isnull=True)
    return list(waiting_for_mail().filter(wanted).order_by("person").values_list("person", flat=True).distinct())


def keys_waiting_for(person_key: UUID) -> list[UUID]:
    return list(waiting_for_mail().filter(person=person_key).values_list("id", flat=True))


def notices_naming(name: str) -> QuerySet[Notice]:
    """Notices whose words hold this name."""
    return Notice.objects.filter(Q(headline__contains=name) | Q(body__contains=name))
