"""What changes in the ledger: something that happened is written down, put right, or taken back. Nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.ledger.models import Cost, Entry, Gift
from tilth.partnerships.models import Partnership
from tilth.people.models import ErasureRequest, Person
from tilth.schools.models import School
from tilth.topics.models import Topic
from tilth.trail import actions as trail
from tilth.web.refusal import Refusal


class NotWritten(Refusal):
    """Nothing stands in the ledger about this."""


@dataclass(frozen=True)
class GiftLine:
    """Minutes that somebody gave to somebody else, and the schools from which they came."""

    giver: Person
    giver_school: School
    receiver: Person
    receiver_school: School
    minutes: int


@dataclass(frozen=True)
class CostLine:
    """What it took from a school: minutes of people, but pence of money."""

    school: School
    kind: str
    amount: int


@transaction.atomic
def record(
    *,
    by: Person | None,
    source: UUID,
    kind: str,
    partnership: Partnership | None,
    topic: Topic | None,
    happened_on: date,
    link: str,
    gifts: Iterable[GiftLine],
    costs: Iterable[CostLine],
    why: str = "",
) -> Entry:
    """Write what happened. Said again differently, it becomes a further version; said again alike, nothing is written.

    `why` is what was wrong before. Lines between the same two people, or of the same kind of cost, are added up.
    """
    entry = Entry(source=source, kind=kind, partnership=partnership, topic=topic, happened_on=happened_on, link=link)
    given, taken = _gifts(gifts), _costs(costs)
    last = _standing(source)
    if last is not None and not last.withdrawn and _says_the_same(last, entry, given, taken):
        return last
    _stand(by, entry, last, why)
    for gift in given:
        gift.entry = entry
    for cost in taken:
        cost.entry = entry
    Gift.objects.bulk_create(given)
    Cost.objects.bulk_create(taken)
    _write_trail(by, "ledger.corrected" if last else "ledger.recorded", entry)
    return entry


@transaction.atomic
def withdraw(*, by: Person | None, source: UUID, why: str) -> Entry:
    """Say that it did not happen after all: a last version without gifts and costs. Raises NotWritten."""
    last = _standing(source)
    if last is None:
        raise NotWritten(_("Nothing of this is in the ledger."))
    if last.withdrawn:
        return last
    entry = Entry(source=source, kind=last.kind, partnership=last.partnership, topic=last.topic)
    entry.happened_on, entry.link, entry.withdrawn = last.happened_on, last.link, True
    _stand(by, entry, last, why)
    _write_trail(by, "ledger.withdrawn", entry)
    return entry


@transaction.atomic
def forget(*, person: Person) -> None:
    """Leave what somebody gave and received to their schools, without their name."""
    Gift.objects.filter(giver=person).update(giver=None)
    Gift.objects.filter(receiver=person).update(receiver=None)
    Entry.objects.filter(by=person).update(by=None)


# --- versions -----------------------------------------------------------------------------------


def _standing(source: UUID) -> Entry | None:
    """The version that stands, held until this is done: two who correct at once come one after the other."""
    return Entry.objects.select_for_update().filter(source=source, stands=True).first()


def _stand(by: Person | None, entry: Entry, last: Entry | None, why: str) -> None:
    """Put a version in the place of the last one."""
    if last is not None:
        Entry.objects.filter(id=last.id).update(stands=False)
        entry.version = last.version + 1
    entry.by, entry.at, entry.why = by, timezone.now(), why
    entry.save()


def _says_the_same(last: Entry, entry: Entry, given: list[Gift], taken: list[Cost]) -> bool:
    """Whether the version that stands says all of this already."""
    return (
        all(getattr(last, name) == getattr(entry, name) for name in _SAID)
        and Counter(_gift_key(gift) for gift in last.gifts.all()) == Counter(map(_gift_key, given))
        and {_cost_key(cost) for cost in last.costs.all()} == set(map(_cost_key, taken))
    )


_SAID = ("kind", "partnership_id", "topic_id", "happened_on", "link")


def _gift_key(gift: Gift) -> tuple[object, ...]:
    return gift.giver_id, gift.giver_school_id, gift.receiver_id, gift.receiver_school_id, gift.minutes


def _cost_key(cost: Cost) -> tuple[object, ...]:
    return cost.school_id, cost.kind, cost.amount


# --- lines --------------------------------------------------------------------------------------


def _gifts(lines: Iterable[GiftLine]) -> list[Gift]:
    """One row for each two people. Somebody who was forgotten has no name here."""
    said = list(lines)
    forgotten = _forgotten({person.id for line in said for person in (line.giver, line.receiver)})
    rows: dict[tuple[UUID, UUID], Gift] = {}
    for line in said:
        if line.giver == line.receiver:
            raise ValueError("Nobody gives to themself.")
        row = rows.setdefault((line.giver.id, line.receiver.id), _gift(line, forgotten))
        row.minutes += line.minutes
    return [row for row in rows.values() if row.minutes > 0]


def _gift(line: GiftLine, forgotten: set[UUID]) -> Gift:
    return Gift(
        giver=None if line.giver.id in forgotten else line.giver,
        giver_school=line.giver_school,
        receiver=None if line.receiver.id in forgotten else line.receiver,
        receiver_school=line.receiver_school,
        minutes=0,
    )


def _forgotten(keys: set[UUID]) -> set[UUID]:
    """Which of these people asked to be forgotten, and are."""
    done = ErasureRequest.objects.filter(person__in=keys, done_on__isnull=False)
    return set(done.values_list("person", flat=True))


def _costs(lines: Iterable[CostLine]) -> list[Cost]:
    rows: dict[tuple[object, str], Cost] = {}
    for line in lines:
        row = rows.setdefault((line.school.id, line.kind), Cost(school=line.school, kind=line.kind, amount=0))
        row.amount += line.amount
    return [row for row in rows.values() if row.amount > 0]


def _write_trail(by: Person | None, act: str, entry: Entry) -> None:
    trail.record(by=by, act=act, about=[entry, *([entry.partnership] if entry.partnership else [])])
