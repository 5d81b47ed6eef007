"""Finding the invented people who can be signed in as."""

from __future__ import annotations

from tilth.demo.cast import NAMED, Character
from tilth.people.models import Person


def personas() -> list[Character]:
    """The five, in the order in which they are introduced; empty words mean somebody is not one of them."""
    return [character for character in NAMED if character.persona]


def person_called(first_name: str) -> Person | None:
    """The persona with this first name, or None when there is none or the family has not been made."""
    named = [character.name for character in personas() if character.name.split()[0].lower() == first_name.lower()]
    return Person.objects.filter(name__in=named, is_active=True).first()
