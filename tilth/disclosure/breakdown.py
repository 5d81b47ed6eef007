"""The one declared breakdown of a school: which parts are merged, and what is shown of an item in each.

Numbers of people alone decide which parts are merged, and in which order they are merged further when an item cannot
be shown of each. An item is broken down as finely as every part then has enough people on both sides. So whoever
knows these rules to the letter learns only this from what is missing: of the two parts that were merged last, one at
least had few people on one side. Which one, and which side, is said where that leaves room for everybody.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from tilth.disclosure.cells import Favourable, between, cell, counts_of, favourable_of, together
from tilth.disclosure.merging import Run, coarser, runs
from tilth.disclosure.scales import scale_of
from tilth.disclosure.values import Body, Exact, Few, Part, Reason, Rules, Shown, Unit, Withheld

Counted = tuple[int, ...]


def groups(unit: Unit, rules: Rules) -> list[tuple[Body, ...]]:
    """The parts, merged until each is large enough for items to be shown of it.

    Where everybody said their part, nobody is left to be named as not having said it.
    """
    bodies = unit.bodies if unit.bodies[-1].answered else unit.bodies[:-1]
    found = runs([body.answered for body in bodies], max(rules.part, rules.item))
    return [tuple(bodies[place] for place in run) for run in found]


def parts_of(
    unit: Unit, items: Mapping[str, Shown], favourable: Favourable, rules: Rules, held: Collection[str]
) -> tuple[Part, ...] | Withheld:
    """The breakdown, if there are parts enough. `held` are items that may not be broken down beside something else."""
    parts = groups(unit, rules)
    if len(parts) < 2:
        return Withheld(Reason.PARTS, max(rules.part, rules.item))
    columns = {
        key: column([counts_of(bodies, key) for bodies in parts], items[key], places, rules, held=key in held)
        for key, places in favourable.items()
    }
    return tuple(
        _part(bodies, {key: shown[place] for key, shown in columns.items()}, favourable)
        for place, bodies in enumerate(parts)
    )


def _part(bodies: Sequence[Body], items: Mapping[str, Shown], favourable: Favourable) -> Part:
    people = sum(body.answered for body in bodies)
    return Part(tuple(body.key for body in bodies), people, items, scale_of(items, favourable))


def column(
    counted: Sequence[Counted], whole: Shown, places: frozenset[int], rules: Rules, *, held: bool = False
) -> list[Shown]:
    """One item in all parts, beside what is shown of it in the whole school."""
    if isinstance(whole, Withheld):
        return [whole for _ in counted]
    if isinstance(whole, Few):
        return [_within(whole, sum(counts), rules) for counts in counted]
    if held:
        return [_hidden(sum(counts), rules) for counts in counted]
    return _Column(counted, places, rules).shown()


def _within(band: Few, people: int, rules: Rules) -> Shown:
    """What a band says of some of the people it is about: no more of them than of all."""
    if people < rules.item:
        return Withheld(Reason.FEW, rules.item)
    return Few(people, band.limit, band.favourable)


def _hidden(people: int, rules: Rules) -> Withheld:
    return Withheld(Reason.FEW, rules.item) if people < rules.item else Withheld(Reason.JOINT)


@dataclass(frozen=True)
class _Column:
    """An item whose split is exact in the whole school."""

    counted: Sequence[Counted]
    places: frozenset[int]
    rules: Rules

    def shown(self) -> list[Shown]:
        """Parts that stand alone at the finest level at which all are exact, and bands of the last two merged."""
        shown: list[Shown] = [_hidden(sum(counts), self.rules) for counts in self.counted]
        levels = coarser(runs([sum(counts) for counts in self.counted], self.rules.item), self._size)
        found = next(place for place, level in enumerate(levels) if self._all_exact(level))
        for run in levels[found]:
            if len(run) == 1:
                shown[run[0]] = self._cell(run)
        if found:
            split = [run for run in levels[found - 1] if run not in levels[found]]
            self._say_bands(shown, split[0], split[1])
        return shown

    def _size(self, run: Run) -> int:
        return sum(sum(self.counted[place]) for place in run)

    def _all_exact(self, level: Sequence[Run]) -> bool:
        return all(isinstance(self._cell(run), Exact) for run in level)

    def _cell(self, run: Run) -> Shown:
        return cell(self._counts(run), self.places, self.rules)

    def _counts(self, run: Run) -> Counted:
        return together(self.counted[place] for place in run)

    def _say_bands(self, shown: list[Shown], one: Run, other: Run) -> None:
        """Where two blocks were merged because one of them lies near an end: say so, if that leaves room."""
        both = favourable_of(self._counts(one + other), self.places)
        if not leaves_room(self._size(one), self._size(other), both, self.rules):
            return
        for run, rest in ((one, other), (other, one)):
            band = self._cell(run)
            if isinstance(band, Few):
                for place in run:
                    shown[place] = _within(band, sum(self.counted[place]), self.rules)
            elif len(run) == 1:
                shown[run[0]] = self._remaining(run, rest, both)

    def _remaining(self, run: Run, rest: Run, both: int) -> Shown:
        """What is left for one block when the other lies near an end: anybody could work it out."""
        near = self._cell(rest)
        assert isinstance(near, Few)
        people, spare = self._size(run), near.limit - 1
        if near.favourable:
            return between(both - spare, both, people)
        other = self._size(rest)
        return between(both - other, both - other + spare, people)


def leaves_room(one: int, other: int, both: int, rules: Rules) -> bool:
    """Whether it may be said which of two blocks lies near an end, when so many of `both` are favourable together.

    It may where this would leave room in every way in which they could lie, not only as they do: so neither saying it
    nor keeping silent tells more.
    """
    ways = product(_ways(one, rules), _ways(other, rules))
    return all(_roomy(*way, both, rules) for way in ways)


@dataclass(frozen=True)
class _Way:
    """Where the favourable answers of a block may lie."""

    least: int
    most: int
    end: int = 0  # -1: near the low end, 1: near the high one


def _ways(people: int, rules: Rules) -> tuple[_Way, _Way, _Way]:
    limit = rules.limit
    return _Way(0, limit - 1, -1), _Way(limit, people - limit), _Way(people - limit + 1, people, 1)


def _roomy(one: _Way, other: _Way, both: int, rules: Rules) -> bool:
    """Whether two blocks that lie so leave each side to one more person than may put together what they know."""
    least, most = one.least + other.least, one.most + other.most
    if not least <= both <= most:
        return True  # they cannot lie so
    some, ends = rules.colluders + 1, {one.end, other.end}
    return (-1 not in ends or both - least >= some) and (1 not in ends or most - both >= some)
