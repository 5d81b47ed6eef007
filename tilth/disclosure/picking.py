"""Items among which everybody picks the same number: what all others leave over must not tell of one.

Everybody can work out how many picks fell on the items that are not shown exactly, together. So whenever some are not,
a few that could be are shown only as lying in the middle. They are drawn by lot. Where even so too little is left over
to be anybody's, or too much, none of the items is shown. Where people picked so few that nothing follows, all may stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from tilth.disclosure.cells import Favourable, between, favourable_of
from tilth.disclosure.values import Exact, Few, Picked, Reason, Rules, Shown, Withheld

DRAWN = 2  # items that could be shown exactly: with fewer, small teams would often see nothing; more would not help


def beside_each_other(
    picked: Picked, items: Mapping[str, Shown], favourable: Favourable, people: int, rules: Rules, lot: str
) -> dict[str, Shown]:
    """What is shown of these items instead, where they are not all exact. `lot` draws, never what was picked."""
    exact = {
        key: favourable_of(shown.counts, favourable[key])
        for key in picked.items
        if isinstance(shown := items[key], Exact)
    }
    rest = [items[key] for key in picked.items if key not in exact]
    if not rest or _Left(picked.each, people, rules, rest).free(sum(exact.values())):
        return {}
    drawn = sorted(exact, key=lambda key: sha256(f"{lot} {key}".encode()).digest())[:DRAWN]
    middle = between(rules.limit, people - rules.limit, people)
    left = _Left(picked.each, people, rules, [*rest, *(middle for _ in drawn)])
    if left.hides(sum(count for key, count in exact.items() if key not in drawn)):
        return dict.fromkeys(drawn, middle)
    return {key: items[key] if isinstance(items[key], Withheld) else Withheld(Reason.JOINT) for key in picked.items}


@dataclass(frozen=True)
class _Left:
    """The items that are not shown exactly."""

    each: int
    people: int
    rules: Rules
    items: Sequence[Shown]

    def free(self, counted: int) -> bool:
        """Whether more could have been picked than can have been, so that nothing follows from what was."""
        return self.each * self.people - counted > sum(most for _, most in self._boxes())

    def hides(self, counted: int) -> bool:
        """Whether, beyond what colluders may have picked, somebody else may still have picked any of them, or not."""
        over, boxes = self.each * self.people - counted, self._boxes()
        low = sum(least < self.rules.limit - 1 for least, _ in boxes)
        high = sum(most > self.people - self.rules.limit + 1 for _, most in boxes)
        more, less = (self.rules.colluders * min(many, self.each) + 1 for many in (low, high))
        room = sum(most for _, most in boxes) - over
        return (not low or over - sum(least for least, _ in boxes) >= more) and (not high or room < 0 or room >= less)

    def _boxes(self) -> list[tuple[int, int]]:
        """The fewest and the most who may have picked each."""
        return [self._box(shown) for shown in self.items]

    def _box(self, shown: Shown) -> tuple[int, int]:
        if not isinstance(shown, Few):
            return 0, self.people
        if shown.favourable:
            return shown.least, shown.limit - 1
        return self.people - shown.limit + 1, self.people - shown.least
