"""The demonstration: the invented family is made once, and its people are introduced."""

from __future__ import annotations

from tilth.command.house import out


def make_family_once() -> None:
    """Make the invented family when there is nobody yet. One that is there already is left as people left it."""
    from django.conf import settings

    from tilth.audits.models import Wave
    from tilth.people.models import Person

    if Person.objects.exists():
        if not Wave.objects.exists():
            out.print("  This family was made by an older version, and knows nothing of what is new since. To begin")
            out.print(f"  afresh, stop Tilth, remove the folder {settings.DATA} and start again.")
        return
    from tilth.demo.actions import make_family

    out.print("  A family of six schools lives through two years:")
    make_family(tell=lambda what: out.print(f"    [dim]{what}[/dim]"))


def introduce() -> None:
    """Say who can be signed in as."""
    from django.conf import settings

    from tilth.demo.cast import NAMED

    out.print("\nSign in with one click, as:")
    for person in NAMED:
        if person.persona:
            out.print(f"  [bold]{person.first_name:<5}[/bold] {person.persona}")
    out.print(f"\n[dim]Messages that Tilth sends are written to {settings.DATA / 'mail'}.[/dim]")
