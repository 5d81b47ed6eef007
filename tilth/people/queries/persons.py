"""One person, as another may see them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tilth.people.models import STAFF, Person, Role, Sharing, standing
from tilth.people.rules import ADULTS, known_to
from tilth.schools.models import School

__all__ = ["known_to", "person", "roles_seen", "sharing_of", "shown_by"]

SWITCHES = {  # the fields of Sharing, in words for the person who sets them
    "show_email": _("My e-mail address"),
    "show_subject": _("What I teach"),
    "show_offers": _("What I could offer, and would like to gain"),
    "show_free_time": _("When I am free"),
}


def person(*, viewer: Person, key: UUID) -> Person | None:
    """A person the viewer may see, or None."""
    return known_to(viewer).filter(id=key).first()


def roles_seen(viewer: Person, person: Person) -> QuerySet[Role]:
    """A person's standing roles as the viewer may see them: all where the viewer works, elsewhere adults' parts."""
    today = timezone.localdate()
    working = School.objects.filter(roles__in=Role.objects.filter(standing(today), person=viewer, kind__in=STAFF))
    seen = Q(kind__in=ADULTS) | Q(school__in=working.values("id"))
    return person.roles.filter(standing(today)).filter(seen).select_related("school").order_by("school__name", "kind")


def sharing_of(person: Person) -> Sharing:
    """What a person lets others see; nothing while they have not said."""
    return Sharing.objects.filter(person=person).first() or Sharing(person=person)


def shown_by(person: Person) -> list[str]:
    """The names of the switches a person has on."""
    sharing = sharing_of(person)
    return [switch for switch in SWITCHES if getattr(sharing, switch)]
