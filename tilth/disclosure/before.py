"""Earlier waves: what somebody could learn by taking one publication from the next.

Whoever believes that people still say what they said some weeks ago can take the earlier result away from the later
one. What is left is the answers of those who joined and those who left. Rolls are no secret; who answered is known to
nobody, so that all who were asked both times are taken to have answered both times or neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from tilth.disclosure.joint.collusion import Tokens, open_to_all
from tilth.disclosure.joint.solver import Programme
from tilth.disclosure.joint.spans import smallest_set
from tilth.disclosure.joint.told import Bodies, System, Told
from tilth.disclosure.values import Earlier, Rules


def recent(earlier: Iterable[Earlier], closed: date, rules: Rules) -> list[Earlier]:
    """Those that people may still agree with."""
    since = closed - timedelta(days=rules.opinions_keep)
    return [each for each in earlier if each.closed >= since]


def told_before(earlier: Iterable[Earlier]) -> frozenset[str]:
    """Items of which something was shown."""
    return frozenset[str]().union(*({*each.splits, *each.bands, *each.scale} for each in earlier))


@dataclass(frozen=True)
class Past:
    """What was shown of a school lately, and who is asked now."""

    earlier: Sequence[Earlier]
    members: frozenset[str]
    rules: Rules

    @property
    def changed(self) -> list[Earlier]:
        """Earlier waves in which not the same people were asked."""
        return [each for each in self.earlier if each.members != self.members]

    def held(self) -> frozenset[str]:
        """Items that may not be shown again: somebody joined or left since they were, but too few."""
        return told_before(each for each in self.changed if not self._enough(each.members))

    def unbroken(self) -> frozenset[str]:
        """Items that may not be broken down again: somebody joined or left, and nobody can tell of which part.

        Nor those that were broken down by another question: two lines may leave one person between them.
        """
        return told_before([*self.changed, *(each for each in self.earlier if each.divided)])

    def _enough(self, before: frozenset[str]) -> bool:
        return all(
            not moved or len(moved) >= self.rules.item for moved in (before - self.members, self.members - before)
        )

    def tells(self, item: str, favourable: tuple[int, int], people: int) -> bool:
        """Whether so many favourable answers, at least and at most, would tell too much beside what was shown."""
        changed = [each for each in self.changed if item in each.splits or item in each.bands]
        if not changed:
            return False
        compared = _Compared(self.members, tuple(changed), item, favourable, people)
        smallest = smallest_set(compared.system())
        return (smallest is not None and smallest < self.rules.item) or not compared.open(self.rules.colluders)


@dataclass(frozen=True)
class _Compared:
    """An item now and before, among bodies of people who were asked at the same times."""

    members: frozenset[str]
    earlier: tuple[Earlier, ...]
    item: str
    now: tuple[int, int]  # favourable, at least and at most
    people: int  # who answered now

    @cached_property
    def bodies(self) -> dict[tuple[bool, ...], int]:
        """How many people were asked at the same times, by whether they were asked now and each time before."""
        rolls = [self.members, *(each.members for each in self.earlier)]
        return dict(sorted(Counter(tuple(who in roll for roll in rolls) for who in frozenset().union(*rolls)).items()))

    def sums(self) -> Iterator[tuple[Bodies, tuple[int, int], tuple[int, int]]]:
        """Who was asked each time, and how many were favourable and how many not, at least and at most."""
        least, most = self.now
        yield self._asked(0), self.now, (self.people - most, self.people - least)
        for time, each in enumerate(self.earlier, start=1):
            if self.item in each.splits:
                favourable, other = each.splits[self.item]
                yield self._asked(time), (favourable, favourable), (other, other)
            else:
                yield self._asked(time), each.bands[self.item], (0, len(each.members))

    def _asked(self, time: int) -> Bodies:
        return frozenset(place for place, asked in enumerate(self.bodies) if asked[time])

    def system(self) -> System:
        """As sums of favourable answers."""
        told = tuple(Told(bodies, *favourable) for bodies, favourable, _ in self.sums())
        return System(tuple(self.bodies.values()), told)

    def open(self, colluders: int) -> bool:
        """Whether both directions stay open for everybody, if opinions stayed. If they cannot have, nothing is told."""
        sizes = list(self.bodies.values())
        return not self._fits(Counter()) or open_to_all(self._fits, sizes, colluders)

    def _fits(self, tokens: Tokens) -> bool:
        programme = Programme()
        columns = [self._columns(programme, body, size, tokens) for body, size in enumerate(self.bodies.values())]
        for bodies, *sides in self.sums():
            for side, (least, most) in enumerate(sides):
                programme.row(least, most, [(columns[body][side], 1.0) for body in sorted(bodies)])
        return programme.smallest() is not None

    def _columns(self, programme: Programme, body: int, size: int, tokens: Tokens) -> tuple[int, int]:
        """How many of a body are favourable, and how many not; the rest did not answer."""
        favourable = programme.column(tokens[body, True], size)
        other = programme.column(tokens[body, False], size)
        programme.row(0, size, [(favourable, 1.0), (other, 1.0)])
        return favourable, other
