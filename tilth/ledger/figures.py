"""What the ledger can say in numbers about ties, schools and partnerships. Never about one person before others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tilth.figures import Figure
from tilth.ledger.domain import flows as flowing
from tilth.ledger.domain import terms, ties
from tilth.ledger.domain.flows import Balance, Flow
from tilth.ledger.domain.terms import Term


@dataclass(frozen=True)
class Row:
    """One school's balance, term by term."""

    key: UUID
    name: str
    terms: Sequence[Balance]

    @property
    def whole(self) -> Balance:
        return sum_of(self.terms)


def sum_of(balances: Sequence[Balance]) -> Balance:
    """Balances added up."""
    return Balance(
        sum(each.given for each in balances),
        sum(each.received for each in balances),
        sum(each.within for each in balances),
    )


def balance(flows: Sequence[Flow], schools: Mapping[UUID, str], in_terms: Sequence[Term]) -> list[Row]:
    """Each school's balance in each of these terms, in the order of the schools."""
    found = flowing.balances(flows)
    return [Row(key, name, [found.get((key, term), Balance()) for term in in_terms]) for key, name in schools.items()]


def terms_of(flows: Sequence[Flow]) -> list[Term]:
    """The terms of these flows, without a gap."""
    return terms.span(flow.term for flow in flows)


@dataclass(frozen=True)
class Pair:
    """What two schools gave each other."""

    one: UUID
    other: UUID
    given: int  # by the one to the other
    received: int


def pairs(flows: Sequence[Flow]) -> list[Pair]:
    """Every two schools between which something went, most first."""
    went = flowing.between_schools(flows)
    both = sorted({tuple(sorted(ends, key=str)) for ends in went}, key=str)
    found = [Pair(a, b, went.get((a, b), 0), went.get((b, a), 0)) for a, b in both]
    return sorted(found, key=lambda pair: -(pair.given + pair.received))


@dataclass(frozen=True)
class Coverage:
    """How many of a school's staff developed practice with colleagues: within it, and across schools."""

    key: UUID
    name: str
    within: Figure
    across: Figure
    anywhere: Figure


def coverage(
    flows: Sequence[Flow], schools: Mapping[UUID, str], staff: Mapping[UUID, set[UUID]], source: str
) -> list[Coverage]:
    """The two questions every head asks: how many of us do this at all, and how many across schools?"""
    within, across = flowing.taking_part(flows)
    found = []
    for key, name in schools.items():
        here = {(person, key) for person in staff[key]}
        counts = [
            Figure(len(here & people), of=len(here), source=source) for people in (within, across, within | across)
        ]
        found.append(Coverage(key, name, *counts))
    return found


@dataclass(frozen=True)
class Capital:
    """What the ties of some time amount to. Each opens to its source."""

    ties: Figure  # pairs of people
    across: Figure  # of them, pairs from different schools
    mutual: Figure  # of all pairs, those who both gave
    even: Figure  # minutes between schools that came back, of all
    reach: Figure  # pairs of schools that are tied, of all there could be
    spanners: Figure  # people tied with two or more other schools, of all with ties
    steps: float | None  # from a school to another, on average
    through_one: float | None  # the largest share of ways between schools that lead through one school
    nameless: int  # sums of giving that count for schools only: a name was forgotten


def capital(flows: Sequence[Flow], schools: Collection[UUID], source: str = "") -> Capital:
    """What these flows amount to among these schools."""
    people, home = flowing.ties_of(flows), flowing.schools_of(flows)
    across = sum(home[a] != home[b] for a, b in people.pairs)
    census = ties.census(people)
    between = ties.gathered([(*ends, minutes) for ends, minutes in flowing.between_schools(flows).items()], schools)
    possible = len(between.people) * (len(between.people) - 1) // 2
    back, all_given = ties.evenness(between)
    return Capital(
        ties=Figure(census.pairs, source=source),
        across=Figure(across, of=census.pairs, source=source),
        mutual=Figure(census.mutual, of=census.pairs, source=source),
        even=Figure(back, of=all_given, source=source),
        reach=Figure(len(between.pairs), of=possible, source=source),
        spanners=Figure(len(ties.spanners(people, home)), of=len(people.people), source=source),
        steps=_steps(between),
        through_one=max(ties.betweenness(between).values(), default=0.0) if len(between.people) > 2 else None,
        nameless=len(people.broken),
    )


def _steps(between: ties.Ties[Any]) -> float | None:
    """How many steps it is from one school to another that can be reached, on average."""
    close = [value for value in ties.closeness(between).values() if value]
    return sum(1 / value for value in close) / len(close) if close else None


@dataclass(frozen=True)
class Holding:
    """Somebody by whom alone other schools are reached from their own."""

    person: UUID
    schools: frozenset[UUID]


def holding(flows: Sequence[Flow], school: UUID) -> list[Holding]:
    """Whose leaving would cut other schools off from this one, for its own leaders: in no order of merit."""
    people, home = flowing.ties_of(flows), flowing.schools_of(flows)
    lost = ties.holding_together(people, home)
    return [Holding(person, frozenset(cut)) for person, cut in lost.items() if home[person] == school]
