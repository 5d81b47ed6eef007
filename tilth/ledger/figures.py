"""What the ledger can say in numbers about ties, schools and partnerships. Never about one person before others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from tilth.figures import Figure, Shares, among, shares
from tilth.ledger import queries
from tilth.ledger.domain import flows as flowing
from tilth.ledger.domain import terms, ties
from tilth.ledger.domain.flows import Balance, Flow, Given
from tilth.ledger.domain.terms import Term
from tilth.partnerships.models import Partnership
from tilth.partnerships.queries import members_on
from tilth.schools.models import School


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


# --- the year before a day ----------------------------------------------------------------------

A_YEAR = timedelta(days=365)


def giving(partnership: Partnership, on: date) -> dict[str, Shares]:
    """How far giving went both ways in the year before a day: between people, between schools, and how many took part.

    Schools and staff are those of that day; what was put right later counts as it stands now. A tie or a minute of
    somebody who was forgotten counts for their school only. A fixed number of queries.
    """
    schools = set(members_on(partnership, on).values_list("school", flat=True))
    given = flowing.among(queries.given_in(partnership, on - A_YEAR, on), schools)
    staff = queries.staff_of(schools, on)
    balance_page, ties_page = (reverse(f"ledger:{page}", args=[partnership.id]) for page in ("balance", "capital"))
    return {
        "ledger.reciprocity": shares(_both_ways(given, schools), ties_page),
        "ledger.balanced": _came_back(given, schools, balance_page),
        "ledger.gave_elsewhere": among(staff, _gave(given), balance_page),
        "ledger.tied_within": among(staff, _tied_within(given), balance_page),
    }


def giving_at(school: School, on: date) -> dict[str, Shares]:
    """The same of one school, whatever partnership it gave and received in, if any. There is no figure of all."""
    given = queries.given_at(school, on - A_YEAR, on)
    source, staff = reverse("ledger:school", args=[school.id]), queries.staff_of({school.id}, on)
    found = {
        "ledger.reciprocity": shares(_both_ways(given, {school.id}), source),
        "ledger.balanced": _came_back(given, {school.id}, source),
        "ledger.gave_elsewhere": among(staff, _gave(given), source),
        "ledger.tied_within": among(staff, _tied_within(given), source),
    }
    return {name: {key: each for key, each in of.items() if key} for name, of in found.items()}


def _both_ways(given: Sequence[Given], schools: Collection[UUID]) -> list[tuple[UUID, frozenset[UUID], bool]]:
    """School, tie between two people of whom one came from it, and whether both gave."""
    arrows = {(each.giver, each.receiver) for each in given}
    return [
        (school, frozenset((each.giver, each.receiver)), (each.receiver, each.giver) in arrows)
        for each in given
        if each.giver and each.receiver  # else one of them was forgotten
        for school in (each.giver_school, each.receiver_school)
        if school in schools
    ]


def _came_back(given: Sequence[Given], schools: Collection[UUID], source: str) -> Shares:
    """Of each school the smaller of what it gave and received out of the larger; of all the minutes that came back."""
    between = flowing.between_schools(given)
    back, went = ties.evenness(ties.gathered((*ends, minutes) for ends, minutes in between.items()))
    found: dict[UUID | None, Figure] = {None: Figure(back, of=went, source=source)} if went else {}
    for school in schools:
        gave = sum(minutes for (giver, _receiver), minutes in between.items() if giver == school)
        got = sum(minutes for (_giver, receiver), minutes in between.items() if receiver == school)
        if gave or got:
            found[school] = Figure(min(gave, got), of=max(gave, got), source=source)
    return found


def _tied_within(given: Sequence[Given]) -> dict[UUID, set[UUID]]:
    """Who gave time to a colleague of their own school, or had it from one."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for each in given:
        if not each.crosses:
            found[each.giver_school] |= {person for person in (each.giver, each.receiver) if person}
    return found


def _gave(given: Sequence[Given]) -> dict[UUID, set[UUID]]:
    """Who gave time to somebody of another school, by the school they came from then."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for each in given:
        if each.crosses and each.giver:
            found[each.giver_school].add(each.giver)
    return found
