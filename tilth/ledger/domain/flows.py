"""Minutes that went from people to people, added up by pair and term: what every figure of the ledger is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from tilth.ledger.domain import ties
from tilth.ledger.domain.terms import Term


class Given(NamedTuple):
    """What one person gave another in some time. Somebody who was forgotten has no key; their school has."""

    giver: UUID | None
    giver_school: UUID
    receiver: UUID | None
    receiver_school: UUID
    minutes: int

    @property
    def crosses(self) -> bool:
        return self.giver_school != self.receiver_school


@dataclass(frozen=True)
class Flow:
    """What one person gave another in a term. Somebody who was forgotten has no key; their school has."""

    giver: UUID | None
    giver_school: UUID
    receiver: UUID | None
    receiver_school: UUID
    term: Term
    minutes: int

    @property
    def crosses(self) -> bool:
        return self.giver_school != self.receiver_school


One = TypeVar("One", Flow, Given)


@dataclass(frozen=True)
class Balance:
    """Minutes that a school gave to others and received from them, and what stayed within it."""

    given: int = 0
    received: int = 0
    within: int = 0

    def plus(self, other: Balance) -> Balance:
        return Balance(self.given + other.given, self.received + other.received, self.within + other.within)


def balances(flows: Iterable[Flow]) -> dict[tuple[UUID, Term], Balance]:
    """Of each school in each term. All that is given is received: the two sums are one."""
    found: defaultdict[tuple[UUID, Term], Balance] = defaultdict(Balance)
    for flow in flows:
        giver, receiver = (flow.giver_school, flow.term), (flow.receiver_school, flow.term)
        if flow.crosses:
            found[giver] = found[giver].plus(Balance(given=flow.minutes))
            found[receiver] = found[receiver].plus(Balance(received=flow.minutes))
        else:
            found[giver] = found[giver].plus(Balance(within=flow.minutes))
    return dict(found)


def of_years(flows: Iterable[Flow], years: Collection[int]) -> list[Flow]:
    """Those of these school years."""
    return [flow for flow in flows if flow.term.year in years]


def among(flows: Iterable[One], schools: Collection[UUID]) -> list[One]:
    """Those between and within these schools."""
    return [flow for flow in flows if flow.giver_school in schools and flow.receiver_school in schools]


def between_schools(flows: Iterable[Flow | Given]) -> dict[tuple[UUID, UUID], int]:
    """Minutes from one school to another."""
    found: defaultdict[tuple[UUID, UUID], int] = defaultdict(int)
    for flow in flows:
        if flow.crosses:
            found[flow.giver_school, flow.receiver_school] += flow.minutes
    return dict(found)


def ties_of(flows: Sequence[Flow]) -> ties.Ties[Any]:
    """Who is tied with whom. Flows of people who were forgotten are among what could not be used."""
    return ties.gathered((flow.giver, flow.receiver, flow.minutes) for flow in flows)


def schools_of(flows: Iterable[Flow]) -> dict[UUID, UUID]:
    """The school each came from: that from which they gave and received most, if they came from several."""
    weight: defaultdict[UUID, defaultdict[UUID, int]] = defaultdict(lambda: defaultdict(int))
    for flow in flows:
        if flow.giver:
            weight[flow.giver][flow.giver_school] += flow.minutes
        if flow.receiver:
            weight[flow.receiver][flow.receiver_school] += flow.minutes
    return {
        person: max(minutes, key=lambda school, minutes=minutes: (minutes[school], str(school)))  # type: ignore[misc]
        for person, minutes in weight.items()
    }


def taking_part(flows: Iterable[Flow]) -> tuple[set[tuple[UUID, UUID]], set[tuple[UUID, UUID]]]:
    """(person, school) of all who gave or received within their school, and of all who did across schools."""
    within: set[tuple[UUID, UUID]] = set()
    across: set[tuple[UUID, UUID]] = set()
    for flow in flows:
        kept = across if flow.crosses else within
        ends = ((flow.giver, flow.giver_school), (flow.receiver, flow.receiver_school))
        kept.update((person, school) for person, school in ends if person)
    return within, across
