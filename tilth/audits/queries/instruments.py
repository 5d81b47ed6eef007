"""Instruments: those of the house, which are files, and those that schools and partnerships have made their own."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from tilth.audits.domain.instruments import Audience, Instrument
from tilth.audits.models import OwnInstrument, Terms
from tilth.partnerships import queries as partnerships
from tilth.partnerships.models import Membership, Partnership, PartnershipRole
from tilth.people.models import Person, Role, standing
from tilth.people.queries import schools_of
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
    """What a wave of a school or partnership may ask: its own finished instruments, the newest, and the house's.

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
    """The own instruments a person may see: of schools they lead, and of partnerships they lead or head a school of."""
    headed = schools_of(viewer, timezone.localdate(), [Role.Kind.HEADTEACHER])
    member = Membership.objects.filter(state=Membership.State.MEMBER, school__in=headed).order_by()
    mine = (
        Q(school__in=partnerships.schools_led(viewer))
        | Q(partnership__in=member.values("partnership"))
        | Q(partnership__in=led_by(viewer))
    )
    return OwnInstrument.objects.filter(mine).select_related("school", "partnership")


def own_instrument(*, viewer: Person, key: UUID) -> OwnInstrument | None:
    """One of them."""
    return seen_by(viewer).filter(id=key).first()


def led_by(viewer: Person) -> QuerySet[Partnership]:
    """The living partnerships a person leads or coordinates today."""
    held = PartnershipRole.objects.filter(standing(timezone.localdate()), person=viewer, kind__in=partnerships.LEADING)
    return Partnership.objects.filter(phase=Partnership.Phase.LIVE, id__in=held.order_by().values("partnership"))


def owners_for(viewer: Person, instrument: Instrument) -> list[School | Partnership]:
    """For whom a person may make a copy of it. A school on its own has no use for what is asked between schools."""
    schools = [] if instrument.between else list(partnerships.schools_led(viewer))
    return [*schools, *led_by(viewer)]


def is_fixed(row: OwnInstrument) -> bool:
    """Whether a version changes no more: it is finished, or a wave has used it."""
    return row.ready or Terms.objects.filter(own_instrument=row.id).exists()


def newest_of(row: OwnInstrument) -> OwnInstrument:
    """The latest version of the same instrument."""
    return of_owner(owner_of(row)).filter(slug=row.slug).order_by("-version")[0]


def owner_of(row: OwnInstrument) -> School | Partnership:
    """Whose it is."""
    owner = row.school or row.partnership
    assert owner is not None, "the table refuses it"
    return owner
