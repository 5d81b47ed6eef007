"""What pages of other parts need of this one."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from tilth.people.models import Person


class Asked(HttpRequest):
    """A request by somebody who is signed in: what a view behind `signed_in` or `opens` is given."""

    user: Person


def person_page(person: Person) -> str:
    """The address of a person's page."""
    return reverse("people:person", kwargs={"key": person.id})
