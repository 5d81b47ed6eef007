"""The demonstration: the invented family is made once, and its people are introduced."""

from __future__ import annotations

from tilth.command.house import out


def make_family_once() -> None:
    """Make the invented family when there is nobody yet."""
    from tilth.people.models import Person

    if Person.objects.exists():
        return
    from tilth.demo.actions import make_family

    with out.status("Inventing a family of schools") as status:
        make_family(tell=lambda what: status.update(f"Inventing a family of schools: {what}"))


def introduce() -> None:
    """Say who can be signed in as."""
    from django.conf import settings

    from tilth.demo.cast import NAMED

    out.print("\nSign in with one click, as:")
    for person in NAMED:
        if person.persona:
            out.print(f"  [bold]{person.first_name:<5}[/bold] {person.persona}")
    out.print(f"\n[dim]Messages that Tilth sends are written to {settings.DATA / 'mail'}.[/dim]")
