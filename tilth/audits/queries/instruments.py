"""Instruments: those of the house, which are files, and those that schools and partnerships have made their own."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from uuid import UUID

from django.db.models import Q, QuerySet

from tilth.audits.domain.instruments import Audience, Instrument
from tilth.audits.models import OwnInstrument
from tilth.partnerships import queries as partnerships
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School

HOUSE, OWN = "house:", "own:"


@dataclass(frozen=True)
class Usable:
    """An instrument that a wave may use, and what it is referred to by."""

    reference: str
    instrument: Instrument


@cache
def house() -> tuple[Instrument, ...]:
    """The newest version of each instrument of the house, in the order in which the shelf shows them."""
    shelf = files("tilth.audits") / "instruments"
    read = [
        Instrument.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
        for file in shelf.iterdir()
        if file.name.endswith(".toml")
    ]
    return tuple(sorted(read, key=lambda each: (list(Audience).index(each.audiences[0]), each.between, each.slug)))


def of_house(slug: str) -> Instrument | None:
    """The house's instrument of this name."""
    return next((each for each in house() if each.slug == slug), None)


def instrument(reference: str) -> Instrument | None:
    """What a reference stands for: an instrument of the house, or a finished one of somebody's own."""
    if reference.startswith(HOUSE):
        return of_house(reference.removeprefix(HOUSE))
    try:
        key = UUID(reference.removeprefix(OWN))
    except ValueError:
        return None
    row = OwnInstrument.objects.filter(id=key, ready=True).first() if reference.startswith(OWN) else None
    return read(row) if row else None


def read(row: OwnInstrument) -> Instrument:
    """The instrument that a row holds."""
    return Instrument.model_validate(row.document)


def usable_by(viewer: Person, owner: School | Partnership) -> list[Usable]:
    """What a wave of this school or partnership may ask: its own finished instruments, newest versions, and the house's.

    A school on its own is not asked about what is between schools.
    """
    newest: dict[str, OwnInstrument] = {}
    for row in of_owner(owner).filter(ready=True, id__in=seen_by(viewer).values("id")):
        newest.setdefault(row.slug, row)
    own = [Usable(f"{OWN}{row.id}", read(row)) for row in newest.values()]
    usable = own + [Usable(f"{HOUSE}{each.slug}", each) for each in house()]
    return [each for each in usable if isinstance(owner, Partnership) or not each.instrument.between]


def of_owner(owner: School | Partnership) -> QuerySet[OwnInstrument]:
    """All versions of the instruments that a school or a partnership has made its own, the newest first."""
    if isinstance(owner, School):
        return OwnInstrument.objects.filter(school=owner)
    return OwnInstrument.objects.filter(partnership=owner)


def seen_by(viewer: Person) -> QuerySet[OwnInstrument]:
    """The own instruments a person may see: of schools they lead, and of partnerships of which they are a leader."""
    of_school = Q(school__in=partnerships.schools_led(viewer))
    known = partnerships.visible_to(viewer).filter(id__in=OwnInstrument.objects.values("partnership"))
    led = [each.id for each in known if partnerships.leaders(each).filter(id=viewer.id).exists()]
    return OwnInstrument.objects.filter(of_school | Q(partnership__in=led)).select_related("school", "partnership")
