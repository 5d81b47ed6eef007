"""Ties between people: who gave minutes to whom, gathered into one graph, and what can be measured of it.

Pure: it knows keys and numbers only. Directions count for giving and for reciprocity; who can be reached through whom
is measured without them, as two people who met know each other whoever of them gave.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import rustworkx as rx

Id = TypeVar("Id", bound=Hashable)


@dataclass(frozen=True)
class Ties(Generic[Id]):
    """Who is there, and how much went from whom to whom. What could not be used is counted, not dropped in silence."""

    people: tuple[Id, ...]
    weights: Mapping[tuple[Id, Id], int]
    lines: Mapping[tuple[Id, Id], int]  # how many lines told of it
    loops: int = 0  # lines from somebody to themself
    repeats: int = 0  # further lines between the same two, in the same direction: added to the first
    broken: tuple[int, ...] = field(default=())  # places of lines without two ends, or without a weight above zero

    @property
    def pairs(self) -> frozenset[frozenset[Id]]:
        """Two people each, whichever of them gave."""
        return frozenset(frozenset(ends) for ends in self.weights)


def gathered(lines: Iterable[Sequence[Any]], people: Iterable[Id] = ()) -> Ties[Any]:
    """Ties from lines of (giver, receiver) or (giver, receiver, weight), and people who may have none.

    Repeated lines add up; a line to oneself is left out and counted; a broken one is left out and its place is told.
    """
    weights: defaultdict[tuple[Id, Id], int] = defaultdict(int)
    told: defaultdict[tuple[Id, Id], int] = defaultdict(int)
    there = dict.fromkeys(people)
    loops, broken = 0, []
    for place, line in enumerate(lines):
        read = _read(line)
        if read is None:
            broken.append(place)
            continue
        giver, receiver, weight = read
        there |= {giver: None, receiver: None}
        if giver == receiver:
            loops += 1
            continue
        weights[giver, receiver] += weight
        told[giver, receiver] += 1
    repeats = sum(told.values()) - len(told)
    return Ties(tuple(there), dict(weights), dict(told), loops, repeats, tuple(broken))


def _read(line: Sequence[Any]) -> tuple[Any, Any, int] | None:
    """Both ends and the weight of a line; none of it where something is missing."""
    if len(line) < 2 or line[0] in (None, "") or line[1] in (None, ""):
        return None
    try:
        weight = int(line[2]) if len(line) > 2 else 1
    except (TypeError, ValueError):
        return None
    return (line[0], line[1], weight) if weight > 0 else None


# --- of all of them -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Census:
    """Pairs of people between whom something went: both ways, or one way only."""

    mutual: int
    one_way: int

    @property
    def pairs(self) -> int:
        return self.mutual + self.one_way


def census(ties: Ties[Any]) -> Census:
    """How many pairs gave to each other, and in how many only one gave."""
    both = sum((receiver, giver) in ties.weights for giver, receiver in ties.weights) // 2
    return Census(both, len(ties.weights) - 2 * both)


def evenness(ties: Ties[Any]) -> tuple[int, int]:
    """(minutes that came back, all minutes): of each one's giving, what they received as well, over all giving."""
    given: defaultdict[Any, int] = defaultdict(int)
    received: defaultdict[Any, int] = defaultdict(int)
    for (giver, receiver), weight in ties.weights.items():
        given[giver] += weight
        received[receiver] += weight
    return sum(min(given[each], received[each]) for each in given), sum(given.values())


def density(ties: Ties[Any]) -> float:
    """Ties out of all there could be, each direction one."""
    possible = len(ties.people) * (len(ties.people) - 1)
    return len(ties.weights) / possible if possible else 0.0


def between_groups(ties: Ties[Id], group_of: Mapping[Id, Any]) -> Ties[Any]:
    """Ties between the groups people come from; what stays within one is no tie of it."""
    crossing = [(group_of[a], group_of[b], weight) for (a, b), weight in ties.weights.items()]
    return gathered([line for line in crossing if line[0] != line[1]], dict.fromkeys(group_of.values()))


# --- of each ------------------------------------------------------------------------------------


def in_degrees(ties: Ties[Id]) -> dict[Id, int]:
    """From how many each received."""
    many = Counter(receiver for _giver, receiver in ties.weights)
    return {person: many[person] for person in ties.people}


def out_degrees(ties: Ties[Id]) -> dict[Id, int]:
    """To how many each gave."""
    many = Counter(giver for giver, _receiver in ties.weights)
    return {person: many[person] for person in ties.people}


