"""What the trail says of people: its sentences, whose keys are whose, and what concerns whom."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tilth.people import queries
from tilth.people.models import LEADERS, Person, SchoolClass

SENTENCES = {
    "people.renamed": _("%(by)s corrected their name"),
    "people.sharing_changed": _("%(by)s changed what others see of them"),
    "people.address_changed": _("%(by)s changed their e-mail address"),
    "people.signed_out_everywhere": _("%(by)s signed out everywhere"),
    "people.erasure_asked": _("%(by)s asked to be forgotten"),
    "people.erasure_withdrawn": _("%(by)s decided to stay"),
    "people.erased": _("%(by)s carried out a wish to be forgotten"),
    "people.class_code_renewed": _("%(by)s gave %(class)s a new code"),
    "people.role_given": _("%(by)s gave %(person)s a role in %(school)s"),
    "people.role_ended": _("%(by)s ended a role of %(person)s in %(school)s"),
    "people.roster_imported": _("%(by)s brought the people of %(school)s up to a list"),
    "people.operator_added": _("%(person)s may run this installation"),
    "people.slips_printed": _("%(by)s made %(number)s slips for %(class)s"),
}


def names(keys: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """Which of the keys are people's or classes', and what they are called. Two queries."""
    people = {key: ("person", name) for key, name in Person.objects.filter(id__in=keys).values_list("id", "name")}
    classes = SchoolClass.objects.filter(id__in=keys).values_list("id", "name")
    return {**people, **{key: ("class", name) for key, name in classes}}


def concerns(person: Person) -> set[UUID]:
    """A person themself, and the schools they lead."""
    led = queries.schools_of(person, timezone.localdate(), LEADERS).values_list("id", flat=True)
    return {person.id, *led}
