"""What stands in the ledger, for tests."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from tilth.ledger import actions
from tilth.ledger.actions import CostLine, GiftLine
from tilth.ledger.models import Entry
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.topics.models import Topic

AUTUMN = date(2026, 10, 6)


def school_of(person: Person) -> object:
    """The school of a person's first role."""
    return person.roles.select_related("school").earliest("id").school


def gift(giver: Person, receiver: Person, minutes: int = 60) -> GiftLine:
    """Minutes between two people, who came from their own schools."""
    return GiftLine(giver, school_of(giver), receiver, school_of(receiver), minutes)  # type: ignore[arg-type]


def written(
    partnership: Partnership | None,
    *gifts: GiftLine,
    by: Person | None = None,
    on: date = AUTUMN,
    costs: tuple[CostLine, ...] = (),
    source: UUID | None = None,
    topic: Topic | None = None,
    why: str = "",
) -> Entry:
    """Something that happened, written into the ledger."""
    return actions.record(
        by=by,
        source=source or uuid4(),
        kind="meeting",
        partnership=partnership,
        topic=topic,
        happened_on=on,
        link="/working-together/",
        gifts=gifts,
        costs=costs,
        why=why,
    )
