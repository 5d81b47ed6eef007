"""What the ledger shows, in the terms of its pictures and of the map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import cos, pi, sin, sqrt
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tilth.ledger import figures, wording
from tilth.ledger.domain import flows as flowing
from tilth.ledger.domain.flows import Balance as Sum
from tilth.ledger.domain.flows import Flow
from tilth.ledger.domain.terms import Term
from tilth.ledger.figures import Pair, Row
from tilth.web.charts import balance as balancing
from tilth.web.charts.weave import School, Tie, Weave
from tilth.web.sheets import hours

TURN = pi * (3 - sqrt(5))  # from one seed of a sunflower to the next
APART = 26.0  # of two people on the map


def balance(rows: Sequence[Row], terms: Sequence[Term], hrefs: Mapping[UUID, str] | None = None) -> balancing.Balance:
    """Given and received, term by term, for each of these."""
    drawn = [
        balancing.Row(
            row.name,
            wording.gave_and_received(row.whole),
            [_column(term, each) for term, each in zip(terms, row.terms, strict=True)],
            (hrefs or {}).get(row.key, ""),
        )
        for row in rows
    ]
    return balancing.Balance(_("Given and received, term by term"), drawn)


def _column(term: Term, balance: Sum) -> balancing.Column:
    words = f"{wording.term(term)}: {wording.gave_and_received(balance)}"
    return balancing.Column(wording.short(term), balance.given, balance.received, words)


def weave(rows: Sequence[Row], pairs: Sequence[Pair]) -> Weave:
    """Who gave to whom across these schools."""
    places = {row.key: place for place, row in enumerate(rows)}
    schools = [School(row.name, wording.gave_and_received(row.whole)) for row in rows]
    ties = [
        Tie(places[pair.one], places[pair.other], pair.given, pair.received, said(pair, {r.key: r.name for r in rows}))
        for pair in pairs
    ]
    return Weave(_("Who gave time to whom across our schools"), schools, ties)


def said(pair: Pair, names: Mapping[UUID, str]) -> str:
    return wording.between(names[pair.one], names[pair.other], pair.given, pair.received)


def own(person: Any, flows: Sequence[Flow]) -> balancing.Balance:
    """What one person gave and received, within and across schools."""
    return among(flows, {person.id: _("You")})


def among(flows: Sequence[Flow], people: Mapping[UUID, str]) -> balancing.Balance:
    """What each of a few people gave and received, for themselves: for one's own page, or the desk of a group."""
    terms = figures.terms_of(flows)
    return balance([Row(key, name, [_of(key, term, flows) for term in terms]) for key, name in people.items()], terms)


def _of(person: UUID, term: Term, flows: Sequence[Flow]) -> Sum:
    here = [flow for flow in flows if flow.term == term]
    given = sum(flow.minutes for flow in here if flow.giver == person)
    return Sum(given, sum(flow.minutes for flow in here if flow.receiver == person))


def school_page(key: UUID) -> str:
    return reverse("ledger:school", kwargs={"key": key})


# --- the map ------------------------------------------------------------------------------------


def network(flows: Sequence[Flow], schools: Mapping[UUID, str], people: Mapping[UUID, str]) -> dict[str, Any]:
    """Schools and their ties; with the people who may be named here, each beside their school, and theirs."""
    home = {who: school for who, school in flowing.schools_of(flows).items() if who in people and school in schools}
    beside: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for who in sorted(home, key=lambda who: people[who]):
        beside[home[who]].append(who)
    spots = _spots({school: len(beside[school]) for school in schools})
    known = flowing.ties_of([flow for flow in flows if flow.giver in home and flow.receiver in home])
    nodes = [_school_node(key, name, place, spots[key]) for place, (key, name) in enumerate(schools.items())]
    for school in schools:
        for seed, who in enumerate(beside[school]):
            nodes.append(_person_node(who, people[who], schools[school], nodes, spots[school], seed))
    numbers = {node["key"]: place for place, node in enumerate(nodes)}
    minutes: defaultdict[tuple[int, int], int] = defaultdict(int)
    for (a, b), weight in known.weights.items():
        one, other = sorted((numbers[a], numbers[b]))
        minutes[one, other] += weight
    edges = [_edge(one, other, weight, "person") for (one, other), weight in minutes.items()]
    for pair in figures.pairs(flows):
        weight = pair.given + pair.received
        edges.append(_edge(numbers[pair.one], numbers[pair.other], weight, "school"))
    return {"nodes": [_without_key(node, place) for place, node in enumerate(nodes)], "edges": edges}


def _spots(sizes: Mapping[UUID, int]) -> dict[UUID, tuple[float, float, float, int]]:
    """Where each school's circle lies on the ring (x, y), how large it is, and its colour."""
    radii = {school: 40 + APART * sqrt(size) for school, size in sizes.items()}
    round_it = sum(2 * radius + 60 for radius in radii.values()) or 1
    far = round_it / (2 * pi) + 60
    found, at = {}, 0.0
    for place, (school, radius) in enumerate(radii.items()):
        at += (2 * radius + 60) / 2
        angle = at / round_it * 2 * pi
        found[school] = (far * sin(angle), -far * cos(angle), radius, place % 12)
        at += (2 * radius + 60) / 2
    return found


def _school_node(key: UUID, name: str, place: int, spot: tuple[float, float, float, int]) -> dict[str, Any]:
    x, y, radius, colour = spot
    return {"key": key, "kind": "school", "name": name, "said": name, "x": x, "y": y, "size": radius * 2, "of": colour}


def _person_node(
    key: UUID, name: str, school: str, nodes: Sequence[Any], spot: tuple[float, float, float, int], seed: int
) -> dict[str, Any]:
    x, y, _radius, colour = spot
    far = APART * sqrt(seed + 0.5)
    there = {"x": x + far * cos(seed * TURN), "y": y + far * sin(seed * TURN)}
    return {"key": key, "kind": "person", "name": name, "said": f"{name}, {school}", "size": 16, "of": colour, **there}


def _edge(one: int, other: int, minutes: int, kind: str) -> dict[str, Any]:
    return {"one": one, "other": other, "minutes": minutes, "kind": kind, "said": hours(minutes)}


def _without_key(node: dict[str, Any], place: int) -> dict[str, Any]:
    """Keys stay here: the map needs none."""
    kept = {name: round(value, 1) if isinstance(value, float) else value for name, value in node.items()}
    return {**kept, "key": place}