def degrees(ties: Ties[Id]) -> dict[Id, int]:
    """With how many each is tied, whoever gave."""
    graph = _graph(ties)
    return {person: graph.degree(place) for place, person in enumerate(ties.people)}


def betweenness(ties: Ties[Id], *, normalized: bool = True) -> dict[Id, float]:
    """How many of the shortest ways between others lead through each; as a share of their pairs when normalized."""
    found = rx.graph_betweenness_centrality(_graph(ties), normalized=normalized)
    return {person: found[place] for place, person in enumerate(ties.people)}


def closeness(ties: Ties[Id]) -> dict[Id, float | None]:
    """One over the average number of steps to all who can be reached; none for whoever is alone."""
    matrix = rx.graph_distance_matrix(_graph(ties))
    reached = ((row > 0).sum() for row in matrix)
    return {
        person: float(count / row.sum()) if count else None
        for person, row, count in zip(ties.people, matrix, reached, strict=True)
    }


def bridges(ties: Ties[Id]) -> set[frozenset[Id]]:
    """Pairs whose tie is the only way between what lies on its two sides."""
    return {frozenset(ties.people[place] for place in ends) for ends in rx.bridges(_graph(ties))}


def cut_people(ties: Ties[Id]) -> set[Id]:
    """People without whom some of those they are tied with could not be reached from one another."""
    return {ties.people[place] for place in rx.articulation_points(_graph(ties))}


def components(ties: Ties[Id]) -> list[set[Id]]:
    """Sets of people who can reach one another, the largest first."""
    found = [{ties.people[place] for place in places} for places in rx.connected_components(_graph(ties))]
    return sorted(found, key=len, reverse=True)


# --- of schools ---------------------------------------------------------------------------------


def spanners(ties: Ties[Id], group_of: Mapping[Id, Any]) -> dict[Id, set[Any]]:
    """People tied with two or more groups beside their own, and which."""
    beside: defaultdict[Id, set[Any]] = defaultdict(set)
    for a, b in ties.weights:
        if group_of[a] != group_of[b]:
            beside[a].add(group_of[b])
            beside[b].add(group_of[a])
    return {person: groups for person, groups in beside.items() if len(groups) > 1}


def holding_together(ties: Ties[Id], group_of: Mapping[Id, Any]) -> dict[Id, set[Any]]:
    """Whose leaving would leave groups without any way to their own, and which groups those are.

    Colleagues of one group are taken to reach one another, so only ties between groups can be lost.
    """
    graph, places = _with_hubs(ties, group_of)
    hubs = {places["hub", group]: group for group in set(group_of.values())}
    lost = {}
    for place in rx.articulation_points(graph):
        kind, key = graph[place]
        if kind == "person":
            lost[key] = _out_of_reach(graph, place, hubs, places["hub", group_of[key]])
    return {person: groups for person, groups in lost.items() if groups}


def _out_of_reach(graph: rx.PyGraph[Any, Any], place: int, hubs: Mapping[int, Any], own: int) -> set[Any]:
    """The groups that could be reached from one's own, and could not without this person."""
    before = rx.node_connected_component(graph, own)
    without = graph.copy()
    without.remove_node(place)
    after = rx.node_connected_component(without, own)
    return {group for hub, group in hubs.items() if hub in before and hub not in after}


def _with_hubs(ties: Ties[Id], group_of: Mapping[Id, Any]) -> tuple[rx.PyGraph[Any, Any], dict[Any, int]]:
    """People with their ties across groups, each tied to the hub of their group."""
    graph: rx.PyGraph[Any, Any] = rx.PyGraph(multigraph=False)
    crossing = [(a, b) for a, b in ties.weights if group_of[a] != group_of[b]]
    people = dict.fromkeys(person for pair in crossing for person in pair)
    nodes = [("hub", group) for group in dict.fromkeys(group_of.values())] + [("person", each) for each in people]
    places = {node: place for place, node in enumerate(nodes)}
    graph.add_nodes_from(nodes)
    graph.add_edges_from_no_data([(places["person", a], places["person", b]) for a, b in crossing])
    graph.add_edges_from_no_data([(places["person", each], places["hub", group_of[each]]) for each in people])
    return graph, places


def _graph(ties: Ties[Any]) -> rx.PyGraph[Any, Any]:
    """Who is tied with whom, whoever gave."""
    graph: rx.PyGraph[Any, Any] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(ties.people)
    places = {person: place for place, person in enumerate(ties.people)}
    graph.add_edges_from_no_data([(places[a], places[b]) for a, b in ties.weights])
    return graph
