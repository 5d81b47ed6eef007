"""One item among some people: shown exactly, as an end band, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tilth.disclosure.values import Body, Exact, Few, Reason, Rules, Shown, Withheld

Favourable = Mapping[str, frozenset[int]]  # item -> places of its counts that are favourable


def together(counted: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    """Counts of several bodies as one. Those who were never asked have none."""
    return tuple(sum(column) for column in zip(*filter(None, counted), strict=True))


def counts_of(bodies: Iterable[Body], item: str) -> tuple[int, ...]:
    """How many of these people chose each answer."""
    return together(body.counts.get(item, ()) for body in bodies)


def favourable_of(counts: tuple[int, ...], places: frozenset[int]) -> int:
    """How many people chose a favourable answer."""
    return sum(number for place, number in enumerate(counts) if place in places)


def cell(counts: tuple[int, ...], places: frozenset[int], rules: Rules) -> Shown:
    """What may be shown of an item by itself, before anything else that is shown is looked at."""
    people = sum(counts)
    if people < rules.item:
        return Withheld(Reason.FEW, rules.item)
    favourable = favourable_of(counts, places)
    if min(favourable, people - favourable) >= rules.limit:
        return Exact(counts)
    return Few(people, rules.limit, favourable=favourable < rules.limit)


def bounds(shown: Exact | Few, places: frozenset[int]) -> tuple[int, int]:
    """The fewest and the most who may have chosen a favourable answer, as far as is shown."""
    if isinstance(shown, Exact):
        favourable = favourable_of(shown.counts, places)
        return favourable, favourable
    if shown.favourable:
        return shown.least, shown.limit - 1
    return shown.of - shown.limit + 1, shown.of - shown.least


def between(least: int, most: int, people: int) -> Few:
    """A band by its fewest and most favourable answers, told of the smaller side."""
    if most <= people - least:
        return Few(people, most + 1, favourable=True, least=least)
    return Few(people, people - least + 1, favourable=False, least=people - most)
